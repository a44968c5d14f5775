using ClaimGraph.Changes;

namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>The nodes that contents name: they must exist, and nothing may rest on itself.</summary>
internal sealed class NamedNodes(WorkingSet work, Refusals refusals)
{
    /// <summary>Loads what the operations mean and name, and the whole chain above every source that they derive from, so that a ring is
    /// seen.</summary>
    public async ValueTask LoadAsync(IReadOnlyList<Operation> operations, IReadOnlyList<NodeId> targets)
    {
        var created = operations.OfType<Create>().Select(c => c.Id).ToHashSet();
        await work.LoadAsync(targets.Concat(operations.SelectMany(o => o.Named())).Where(id => !created.Contains(id)));
        // What a node that is entered again keeps names nodes, too.
        var met = operations.Zip(targets).Where(o => o.First is Create).Select(o => work.Find(o.Second)).OfType<Node>();
        await work.LoadAsync(met.SelectMany(n => n.Data.References).Select(r => r.Id));
        var seen = new HashSet<NodeId>();
        var next = operations.Select(o => (o.Entered() as SourceContent)?.DerivedFrom).OfType<NodeId>().Where(seen.Add).ToArray();
        while (next.Length > 0)
        {
            await work.LoadAsync(next);
            next = [.. next.Select(id => (work.Find(id) as Source)?.Content.DerivedFrom).OfType<NodeId>().Where(seen.Add)];
        }
    }

    /// <summary>Everything that a content names is there.</summary>
    public void CheckExistence(Content content, int operation)
    {
        foreach (var reference in content.References)
            if (work.Find(reference.Id) is null)
                refusals.Add(
                    operation,
                    ProblemCode.NotFound,
                    $"{reference.Id.Kind} {reference.Id} does not exist.",
                    reference.Field.Split('.')
                );
    }

    /// <summary>A source does not derive from itself, over however many others.</summary>
    public void CheckChain(NodeId target, Content content, int operation)
    {
        if (content is SourceContent { DerivedFrom: { } above } && IsAbove(target, above))
            refusals.Add(operation, ProblemCode.Cycle, "The source would derive from itself.", "derivedFrom");
    }

    /// <summary>Evidence does not argue about its own basis, and no statement is related to itself: two ids can turn out to mean one
    /// statement.</summary>
    public void CheckTarget(Content content, int operation)
    {
        if (content is EvidenceContent evidence && evidence.Basis == evidence.Target)
            refusals.Add(operation, ProblemCode.Cycle, Fields.Evidence.ForItself, "target");
        if (content is RelationContent relation && relation.Statement == relation.Other)
            refusals.Add(operation, ProblemCode.Cycle, Fields.Relation.ToItself, "other");
    }

    /// <summary>What joint premises name argues as they do, and keeps doing so.</summary>
    public void CheckNamedByJoint(NodeId target, Content content, int operation)
    {
        if (content is not EvidenceContent evidence || work.Find(target) is not Evidence { Derived.JointCount: > 0 } named)
            return;
        if (named.Content.Stance != evidence.Stance)
            refusals.Add(
                operation,
                ProblemCode.Inconsistent,
                $"Joint premises of evidence {target} have its stance; enter new evidence for another stance.",
                "stance"
            );
        if (evidence.JointWith is not null)
            refusals.Add(
                operation,
                ProblemCode.Inconsistent,
                $"Joint premises name evidence {target}; it cannot name another.",
                "jointWith"
            );
    }

    /// <summary>Joint premises argue alike about one target, and all of them name the same evidence. It is judged by how the set leaves the
    /// graph.</summary>
    public void CheckJoint(IReadOnlyList<NodeId> targets)
    {
        for (var i = 0; i < targets.Count; i++)
            if (
                work.Find(targets[i]) is Evidence { IsActive: true, Content: { JointWith: { } id } content }
                && work.Find(id) is Evidence first
                && Mismatch(targets[i], content, first) is { } problem
            )
                refusals.Add(i, ProblemCode.Inconsistent, problem, "jointWith");
    }

    internal static string? Mismatch(NodeId target, EvidenceContent evidence, Evidence first) =>
        first.Id == target ? "Evidence cannot be joint with itself."
        : first.Content.JointWith is { } named ? $"Evidence {first.Id} is joint with {named} itself; name {named}."
        : first.Content.Target != evidence.Target ? $"Evidence {first.Id} argues about another target; joint premises share one."
        : first.Content.Stance != evidence.Stance ? $"Evidence {first.Id} has another stance; joint premises share one."
        : null;

    private bool IsAbove(NodeId source, NodeId? above)
    {
        for (var at = above; at is { } id; at = (work.Find(id) as Source)?.Content.DerivedFrom)
            if (id == source)
                return true;
        return false;
    }
}
