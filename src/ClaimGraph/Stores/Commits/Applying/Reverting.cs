using ClaimGraph.Changes;

namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>What taking back a change makes of the node as it is now.</summary>
internal static class Reverting
{
    /// <param name="reason">Why a node that the change created is retracted.</param>
    public static Reset Of(Revert revert, Node now, string? reason)
    {
        if (revert.Before is not { } before)
            return new Reset(now.Id, Alone(now.Data), RecordStatus.Retracted, now.IsActive ? reason : now.StatusReason);
        var content = now.Data with { };
        foreach (var field in Touched(before, revert.After))
            field.Copy(before.Data, content);
        var kept = IsSameStatus(before, revert.After) ? now : before;
        return new Reset(now.Id, content.Canonical(), kept.Status, kept.StatusReason) { AcceptsLostQuote = true };
    }

    // A retracted premise fells those that it is joint with; one that was never entered does not.
    private static Content Alone(Content content) =>
        content is EvidenceContent { JointWith: not null } evidence ? evidence with { JointWith = null } : content;

    /// <summary>The fields of the node that the change wrote and that have another value now, neither the one before nor the one after the
    /// change.</summary>
    public static IReadOnlyList<string> Overlaps(Revert revert, Node now)
    {
        if (revert.Before is not { } before)
            return now.IsActive ? [.. Noun.Of(now.Kind).Entered.Where(f => !IsSame(f, now, revert.After)).Select(f => f.Name)] : [];
        var fields = Touched(before, revert.After).Where(f => !IsSame(f, now, revert.After) && !IsSame(f, now, before)).Select(f => f.Name);
        var isOverlapping = !IsSameStatus(before, revert.After) && !IsSameStatus(now, revert.After) && !IsSameStatus(now, before);
        return isOverlapping ? [.. fields, "status"] : [.. fields];
    }

    private static IEnumerable<Field> Touched(Node before, Node after) =>
        Noun.Of(before.Kind).Entered.Where(f => !IsSame(f, before, after));

    private static bool IsSame(Field field, Node one, Node other) => FieldValue.IsSame(field.Read(one), field.Read(other));

    private static bool IsSameStatus(Node one, Node other) => (one.Status, one.StatusReason) == (other.Status, other.StatusReason);
}
