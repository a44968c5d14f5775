using ClaimGraph.Pages.Nouns;

namespace ClaimGraph.Pages.Forms;

/// <summary>A record as it is, and as it would be.</summary>
/// <param name="Before">Null for one that would be new.</param>
public sealed record RecordEffect(AnyNode? Before, AnyNode After);
