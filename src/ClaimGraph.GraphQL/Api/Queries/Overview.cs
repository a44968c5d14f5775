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
    /// <summary>The filter of everything that is counted here: own condition, time, not retracted.</summary>
    public Filter Counted(NodeKind kind, Filter? own = null)
    {
        var since = Since is { } time ? Filter.Where(Catalogue.CreatedAt(kind), Comparison.GreaterOrEqual, time) : null;
        return Filter.ForList(kind, own is null ? since : since is null ? own : Filter.AllOf(own, since));
    }
}

internal sealed class OverviewPart : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        api.Add(new OverviewType(), new NodeCountsType(), new RankedType(NodeKind.Statement), new RankedType(NodeKind.Source));
        api.Add(new EnumCountType<Verdict>("verdict", nullable: true), new EnumCountType<Stance>("stance", nullable: false),
            new EnumCountType<Attention>("attention", nullable: false));
        api.Query.Resolve("overview", "Overview!", "The graph at a glance, for a dashboard. Retracted records are left out.",
            static (_, context) => new Overview(context.Argument("since") as DateTimeOffset?),
            Sdl.Argument("since", "DateTime", "Only records made at or after this time count.")).Costs(Weight.Value);
    }
}

internal sealed class OverviewType : ObjectGraphType<Overview>
{
    private const int Enough = 100;     // more than any enum here has values

    public OverviewType()
    {
        Name = "Overview";
        Description = "The graph at a glance. With `since`, everything but the revision counts only records made at or after that time.";
        this.Part("counts", "NodeCounts!", "How many records of each noun there are.", static o => o);
        Counts("verdicts", "[VerdictCount!]!", "How many statements have each verdict (that of the newest review), those without one included; most first.",
            static o => (Catalogue.Statement.Verdict, o.Counted(NodeKind.Statement)), withNull: true);
        Counts("stances", "[StanceCount!]!", "How much evidence of each stance there is, most first.", static o => (Catalogue.Evidence.Stance, o.Counted(NodeKind.Evidence)), withNull: false);
        Counts("attention", "[AttentionCount!]!", "How many statements ask for attention, and why; most first.",
            static o => (Catalogue.Statement.Attention, o.Counted(NodeKind.Statement)), withNull: false);
        Ranks("mostRebutted", "[RankedStatement!]!", "The statements with most rebutting evidence.", NodeKind.Statement,
            static o => (Catalogue.Evidence.Target, o.Counted(NodeKind.Evidence, Filter.Is(Catalogue.Evidence.Stance, Stance.Rebuts))));
        Ranks("mostUsedSources", "[RankedSource!]!", "The sources that most evidence cites.", NodeKind.Source,
            static o => (Catalogue.Evidence.Basis, o.Counted(NodeKind.Evidence)));
        this.Resolve("revision", "Int!", "The revision of the ledger: it changes with every commit and with nothing else.",
            static (_, context) => context.Request.Loaders.Call(0, static async (store, _, cancellation) => (await store.HeadAsync(cancellation)).Revision));
    }

    private void Counts(string name, string type, string description, Func<Overview, (Field Field, Filter Filter)> asked, bool withNull) =>
        this.Resolve(name, type, description, (overview, context) => context.Request.Loaders.Call((Asked: asked(overview), withNull),
            static async (store, state, cancellation) =>
            {
                var counts = await store.DistributionAsync(state.Asked.Field, state.Asked.Filter, Enough, cancellation);
                return state.withNull ? counts : counts.Where(c => c.Value is not null).ToArray();
            })).Costs(Weight.List(10, Weight.Statistics));

    private void Ranks(string name, string type, string description, NodeKind named, Func<Overview, (Field Via, Filter Filter)> asked) =>
        this.Resolve(name, type, description, (overview, context) => context.Request.Loaders.Call((Asked: asked(overview), Named: named, First: PageArguments.Size(context, "first", 10)),
            static async (store, state, cancellation) => await store.RankAsync(state.Asked.Via, state.Named, state.Asked.Filter, state.First, cancellation)),
            Sdl.Argument("first", "Int", "How many.", 10)).Costs(Weight.List(PageArguments.Entries("first", 10), Weight.Statistics));
}

internal sealed class NodeCountsType : ObjectGraphType<Overview>
{
    public NodeCountsType()
    {
        Name = "NodeCounts";
        Description = "How many records of each noun there are.";
        foreach (var kind in Enum.GetValues<NodeKind>())
            this.Resolve(kind == NodeKind.Evidence ? "evidence" : NounNames.Plural(kind), "Int!", $"Records of type {kind}.",
                (overview, context) => context.Request.Loaders.Call((kind, Filter: overview.Counted(kind)),
                    static async (store, asked, cancellation) => await store.CountAsync(asked.kind, asked.Filter, cancellation))).Costs(Weight.Count);
    }
}

/// <summary>A value of an enum and how many records have it.</summary>
internal sealed class EnumCountType<TEnum> : ObjectGraphType<object> where TEnum : struct, Enum
{
    public EnumCountType(string field, bool nullable)
    {
        Name = $"{typeof(TEnum).Name}Count";
        Description = $"How many records have a value of {typeof(TEnum).Name}.";
        IsTypeOf = static value => value is ValueCount;
        this.Leaf(field, typeof(TEnum).Name + (nullable ? "" : "!"), nullable ? "The value; null for those without one." : "The value.", static v => (TEnum?)((ValueCount)v).Value);
        this.Leaf("count", "Int!", "How many have it.", static v => ((ValueCount)v).Count);
    }
}

/// <summary>A node and how many name it.</summary>
internal sealed class RankedType : ObjectGraphType<object>
{
    public RankedType(NodeKind kind)
    {
        Name = $"Ranked{kind}";
        Description = $"A record of type {kind} and how much evidence counts for its place.";
        IsTypeOf = static value => value is NodeCount;
        this.Leaf("count", "Int!", "How much evidence.", static r => ((NodeCount)r).Count);
        this.Resolve(NounNames.Lower(kind), $"{kind}!", "The record.",
            static (r, context) => context.Request.Loaders.Node(((NodeCount)r).Id));
    }
}
