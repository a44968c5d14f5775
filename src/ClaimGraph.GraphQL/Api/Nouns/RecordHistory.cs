using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.History;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Nouns;

/// <summary>The entries of the ledger that changed a record and, if asked for, the records that name it.</summary>
internal sealed record RecordHistory(NodeId Record, bool WithLinked, long Before, int First, Action<long> Hold)
{
    private const int Linked = 100; // what looking for the linked records costs

    public static QueryArgument[] Arguments { get; } =
    [
        Sdl.Argument("first", "Int", "The number of entries.", 20),
        Sdl.Argument("before", "Int", "Only entries before this revision."),
        Sdl.Argument(
            "linked",
            "Boolean",
            "Whether to include the changes of the records that name this one now: its evidence, appearances, reviews and so on, "
                + $"retracted ones too. Of more than {LinkedRecords.Most} such records, those that were changed last.",
            false
        ),
    ];

    public static Weight Cost { get; } =
        Weight.List(PageArguments.Entries("first", 20)) with
        {
            OwnBy = static context => context.Argument("linked") is true ? Linked : Weight.Page,
        };

    public static RecordHistory Of(NodeId record, FieldContext context) =>
        new(
            record,
            context.Argument("linked") is true,
            context.Argument("before") is int before ? before : long.MaxValue,
            PageArguments.Size(context, "first", 20),
            context.Request.Hold
        );

    public async ValueTask<object?> ReadAsync(IClaimStore store, CancellationToken cancellation)
    {
        NodeId[] records = WithLinked ? [Record, .. await LinkedRecords.OfAsync(store, Record, cancellation)] : [Record];
        var entries = await store.HistoryAsync(records, Before, First, cancellation);
        Hold(entries.Sum(e => e.Changes.Sum(c => (long)c.After.Length + (c.Before?.Length ?? 0))));
        return entries;
    }
}
