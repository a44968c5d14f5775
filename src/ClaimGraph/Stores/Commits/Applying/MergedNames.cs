namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>The names under which a merged actor was known, and the identifiers of a merged source.</summary>
internal static class MergedNames
{
    /// <summary>The node that remains; it is found by the names or identifiers of the other, as far as there is room for them.</summary>
    public static Node Into(Node remaining, Node merged) =>
        (remaining, merged) switch
        {
            (Actor into, Actor from) => Into(into, from.Content),
            (Source into, Source from) => Into(into, from.Content),
            _ => remaining,
        };

    private static Source Into(Source source, SourceContent other)
    {
        var content = source.Content;
        string[] identifiers = [.. content.Identifiers.Union(other.Identifiers)];
        return identifiers.Length == content.Identifiers.Count
            ? source
            : source with
            {
                Content = content with { Identifiers = [.. identifiers.Take(Limits.Identifiers)] },
            };
    }

    private static Actor Into(Actor actor, ActorContent other)
    {
        var content = actor.Content;
        string[] names = [.. content.Aliases, .. other.Aliases.Prepend(other.Name).Except(content.Aliases.Append(content.Name))];
        return names.Length == content.Aliases.Count
            ? actor
            : actor with
            {
                Content = content with { Aliases = [.. names.Take(Math.Max(Limits.Aliases, content.Aliases.Count))] },
            };
    }
}
