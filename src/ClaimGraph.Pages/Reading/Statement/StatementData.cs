using ClaimGraph.Pages.Nouns;

namespace ClaimGraph.Pages.Reading.Statement;

/// <summary>What <c>Statement.graphql</c> selects.</summary>
public sealed record StatementData(Claim? Statement);

/// <summary>A claim with everything around it.</summary>
public sealed record Claim(
    string Id,
    string? Key,
    int Version,
    DateTime CreatedAt,
    string CreatedBy,
    DateTime UpdatedAt,
    string Status,
    string? StatusReason,
    string Text,
    string Language,
    string Kind,
    bool Checkable,
    IReadOnlyList<string> Topics,
    string? Note,
    string? Verdict,
    string? ClaimedOn,
    IReadOnlyList<string> Attention,
    int IndependentSources,
    int AppearanceCount,
    int ReviewCount,
    ActorName? Claimant,
    IReadOnlyList<AnyNode> About,
    EvidenceCounts EvidenceCounts,
    Connection<AnyNode> MergedFrom,
    Explanation Strength,
    Connection<Utterance> Appearances,
    Connection<Argument> Supporting,
    Connection<Argument> Rebutting,
    Connection<Argument> Context,
    Connection<ReviewItem> Reviews,
    Connection<Argument> BasisOf,
    Connection<RelationItem> Relations,
    Connection<RelationItem> RelatedBy,
    IReadOnlyList<Entry> History
)
{
    /// <summary>The address of the page.</summary>
    public string Address => Requests.Address.Statement(Id, Key);

    /// <summary>The arguments in the order in which the page shows and numbers them.</summary>
    public IReadOnlyList<Argument> Arguments => [.. Supporting.Nodes, .. Rebutting.Nodes, .. Context.Nodes];
}

/// <summary>A strength with what makes it.</summary>
public sealed record Explanation(double Value, double Base, bool Converged, IReadOnlyList<Contribution> Contributions);

/// <summary>What a piece of evidence adds to a strength.</summary>
public sealed record Contribution(double Share, double Delta, ContributingEvidence? Evidence);

/// <summary>Evidence that contributes, be it about the claim or about what argues about it.</summary>
public sealed record ContributingEvidence(string Id, string Stance, AnyNode? Basis);

/// <summary>A relation to another claim.</summary>
public sealed record RelationItem(string Id, string Kind, string? Since, string? Note, AnyNode? Other, AnyNode? Statement);

/// <summary>A claim that says nearly the same.</summary>
public sealed record SimilarClaim(double Score, string Guard, IReadOnlyList<string> Differences, AnyNode Statement);

/// <summary>What <c>SimilarClaims.graphql</c> selects.</summary>
public sealed record SimilarClaimsData(IReadOnlyList<SimilarClaim> SimilarStatements);

/// <summary>What <c>ArgumentMap.graphql</c> selects.</summary>
public sealed record ArgumentMapData(ArgumentTree ArgumentTree);

/// <summary>All arguments on arguments.</summary>
public sealed record ArgumentTree(bool IsWhole, IReadOnlyList<ArgumentEdge> Edges, IReadOnlyList<AnyNode> Nodes);

/// <summary>An argument of a tree.</summary>
public sealed record ArgumentEdge(string From, string To, int Depth, bool IsBack, MapEvidence Evidence);

/// <summary>The evidence that is an edge of a map.</summary>
public sealed record MapEvidence(string Id, string Stance, double Weight, string? Note);
