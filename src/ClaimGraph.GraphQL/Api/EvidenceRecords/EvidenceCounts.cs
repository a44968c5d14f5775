using System.ComponentModel;
using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Values;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.EvidenceRecords;

/// <summary>How much active evidence of each stance there is.</summary>
internal sealed record EvidenceCounts(int Supports, int Rebuts, int Context)
{
    public static EvidenceCounts Of(ArguedFor argued, object? basis) =>
        basis switch
        {
            BasisKind.Source => new(
                argued.SupportCount - argued.StatementSupportCount,
                argued.RebutCount - argued.StatementRebutCount,
                argued.ContextCount - argued.StatementContextCount
            ),
            BasisKind.Statement => new(argued.StatementSupportCount, argued.StatementRebutCount, argued.StatementContextCount),
            _ => new(argued.SupportCount, argued.RebutCount, argued.ContextCount),
        };

    public static EvidenceCounts Of(SourceDerived cited) =>
        new(cited.SupportCount, cited.RebutCount, cited.EvidenceCount - cited.SupportCount - cited.RebutCount);
}

[Description("What evidence can rest on.")]
internal enum BasisKind
{
    [Description("A source.")]
    Source,

    [Description("A statement.")]
    Statement,
}

internal sealed class EvidenceCountsType : ObjectGraphType<EvidenceCounts>
{
    public EvidenceCountsType()
    {
        Name = "EvidenceCounts";
        Description = "The amount of active evidence by stance. Every commit keeps it up to date, so it is cheap to read.";
        this.Leaf("supports", "Int!", "How much evidence supports it.", static c => c.Supports);
        this.Leaf("rebuts", "Int!", "How much evidence rebuts it.", static c => c.Rebuts);
        this.Leaf("context", "Int!", "How much evidence gives context.", static c => c.Context);
        this.Leaf("total", "Int!", "How much evidence there is in total.", static c => c.Supports + c.Rebuts + c.Context);
    }
}

/// <summary>The counts of both targets of evidence, and of sources.</summary>
internal sealed class EvidenceCountsPart : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        api.Add(new EvidenceCountsType(), new EnumType(typeof(BasisKind)));
        api.Extend<NounType<Statement>>(static type => Add(type, static s => s.Derived));
        api.Extend<NounType<Evidence>>(static type => Add(type, static e => e.Derived));
        api.Extend<NounType<Source>>(static type =>
            type.Resolve(
                    "evidenceCounts",
                    "EvidenceCounts!",
                    "How much active evidence cites it, by stance.",
                    static (source, _) => EvidenceCounts.Of(source.Derived)
                )
                .Costs(Weight.Value)
        );
    }

    private static void Add<TNode>(NounType<TNode> type, Func<TNode, ArguedFor> read)
        where TNode : Node =>
        type.Resolve(
                "evidenceCounts",
                "EvidenceCounts!",
                "How much active evidence there is on it, by stance.",
                (source, context) => EvidenceCounts.Of(read(source), context.Argument("basis")),
                Sdl.Argument("basis", "BasisKind", "Only evidence that rests on a source, or on a statement.")
            )
            .Costs(Weight.Value);
}
