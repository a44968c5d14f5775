using ClaimGraph.Changes;
using ClaimGraph.Search;

namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>Which nodes can be merged.</summary>
internal sealed class MergeRules(Merge merge, WorkingSet work, Refusals refusals)
{
    public void Check()
    {
        var (from, into) = (work.Find(merge.Id), work.Find(merge.Into));
        CheckStanding(from, merge.Id, "from");
        CheckStanding(into, merge.Into, "into");
        if (from is null || into is null || refusals.Count > 0)
            return;
        var versions = new Versions(refusals);
        if (merge.ExpectedVersion is { } expected)
            versions.IsCurrent(from, expected, 0, "fromVersion");
        if (merge.ExpectedIntoVersion is { } expectedInto)
            versions.IsCurrent(into, expectedInto, 0, "intoVersion");
        if (!merge.Force && !merge.IsRecorded && (from, into) is (Statement one, Statement other))
            CheckMeaning(one.Content, other.Content);
    }

    private void CheckStanding(Node? node, NodeId id, string field)
    {
        if (node is null)
            refusals.Add(0, ProblemCode.NotFound, $"{id.Kind} {id} does not exist.", field);
        else if (node.MergedInto is { } into)
            refusals.Add(0, ProblemCode.Merged, Refusals.MergedMessage(node, into), field);
        else if (!node.IsActive && !merge.IsRecorded)
            refusals.Add(
                0,
                ProblemCode.Retracted,
                $"{node.Kind} {id} is retracted ({node.StatusReason}). Restore it before you merge it.",
                field
            );
    }

    private void CheckMeaning(StatementContent from, StatementContent into)
    {
        if (from.Language != into.Language && from.Language != LanguageTag.Undetermined && into.Language != LanguageTag.Undetermined)
            refusals.Add(
                0,
                ProblemCode.Inconsistent,
                $"The statements are in different languages ({from.Language}, {into.Language}). Enter a relation of the kind TRANSLATES, "
                    + "or give force if they are one.",
                "from"
            );
        var guard = new ClaimGuard(from.Text);
        if (guard.IsNearly(into.Text) && guard.Compare(into.Text) is (not SimilarityGuard.None and var difference, var words))
            refusals.Add(
                0,
                ProblemCode.Inconsistent,
                $"The wordings are nearly the same but for a {WordOf(difference)} ({string.Join(", ", words)}), so the statements may say "
                    + "different things. Give force if they say the same.",
                "from"
            );
    }

    private static string WordOf(SimilarityGuard difference) =>
        difference switch
        {
            SimilarityGuard.Entity => "name",
            _ => difference.ToString().ToLowerInvariant(),
        };
}
