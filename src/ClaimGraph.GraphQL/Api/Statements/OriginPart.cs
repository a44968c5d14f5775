using ClaimGraph.Arguments;
using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Values;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Statements;

/// <summary>The sources of one stance on a statement.</summary>
internal sealed record StanceSources(int SourceCount, int IndependentSourceCount);

/// <summary>How many sources a statement has, how many of them are independent, and why others are not.</summary>
internal sealed class OriginPart : IApiPart
{
    private const int DefaultFirst = 20;

    public void AddTo(ApiDefinition api)
    {
        api.Add(new EnumType(typeof(OriginReason)), new StanceSourcesType(), new SourceCountsType());
        api.Add(new OriginMemberType(), new OriginGroupType());
        api.Extend<NounType<Statement>>(static type =>
        {
            type.Part("sourceCounts", "SourceCounts!", "How many sources active evidence cites, by stance.", static s => s.Derived);
            type.Leaf(
                "independentSources",
                "Int!",
                "The number of independent sources that support it: `sourceCounts { supports { independentSourceCount } }`.",
                static s => s.Derived.IndependentSupportSourceCount
            );
            type.Resolve(
                    "origins",
                    "[OriginGroup!]!",
                    "The sources that active evidence cites, those together that are not independent of each other, with the reason for "
                        + $"each. Largest groups first; of more than {OriginGroup.Most:N0} pieces of evidence the oldest are looked at. "
                        + "If a source is independent after all, name the others in its `notCopyOf`.",
                    static (statement, context) =>
                        context.Request.Loaders.Call(
                            (
                                statement.Id,
                                Stance: (Stance?)context.Argument("stance"),
                                First: PageArguments.Size(context, "first", DefaultFirst)
                            ),
                            static async (store, asked, cancellation) =>
                                (await OriginGroup.OfAsync(store, asked.Id, asked.Stance, cancellation)).Take(asked.First).ToArray()
                        ),
                    Sdl.Argument("stance", "Stance", "Only sources of this stance."),
                    Sdl.Argument("first", "Int", "The number of groups.", DefaultFirst)
                )
                .Costs(Weight.List(PageArguments.Entries("first", DefaultFirst), own: Weight.Statistics));
        });
    }
}

internal sealed class SourceCountsType : ObjectGraphType<StatementDerived>
{
    public SourceCountsType()
    {
        Name = "SourceCounts";
        Description =
            "The number of sources by stance. Every commit keeps it up to date, so it is cheap to read. Evidence on a retracted basis does "
            + "not count.";
        this.Part(
            "supports",
            "StanceSources!",
            "The sources that support the statement.",
            static d => new StanceSources(d.SupportSourceCount, d.IndependentSupportSourceCount)
        );
        this.Part(
            "rebuts",
            "StanceSources!",
            "The sources that rebut the statement.",
            static d => new StanceSources(d.RebutSourceCount, d.IndependentRebutSourceCount)
        );
        this.Part(
            "context",
            "StanceSources!",
            "The sources that give context.",
            static d => new StanceSources(d.ContextSourceCount, d.IndependentContextSourceCount)
        );
    }
}

internal sealed class StanceSourcesType : ObjectGraphType<StanceSources>
{
    public StanceSourcesType()
    {
        Name = "StanceSources";
        Description = "The number of sources of one stance.";
        this.Leaf("sourceCount", "Int!", "How many sources there are.", static s => s.SourceCount);
        this.Leaf(
            "independentSourceCount",
            "Int!",
            "How many of them are independent: copies count once with their origin, and so do sources of one publisher.",
            static s => s.IndependentSourceCount
        );
    }
}

internal sealed class OriginGroupType : ObjectGraphType<OriginGroup>
{
    public OriginGroupType()
    {
        Name = "OriginGroup";
        Description = "Sources of one stance that count as one.";
        this.Leaf("stance", "Stance!", "What the evidence does that cites them.", static g => g.Stance);
        this.Part("origin", "Source!", "The first of them, or what the first of them goes back to.", static g => g.Origin);
        this.Part("sources", "[OriginMember!]!", "The sources, the first one first.", static g => g.Sources);
    }
}

internal sealed class OriginMemberType : ObjectGraphType<OriginMember>
{
    public OriginMemberType()
    {
        Name = "OriginMember";
        Description = "A source that counts together with others.";
        this.Part("source", "Source!", "The source.", static m => m.Source);
        this.Leaf(
            "reason",
            "OriginReason",
            "Why it counts together with the others; null for the origin itself, and in a large group for a source of which it takes too "
                + "long to tell.",
            static m => m.Reason
        );
        this.Resolve(
            "sharedWith",
            "Source",
            "The source that it has this in common with.",
            static (member, context) => member.SharedWith is { } id ? context.Request.Loaders.Node(id) : null
        );
    }
}
