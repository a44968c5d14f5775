using ClaimGraph.Changes;

namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>What must hold of the graph after a merge or after taking one back.</summary>
internal sealed class MergedGraph(WorkingSet work, Refusals refusals)
{
    private readonly List<(NodeId Merged, NodeId Twin)> _twins = [];

    /// <summary>The fields by which nodes of a kind are named. A proposal says what was proposed; what it names leads on when it is
    /// accepted.</summary>
    public static IEnumerable<Field> NamedBy(NodeKind kind) =>
        Noun.Of(kind).NamedBy.Where(f => f is { IsEntered: true, Kind: not NodeKind.Proposal });

    /// <summary>Two pieces of evidence that are one by a merge.</summary>
    public void AddTwins(NodeId merged, NodeId twin) => _twins.Add((merged, twin));

    /// <exception cref="RefusedException">The merge changes too much.</exception>
    public void CheckSize(int count)
    {
        if (count <= Limits.Merged)
            return;
        refusals.Add(
            0,
            ProblemCode.TooLong,
            $"More than {Limits.Merged:N0} records name this one, too many to change in one commit. Merge the other into it instead, or "
                + "retract what is not needed.",
            "from"
        );
        refusals.ThrowIfAny();
    }

    /// <summary>Nothing derives from itself, and joint premises belong together.</summary>
    public async ValueTask CheckAsync(IReadOnlyCollection<NodeId> changed, Merge? merge = null)
    {
        await CheckChainsAsync(changed, merge);
        await CheckJointAsync(changed);
    }

    private async ValueTask CheckChainsAsync(IReadOnlyCollection<NodeId> changed, Merge? merge)
    {
        var sources = changed.Where(id => work[id] is Source { MergedInto: null, Content.DerivedFrom: not null }).ToArray();
        var seen = sources.ToHashSet();
        for (var next = sources; next.Length > 0; )
        {
            next = [.. next.Select(id => (work.Find(id) as Source)?.Content.DerivedFrom).OfType<NodeId>().Where(seen.Add)];
            await work.LoadAsync(next);
        }
        if (sources.Where(IsOnRing).Cast<NodeId?>().FirstOrDefault() is not { } source)
            return;
        var wayOut = merge is null
            ? "Change its derivedFrom first."
            : $"Merge {merge.Into} into {merge.Id} instead, or change derivedFrom first.";
        refusals.Add(0, ProblemCode.Cycle, $"Source {source} would derive from itself. {wayOut}", merge is null ? "id" : "into");
    }

    private bool IsOnRing(NodeId source)
    {
        var seen = new HashSet<NodeId>();
        for (var at = work.Get<Source>(source).Content.DerivedFrom; at is { } id && seen.Add(id); )
        {
            if (id == source)
                return true;
            at = (work.Find(id) as Source)?.Content.DerivedFrom;
        }
        return false;
    }

    private async ValueTask CheckJointAsync(IReadOnlyCollection<NodeId> changed)
    {
        foreach (var (merged, twin) in _twins)
            CheckTwins(work.Get<Evidence>(merged), work.Get<Evidence>(twin));
        Evidence[] joint =
        [
            .. changed.Select(id => work[id]).OfType<Evidence>().Where(e => e is { IsActive: true, Content.JointWith: not null }),
        ];
        await work.LoadAsync(joint.Select(e => e.Content.JointWith!.Value));
        foreach (var evidence in joint)
            if (
                work.Find(evidence.Content.JointWith!.Value) is Evidence first
                && NamedNodes.Mismatch(evidence.Id, evidence.Content, first) is { } problem
            )
                refusals.Add(0, ProblemCode.Inconsistent, $"{problem} Change jointWith of evidence {evidence.Id} first.", "from");
    }

    /// <summary>Premises that only hold together with others would be lost, or bound to others.</summary>
    private void CheckTwins(Evidence merged, Evidence twin)
    {
        var leader = merged.Content.JointWith is { } named ? new Redirects(work).Of(named) : (NodeId?)null;
        var isBound = merged.Derived.JointCount > 0 || twin.Derived.JointCount > 0 || leader != twin.Content.JointWith;
        if (!isBound)
            return;
        refusals.Add(
            0,
            ProblemCode.Inconsistent,
            $"Evidence {merged.Id} and evidence {twin.Id} would be one, and a joint premise is among them. "
                + "Take its jointWith away first, or retract one of them.",
            "from"
        );
    }
}
