namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>Which changes a node takes: those that were made from its present version, and of fields that can change.</summary>
internal sealed class Versions(Refusals refusals)
{
    /// <summary>The node has the version that the change was made from.</summary>
    public bool IsCurrent(Node node, int expected, int operation, string field = "version")
    {
        if (node.Version == expected)
            return true;
        refusals.Add(
            operation,
            ProblemCode.StaleVersion,
            $"{node.Kind} {node.Id} has version {node.Version}, not {expected}: it has changed in the meantime. "
                + "Read it again and repeat the change.",
            field
        );
        return false;
    }

    /// <summary>The node stands.</summary>
    public bool IsOpen(Node node, int operation)
    {
        if (node.IsActive)
            return true;
        RefuseRetracted(node, operation);
        return false;
    }

    /// <summary>What is entered or changed is a node that was retracted.</summary>
    public void RefuseRetracted(Node node, int operation) =>
        refusals.Add(
            operation,
            ProblemCode.Retracted,
            $"{node.Kind} {node.Id} is retracted ({node.StatusReason}). Restore it before you change it or enter it again, or ask a "
                + "reviewer to.",
            "id"
        );

    /// <summary>What a change wrote, and is to be taken back, was changed again.</summary>
    public void RefuseOverlap(Node node, IReadOnlyList<string> fields, IReadOnlyList<long> revisions, int operation) =>
        refusals.Add(
            operation,
            ProblemCode.Conflict,
            $"{node.Kind} {node.Id} was changed again{Revisions(revisions)}: {string.Join(", ", fields)}. "
                + "Revert the later changes first, or update the record.",
            "id"
        );

    private static string Revisions(IReadOnlyList<long> revisions) =>
        revisions.Count switch
        {
            0 => "",
            1 => $" by revision {revisions[0]}",
            _ => $" by revisions {string.Join(", ", revisions)}",
        };

    /// <summary>No field that is fixed has another value than before.</summary>
    public bool KeepsFixedFields(Content old, Content next, int operation)
    {
        var changed = Noun.Of(old.Kind).Entered.OfType<Field<NodeId>>().FirstOrDefault(f => f.IsFixed && f.Get(old) != f.Get(next))?.Name;
        if (changed is null)
            return true;
        refusals.Add(
            operation,
            ProblemCode.Immutable,
            $"The {changed} cannot be changed. Retract this record and enter a new one.",
            changed
        );
        return false;
    }
}
