using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.EvidenceRecords;

/// <summary>How much active evidence of each stance there is.</summary>
internal sealed record EvidenceCounts(int Supports, int Rebuts, int Context)
{
    public static EvidenceCounts Of(ArguedFor argued, object? basis) => basis switch
    {
        BasisKind.Source => new(argued.SupportCount - argued.StatementSupportCount, argued.RebutCount - argued.StatementRebutCount,
            argued.ContextCount - argued.StatementContextCount),
        BasisKind.Statement => new(argued.StatementSupportCount, argued.StatementRebutCount, argued.StatementContextCount),
        _ => new(argued.SupportCount, argued.RebutCount, argued.ContextCount),
    };
}

/// <summary>What evidence can rest on.</summary>
internal enum BasisKind { Source, Statement }

internal sealed class EvidenceCountsType : ObjectGraphType<EvidenceCounts>
{
    public EvidenceCountsType()
    {
        Name = "EvidenceCounts";
        Description = "How much active evidence of each stance there is. Kept up to date with every commit; it costs nothing to ask.";
        this.Leaf("supports", "Int!", "Evidence that supports.", static c => c.Supports);
        this.Leaf("rebuts", "Int!", "Evidence that rebuts.", static c => c.Rebuts);
        this.Leaf("context", "Int!", "Evidence that gives context.", static c => c.Context);
        this.Leaf("total", "Int!", "All of it.", static c => c.Supports + c.Rebuts + c.Context);
    }
}

internal static class EvidenceCountsField
{
    /// <summary>The field that both targets of evidence have.</summary>
    public static void EvidenceCounts<T>(this ObjectGraphType<T> type, Func<T, ArguedFor> read) where T : class =>
        type.Resolve("evidenceCounts", "EvidenceCounts!", "How much active evidence of each stance is on it.",
            (source, context) => EvidenceRecords.EvidenceCounts.Of(read(source), context.Argument("basis")),
            Sdl.Argument("basis", "BasisKind", "Only evidence that rests on a source, or on a statement.")).Costs(Weight.Value);
}
