using ClaimGraph.GraphQL.Api.Loading;
using ClaimGraph.GraphQL.Engine.Loading;
using ClaimGraph.Queries;

namespace ClaimGraph.GraphQL.Api.Statements;

/// <summary>The records behind the reasons why statements need attention, in one call for all statements of a level.</summary>
internal static class AttentionRecords
{
    /// <summary>The most records of a reason.</summary>
    public const int Most = 10;

    private static readonly Dictionary<Attention, LinkQuery[]> Queries = new()
    {
        [Attention.Contested] = [Standing(Stance.Supports, Stance.Rebuts)],
        [Attention.SingleSource] = [Standing(Stance.Supports)],
        [Attention.RetractedBasis] = [Evidence(Is(Fields.Evidence.BasisRetracted, true), Of(Stance.Supports, Stance.Rebuts))],
        [Attention.QuoteLost] =
        [
            Evidence(Is(Fields.Evidence.Placed.Status, AnchorStatus.Lost)),
            Links(Fields.Appearance.Statement, Is(Fields.Appearance.Placed.Status, AnchorStatus.Lost)),
        ],
        [Attention.VerdictsDisagree] = [Deciding()],
        [Attention.StrengthAgainstVerdict] = [Deciding()],
        [Attention.Superseded] = [Links(Fields.Relation.Other, Is(Fields.Relation.RelationKind, RelationKind.Supersedes))],
        [Attention.Stale] = [Evidence()],
    };

    /// <summary>The records, or pending ones; none for a reason that lies in what is missing.</summary>
    public static object Load(Loaders loaders, Statement statement, Attention reason)
    {
        if (!Queries.TryGetValue(reason, out var queries))
            return Array.Empty<Node>();
        LinkConnection[] lists = [.. queries.Select(q => new LinkConnection(loaders, q, statement.Id))];
        Array.ForEach(lists, loaders.Enlist);
        return new Records(lists, reason == Attention.Stale ? statement.Derived.LastReviewedAt : null);
    }

    private static LinkQuery Standing(params Stance[] stances) => Evidence(Is(Fields.Evidence.BasisRetracted, false), Of(stances));

    private static Filter Of(params Stance[] stances) => Filter.Where(Fields.Evidence.Stance, Comparison.In, [.. stances.Cast<object>()]);

    private static LinkQuery Evidence(params Filter[] filters) => Links(Fields.Evidence.Target, filters);

    /// <summary>Reviews with a verdict on one side.</summary>
    private static LinkQuery Deciding()
    {
        object[] sides = [Verdict.Supported, Verdict.MostlySupported, Verdict.MostlyUnsupported, Verdict.Unsupported];
        return Links(Fields.Review.Statement, Filter.Where(Fields.Review.Verdict, Comparison.In, sides));
    }

    private static LinkQuery Links(Field via, params Filter[] filters) =>
        new(
            via,
            Filter.ForList(via.Kind, filters.Length == 0 ? null : Filter.AllOf(filters)),
            OrderBy.Newest(via.Kind),
            PageRequest.First(Most)
        );

    private static Filter Is(Field field, object value) => Filter.Is(field, value);

    private sealed class Records(LinkConnection[] lists, DateTimeOffset? after) : Deferred
    {
        public override object? Result =>
            lists
                .SelectMany(l => l.Page!.Nodes)
                .Where(n => after is null || n.CreatedAt > after)
                .OrderByDescending(n => n.CreatedAt)
                .ThenByDescending(n => n.Id)
                .Take(Most)
                .ToArray();
    }
}
