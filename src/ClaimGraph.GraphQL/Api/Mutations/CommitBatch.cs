using System.ComponentModel;
using ClaimGraph.Changes;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Mutations;

[Description("What happens to a commit if one of its records is refused.")]
public enum OnError
{
    [Description("Nothing is written.")]
    Refuse,

    [Description(
        "The record is left out, and so are those that name it; all others are written. "
            + "Such a commit can be repeated without a `clientMutationId`: what is there already is unchanged."
    )]
    Skip,
}

/// <summary>A record of a commit of many.</summary>
/// <param name="Number">Its place in the input.</param>
/// <param name="Record">What it enters; null if the input does not say.</param>
internal readonly record struct CommitRecord(int Number, Upsert? Record);

/// <summary>What became of a record of a commit of many.</summary>
internal sealed record RecordResult(int Number, OperationResult? Result)
{
    public IReadOnlyList<Problem> UserErrors { get; init; } = [];
    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    public static RecordResult Refused(KeyValuePair<int, List<Problem>> refused) => new(refused.Key, null) { UserErrors = refused.Value };
}

internal sealed class RecordResultType : ObjectGraphType<RecordResult>
{
    public RecordResultType()
    {
        (Name, Description) = ("RecordResult", "What became of a record of a commit.");
        this.Leaf("index", "Int!", "The place of the record in the input, counted from 0.", static r => r.Number);
        this.Leaf("outcome", "Outcome", "The result. Null if the record was refused.", static r => r.Result?.Outcome);
        this.Part("record", "Node", "The record as it is now. Null if it was refused.", static r => r.Result?.Node);
        this.Part("userErrors", "[UserError!]!", "Why the record was left out, with `onError: SKIP`.", static r => r.UserErrors);
        this.Part("warnings", "[UserError!]!", "What you should know although the record was accepted.", static r => r.Warnings);
    }
}

/// <summary>Records that are entered as one change set.</summary>
internal sealed class CommitBatch(Mutation mutation, IReadOnlyList<CommitRecord> records)
{
    private IReadOnlyList<CommitRecord> _ordered = [];

    /// <exception cref="RefusedException">Nothing was written.</exception>
    public async ValueTask<Payload> RunAsync(bool once)
    {
        await AddAsync();
        var payload = await mutation.CommitAsync(once);
        return payload with
        {
            Node = null,
            Records = [.. _ordered.Select((r, i) => ResultOf(r.Number, i, payload)).OrderBy(r => r.Number)],
        };
    }

    /// <summary>Adds the operations to the mutation.</summary>
    public async ValueTask AddAsync()
    {
        await mutation.Scope.LearnAsync(records.SelectMany(r => r.Record!.Names));
        var ids = Expect();
        _ordered = InOrder(ids);
        foreach (var (number, record) in _ordered)
            mutation.Add(record!.OperationOf(mutation, ids[number]), InputWords.OfRecords, "records", $"{number}", record.Noun.Noun.Word);
    }

    private static RecordResult ResultOf(int number, int operation, Payload payload) =>
        new(number, payload.Results[operation])
        {
            Warnings = [.. payload.Warnings.Where(w => w.Path.ElementAtOrDefault(2) == $"{number}")],
        };

    /// <summary>Gives each record its id, and makes its names stand for it.</summary>
    private Dictionary<int, NodeId> Expect()
    {
        var (ids, numbers) = (new Dictionary<int, NodeId>(), new Dictionary<NodeId, int>());
        mutation.Scope.References.ExpectNothing();
        foreach (var (number, record) in records)
        {
            var known = record!.KnownAs(mutation);
            var id = ids[number] = known ?? mutation.Scope.Ids.Next(record.Noun.Noun.Kind);
            var keys = record.IdentifyingKeys().ToArray();
            var first = mutation.Scope.References.Expected(keys.Take(record.Key is null ? 0 : 1)) ?? id;
            if (first != id || known is not null && !numbers.TryAdd(id, number))
                record.Input.Refuse(
                    ProblemCode.AlreadyExists,
                    "Another record of this commit has this id or key. Give each record once.",
                    record.Key is null ? "id" : "key"
                );
            mutation.Scope.References.Expect(keys, id);
        }
        return ids;
    }

    /// <summary>The records, each after those that it names.</summary>
    private List<CommitRecord> InOrder(Dictionary<int, NodeId> ids)
    {
        var byId = records.GroupBy(r => ids[r.Number]).ToDictionary(g => g.Key, g => g.First());
        var named = records.ToDictionary(r => r.Number, r => r.Record!.Noun.Read(r.Record.Input).References.Select(n => n.Id).ToArray());
        var (ordered, seen) = (new List<CommitRecord>(records.Count), new HashSet<int>());
        var path = new Stack<(CommitRecord Record, bool IsDone)>(records.Reverse().Select(r => (r, false)));
        while (path.TryPop(out var next))
        {
            if (next.IsDone)
                ordered.Add(next.Record);
            else if (seen.Add(next.Record.Number))
            {
                path.Push((next.Record, true));
                foreach (var id in named[next.Record.Number])
                    if (byId.TryGetValue(id, out var above) && !seen.Contains(above.Number))
                        path.Push((above, false));
            }
        }
        return ordered;
    }
}
