namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>The names under which a merged actor was known.</summary>
internal static class MergedNames
{
    /// <summary>The node that remains; an actor is found by the names of the other, as far as there is room for them.</summary>
    public static Node Into(Node remaining, Node merged)
    {
        if ((remaining, merged) is not (Actor { Content: var content } actor, Actor { Content: var other }))
            return remaining;
        string[] names = [.. content.Aliases, .. other.Aliases.Prepend(other.Name).Except(content.Aliases.Append(content.Name))];
        return names.Length == content.Aliases.Count
            ? remaining
            : actor with
            {
                Content = content with { Aliases = [.. names.Take(Math.Max(Limits.Aliases, content.Aliases.Count))] },
            };
    }
}
