using ClaimGraph.GraphQL.Api.Filters;
using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Queries;

/// <summary>What a dashboard shows of the records made in a period.</summary>
/// <param name="Since">Its beginning; null for that of the graph.</param>
/// <param name="Until">Its end, which is not part of it; null for no end.</param>
/// <param name="Filters">Which records count, for kinds that are restricted.</param>
/// <param name="Now">The time at which the graph is looked at; null for that after a revision.</param>
internal sealed record Overview(
    DateTimeOffset? Since,
    DateTimeOffset? Until,
    IReadOnlyDictionary<NodeKind, Filter> Filters,
    DateTimeOffset? Now
)
{
    /// <summary>The same for the period before, which is as long; null when the period has no beginning.</summary>
    /// <exception cref="RefusedException">How long the period is cannot be said.</exception>
    public Overview? Previous()
    {
        if (Since is not { } since)
            return null;
        var end =
            Until
            ?? Now
            ?? throw new RefusedException(
                ProblemCode.Required,
                "Give until, too: as of a revision, the period has no length without it.",
                "until"
            );
        var length = end - since;
        if (length <= TimeSpan.Zero)
            throw new RefusedException(
                ProblemCode.OutOfRange,
                "since is not in the past, so there is no period before; give until.",
                "since"
            );
        var start = since - DateTimeOffset.MinValue > length ? since - length : DateTimeOffset.MinValue;
        return this with { Since = start, Until = since };
    }

    /// <summary>The filter of everything that is counted here: own conditions, time, not retracted.</summary>
    public Filter Counted(NodeKind kind, params Filter[] own)
    {
        var conditions = new List<Filter>(own);
        if (Since is { } since)
            conditions.Add(Filter.Where(ClaimGraph.Fields.CreatedAt(kind), Comparison.GreaterOrEqual, since));
        if (Until is { } until)
            conditions.Add(Filter.Where(ClaimGraph.Fields.CreatedAt(kind), Comparison.Less, until));
        if (Filters.TryGetValue(kind, out var filter))
            conditions.Add(filter);
        return Filter.ForList(kind, conditions.Count == 0 ? null : Filter.AllOf([.. conditions]));
    }

    /// <summary>The filter of the evidence that counts for something: its basis is not withdrawn.</summary>
    public Filter Standing(params Filter[] own) =>
        Counted(NodeKind.Evidence, [Filter.Is(ClaimGraph.Fields.Evidence.BasisRetracted, false), .. own]);
}

internal sealed class OverviewPart : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        api.Add(new OverviewType(), new NodeCountsType(), new RankedType(NodeKind.Statement), new RankedType(NodeKind.Source));
        api.Add(
            new EnumCountType<Verdict>("verdict", nullable: true),
            new EnumCountType<Stance>("stance", nullable: false),
            new EnumCountType<Attention>("attention", nullable: false),
            new EnumCountType<ProposalState>("state", nullable: false)
        );
        api.Add(
            new KindFiltersType(
                "OverviewFilter",
                "Restricts what is counted of each noun. Nouns without a filter are not restricted.",
                Noun.All
            )
        );
        api.Query.Resolve(
                "overview",
                "Overview",
                "The graph at a glance, for dashboards. Retracted records are left out.",
                static (_, context) => Ask(context.Request, context),
                Sdl.Argument("since", "DateTime", "Count only records that were created at or after this time."),
                Sdl.Argument("until", "DateTime", "Count only records that were created before this time."),
                Sdl.Argument("filter", "OverviewFilter", "The records to count."),
                Moment.Argument()
            )
            .Costs(Moment.Cost(Weight.Value));
    }

    private static Overview Ask(ApiScope scope, FieldContext context)
    {
        var (since, until) = (context.Argument("since") as DateTimeOffset?, context.Argument("until") as DateTimeOffset?);
        if (since >= until)
            throw new RefusedException(ProblemCode.OutOfRange, "until is not after since; give a later time.", "until");
        var filters = (context.Argument("filter") as KindFilters)?.ToFilters(context.Request) ?? [];
        return new Overview(since, until, filters, Moment.Of(context) is { } past ? past.Time : scope.Clock.GetUtcNow());
    }
}

internal sealed class OverviewType : ObjectGraphType<Overview>
{
    private const int Enough = 100; // more than any enum here has values

    public OverviewType()
    {
        Name = "Overview";
        Description =
            "The graph at a glance. With `since` and `until`, everything except the revision covers only records "
            + "that were created in that period.";
        this.Resolve(
            "previous",
            "Overview",
            "The same for the period before, which ends at `since` and is as long as the time from `since` to `until` or now. Null without "
                + "`since`.",
            static (overview, _) => overview.Previous()
        );
        this.Part("counts", "NodeCounts!", "The number of records of each noun.", static o => o);
        Counts(
            "verdicts",
            "[VerdictCount!]!",
            "The number of statements by the verdict of their newest review, including those without a verdict. "
                + "The most frequent verdict comes first.",
            static o => (ClaimGraph.Fields.Statement.Verdict, o.Counted(NodeKind.Statement)),
            withNull: true
        );
        Counts(
            "stances",
            "[StanceCount!]!",
            "The amount of evidence by stance, that on a retracted basis left out. The most frequent stance comes first.",
            static o => (ClaimGraph.Fields.Evidence.Stance, o.Standing()),
            withNull: false
        );
        Counts(
            "attention",
            "[AttentionCount!]!",
            "The number of statements that need attention, by reason. The most frequent reason comes first.",
            static o => (ClaimGraph.Fields.Statement.Attention, o.Counted(NodeKind.Statement)),
            withNull: false
        );
        Counts(
            "proposals",
            "[ProposalStateCount!]!",
            "The number of proposals by what became of them; the open ones wait for a reviewer. The most frequent state comes first.",
            static o => (ClaimGraph.Fields.Proposal.State, o.Counted(NodeKind.Proposal)),
            withNull: false
        );
        AddRanks();
        this.Resolve(
            "revision",
            "Int!",
            "The revision of the ledger. It changes with every commit, and with nothing else.",
            static (_, context) =>
                context.Request.Loaders.Call(0, static async (store, _, cancellation) => (await store.HeadAsync(cancellation)).Revision)
        );
    }

    private void AddRanks()
    {
        Ranks(
            "mostRebutted",
            "[RankedStatement!]!",
            "The statements with the most rebutting evidence, that on a retracted basis left out.",
            NodeKind.Statement,
            static o => (ClaimGraph.Fields.Evidence.Target, o.Standing(Filter.Is(ClaimGraph.Fields.Evidence.Stance, Stance.Rebuts)))
        );
        Ranks(
            "mostUsedSources",
            "[RankedSource!]!",
            "The sources that the most evidence cites, retracted ones and what derives from them left out.",
            NodeKind.Source,
            static o => (ClaimGraph.Fields.Evidence.Basis, o.Standing())
        );
    }

    private void Counts(string name, string type, string description, Func<Overview, (Field Field, Filter Filter)> asked, bool withNull) =>
        this.Resolve(
                name,
                type,
                description,
                (overview, context) =>
                    context.Request.Loaders.Call(
                        (Asked: asked(overview), withNull),
                        static async (store, state, cancellation) =>
                        {
                            var counts = await store.DistributionAsync(state.Asked.Field, state.Asked.Filter, Enough, cancellation);
                            return state.withNull ? counts : counts.Where(c => c.Value is not null).ToArray();
                        }
                    )
            )
            .Costs(Weight.List(10, Weight.Statistics));

    private void Ranks(string name, string type, string description, NodeKind named, Func<Overview, (Field Via, Filter Filter)> asked) =>
        this.Resolve(
                name,
                type,
                description,
                (overview, context) =>
                    context.Request.Loaders.Call(
                        (Asked: asked(overview), Named: named, First: PageArguments.Size(context, "first", 10)),
                        static async (store, state, cancellation) =>
                            await store.RankAsync(state.Asked.Via, state.Named, state.Asked.Filter, state.First, cancellation)
                    ),
                Sdl.Argument("first", "Int", "The number of records.", 10)
            )
            .Costs(Weight.List(PageArguments.Entries("first", 10), Weight.Statistics));
}

internal sealed class NodeCountsType : ObjectGraphType<Overview>
{
    public NodeCountsType()
    {
        Name = "NodeCounts";
        Description = "The number of records of each noun.";
        foreach (var noun in Noun.All)
            this.Resolve(
                    noun.Plural,
                    "Int!",
                    $"The number of records of type {noun.TypeName}.",
                    (overview, context) =>
                        context.Request.Loaders.Call(
                            (noun.Kind, Filter: overview.Counted(noun.Kind)),
                            static async (store, asked, cancellation) => await store.CountAsync(asked.Kind, asked.Filter, cancellation)
                        )
                )
                .Costs(Weight.Count);
    }
}

/// <summary>A value of an enum and how many records have it.</summary>
internal sealed class EnumCountType<TEnum> : ObjectGraphType<object>
    where TEnum : struct, Enum
{
    public EnumCountType(string field, bool nullable)
    {
        Name = $"{typeof(TEnum).Name}Count";
        Description = $"A value of {typeof(TEnum).Name} and the number of records that have it.";
        IsTypeOf = static value => value is ValueCount;
        this.Leaf(
            field,
            typeof(TEnum).Name + (nullable ? "" : "!"),
            nullable ? "The value. Null for records without one." : "The value.",
            static v => (TEnum?)((ValueCount)v).Value
        );
        this.Leaf("count", "Int!", "The number of records.", static v => ((ValueCount)v).Count);
    }
}

/// <summary>A node and how many name it.</summary>
internal sealed class RankedType : ObjectGraphType<object>
{
    public RankedType(NodeKind kind)
    {
        Name = $"Ranked{kind}";
        Description = $"A record of type {kind} and the amount of evidence that determines its rank.";
        IsTypeOf = static value => value is NodeCount;
        this.Leaf("count", "Int!", "The amount of evidence.", static r => ((NodeCount)r).Count);
        this.Resolve(Noun.Of(kind).Word, $"{kind}!", "The record.", static (r, context) => context.Request.Loaders.Node(((NodeCount)r).Id));
    }
}
