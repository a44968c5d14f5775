using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Working.Argue;

/// <summary>What evidence is added to.</summary>
/// <param name="Node">A statement or a piece of evidence.</param>
/// <param name="Claim">The claim that it is about in the end; null when that is too far away.</param>
public sealed record ArgueTarget(AnyNode Node, AnyNode? Claim)
{
    /// <summary>True when it is evidence that is argued about.</summary>
    public bool IsEvidence => Node.Type == "Evidence";

    /// <summary>The page on which the evidence then stands.</summary>
    public string Address => Claim?.Address ?? "/";

    /// <summary>The claim that the address names.</summary>
    public static async ValueTask<ArgueTarget?> StatementAsync(Visit visit) =>
        (await visit.AskAsync<ClaimToArgueData>("ClaimToArgue", visit.Route("id"), d => d.Statement is not null))?.Statement is { } claim
            ? new ArgueTarget(claim, claim)
            : null;

    /// <summary>The evidence that the address names.</summary>
    public static async ValueTask<ArgueTarget?> EvidenceAsync(Visit visit) =>
        (await visit.AskAsync<EvidenceToArgueData>("EvidenceToArgue", visit.Route("id"), d => d.Evidence is not null))?.Evidence
            is { } evidence
            ? new ArgueTarget(evidence, ClaimOf(evidence))
            : null;

    private static AnyNode? ClaimOf(AnyNode? node) => node is null or { Type: "Statement" } ? node : ClaimOf(node.Target);
}

/// <summary>What <c>ClaimToArgue.graphql</c> selects.</summary>
public sealed record ClaimToArgueData(AnyNode? Statement);

/// <summary>What <c>EvidenceToArgue.graphql</c> selects.</summary>
public sealed record EvidenceToArgueData(AnyNode? Evidence);
