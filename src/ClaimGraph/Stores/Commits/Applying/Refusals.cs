using ClaimGraph.Changes;

namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>Why a set cannot be committed: every problem found, with the number of its operation.</summary>
internal sealed class Refusals
{
    private readonly List<Problem> _problems = [];

    public int Count => _problems.Count;

    public void Add(int operation, string code, string message, params string[] path) =>
        _problems.Add(new Problem(code, message, path).Under(ChangeSetRules.Number(operation)));

    /// <summary>What to say of a merged node that somebody wants to change.</summary>
    public static string MergedMessage(Node node, NodeId into) =>
        $"{node.Kind} {node.Id} was merged into {into}. Name {into}, or take the merge back with unmerge.";

    /// <exception cref="RefusedException">There are some.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
            throw new RefusedException(_problems);
    }
}
