using ClaimGraph.Pages.Nouns;

namespace ClaimGraph.Pages.Working.Reason;

/// <summary>Where a record is shown.</summary>
public static class RecordHome
{
    /// <summary>The claim that a record belongs to, itself included; null when it belongs to none.</summary>
    public static AnyNode? ClaimOf(AnyNode? node) =>
        node switch
        {
            null or { Type: "Statement" } => node,
            { Statement: { } statement } => statement,
            _ => ClaimOf(node.Target),
        };

    /// <summary>The page of a record, or of the claim that it belongs to.</summary>
    public static string Of(AnyNode node) => node.Address ?? ClaimOf(node)?.Address ?? "/";
}
