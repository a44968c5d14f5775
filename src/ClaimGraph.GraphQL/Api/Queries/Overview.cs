using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Queries;

/// <summary>What a dashboard shows of the records made since a time.</summary>
internal sealed record Overview(DateTimeOffset? Since)
{
    /// <summary>The filter of everything that is counted here: own conditions, time, not retracted.</summary>
    public Filter Counted(NodeKind kind, params Filter[] own)
    {
        if (Since is { } time)
            own = [.. own, Filter.Where(ClaimGraph.Fields.CreatedAt(kind), Comparison.GreaterOrEqual, time)];
        return Filter.ForList(kind, own.Length == 0 ? null : Filter.AllOf(own));
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
        api.Query.Resolve(
                "overview",
                "Overview!",
                "The graph at a glance, for dashboards. Retracted records are left out.",
                static (_, context) => new Overview(context.Argument("since") as DateTimeOffset?),
                Sdl.Argument("since", "DateTime", "Count only records that were created at or after this time.")
            )
            .Costs(Weight.Value);
    }
}

internal sealed class OverviewType : ObjectGraphType<Overview>
{
    private const int Enough = 100; // more than any enum here has values

    public OverviewType()
    {
        Name = "Overview";
        Description =
            "The graph at a glance. With `since`, everything except the revision covers only records "
            + "that were created at or after that time.";
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
        this.Resolve(
            "revision",
            "Int!",
            "The revision of the ledger. It changes with every commit, and with nothing else.",
            static (_, context) =>
                context.Request.Loaders.Call(0, static async (store, _, cancellation) => (await store.HeadAsync(cancellation)).Revision)
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
