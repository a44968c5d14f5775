using ClaimGraph.Changes;

namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>What becomes of a node when somebody enters it again. Nobody clears by leaving out what somebody else has entered.</summary>
internal static class Meeting
{
    /// <summary>The content that the node has afterwards.</summary>
    /// <param name="before">The node as it was before the set.</param>
    public static Content Content(Node node, Node? before, Create create)
    {
        var content = WithoutCapture(node, create);
        if (node is not Source source || create.Content is not SourceContent { Snapshot: { Text.Length: > 0 } given })
            return content;
        var snapshot = Captures.IsNewer(source, before as Source, given) ? given : source.Content.Snapshot;
        return content is SourceContent met && met.Snapshot?.Sha256 != snapshot?.Sha256 ? met with { Snapshot = snapshot } : content;
    }

    private static Content WithoutCapture(Node node, Create create)
    {
        if (create.Amend is { } amend)
            return amend(node.Data).Canonical();
        if (create.OnExisting == OnExisting.Keep)
            return node.Data;
        var isOwn = create.Key is not null && node.Key == create.Key;
        if (isOwn && node.OtherKeys.Count == 0 && create.OnExisting == OnExisting.Replace)
            return create.Content;
        return isOwn ? Laid(create.Content, over: node.Data) : Laid(node.Data, over: create.Content);
    }

    /// <summary>The fields that the create gives with other values than the node has kept.</summary>
    public static IEnumerable<string> Differences(Node kept, Create create)
    {
        var noun = Noun.Of(kept.Kind);
        var (given, nothing) = (kept.With(create.Content), kept.With(noun.NewContent()));
        var same = kept.Data.NaturalKeys().Intersect(create.Content.NaturalKeys()).Any();
        return noun
            .Entered.Where(f => !IsSame(f, given, nothing) && !IsSame(f, given, kept) && !(same && f.Name == noun.Identity.Field))
            .Select(f => f.Name);
    }

    /// <summary>One content over another: what the upper does not mention shows through.</summary>
    public static Content Laid(Content upper, Content over)
    {
        var noun = Noun.Of(upper.Kind);
        var (laid, nothing) = (upper with { }, noun.NewContent());
        foreach (var field in noun.Entered)
            if (FieldValue.IsSame(field.ValueOf(upper), field.ValueOf(nothing)))
                field.Copy(over, laid);
        return laid.Canonical();
    }

    private static bool IsSame(Field field, Node one, Node other) => FieldValue.IsSame(field.Read(one), field.Read(other));
}
