namespace ClaimGraph.Stores.Counting;

/// <summary>Language tags as the subjects of a metric: a number holds up to twelve letters, digits and hyphens.</summary>
public static class LanguageSubject
{
    /// <summary>Longer tags share this subject; what is counted under it cannot be told apart.</summary>
    public const long OfLongTags = 0;

    private const string Characters = "abcdefghijklmnopqrstuvwxyz0123456789-";
    private const int Base = 38; // 0 is no character, so that each text has a number of its own
    private const int MostCharacters = 12;

    /// <param name="tag">In canonical form.</param>
    public static long Of(string tag)
    {
        if (tag.Length > MostCharacters)
            return OfLongTags;
        var subject = 0L;
        foreach (var character in tag)
            subject = subject * Base + 1 + Characters.IndexOf(char.ToLowerInvariant(character), StringComparison.Ordinal);
        return subject;
    }

    /// <summary>The tag of a subject that <see cref="Of"/> made of one.</summary>
    public static string TagOf(long subject)
    {
        var lower = "";
        for (; subject > 0; subject /= Base)
            lower = Characters[(int)(subject % Base) - 1] + lower;
        return LanguageTag.Canonical(lower);
    }
}
