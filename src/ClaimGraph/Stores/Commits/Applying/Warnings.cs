using ClaimGraph.Changes;

namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>What a caller should know of an operation that is carried out all the same.</summary>
internal sealed class Warnings(WorkingSet work)
{
    /// <summary>A new record names one that is retracted.</summary>
    public IEnumerable<Problem> OfEntering(Content content)
    {
        foreach (var reference in content.References)
            if (work.Find(reference.Id) is { } node && !Derived.Contribution.Stands(node))
                yield return new Problem(ProblemCode.Retracted, About(content, node), reference.Field.Split('.'));
    }

    /// <summary>A record was there already and has kept what the create gives otherwise.</summary>
    public static IEnumerable<Problem> OfMeeting(Node kept, Create create)
    {
        foreach (var field in Meeting.Differences(kept, create))
            yield return new Problem(
                ProblemCode.AlreadyExists,
                $"{kept.Kind} {kept.Id} exists already and keeps its {field}. Update it if yours is right.",
                [field]
            );
        if (
            (kept.Data, create.Content) is (StatementContent had, StatementContent given)
            && Wording.DiffersInCapitals(had.Text, given.Text)
        )
            yield return new Problem(
                ProblemCode.AlreadyExists,
                $"This was taken as the wording of Statement {kept.Id}, which has other capitals. If it means something else, word "
                    + "it differently.",
                ["text"]
            );
    }

    /// <summary>New evidence cites a copy of what other evidence cites already.</summary>
    public static Problem OfCopy(Evidence evidence, NodeId origin) =>
        new(
            ProblemCode.AlreadyExists,
            $"Source {evidence.Content.Basis} goes back to {origin}, as other evidence of this stance does. All of it counts once. "
                + "If the source is independent, name the others in its notCopyOf.",
            ["basis"]
        );

    private static string About(Content content, Node node)
    {
        var what = node.IsActive
            ? $"{node.Kind} {node.Id} derives from a source that is retracted, or is a copy of one"
            : $"{node.Kind} {node.Id} is retracted ({node.StatusReason})";
        return content is EvidenceContent evidence && evidence.Basis == node.Id
            ? $"{what}. Evidence on it counts for nothing until it is restored."
            : $"{what}. Lists leave it out until it is restored.";
    }
}
