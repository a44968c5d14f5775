using System.ComponentModel;

namespace ClaimGraph;

[Description("Whether quoted words stand in the newest snapshot of their source.")]
public enum AnchorStatus : byte
{
    [Description("There is no snapshot to look into.")]
    Unchecked,

    [Description("The words stand there. Spelling variants that a reader does not see make no difference.")]
    Exact,

    [Description("The words stand there, but not where they stood before.")]
    Moved,

    [Description("Words that are nearly the same stand there.")]
    Fuzzy,

    [Description("Several passages fit about equally well. A prefix, a suffix or positions tell which is meant.")]
    Ambiguous,

    [Description("Nothing stands there that is similar enough.")]
    Lost,
}

/// <summary>Where quoted words stand in a snapshot, as <see cref="QuotePlacer"/> found them.</summary>
/// <param name="Score">How well the passage fits, from 0 to 1; null when nothing was looked for or found.</param>
/// <param name="Start">The position of the first code point; null unless one passage was found.</param>
/// <param name="End">The position after the last code point; null unless one passage was found.</param>
/// <param name="Prefix">The text just before the passage, where it was last found.</param>
/// <param name="Suffix">The text just after the passage, where it was last found.</param>
public sealed record Placement(AnchorStatus Status, double? Score, int? Start, int? End, string? Prefix, string? Suffix)
{
    /// <summary>A quote whose source has no snapshot, perhaps no longer.</summary>
    /// <param name="last">Where it stood before.</param>
    public static Placement Unchecked(Placement? last = null) => new(AnchorStatus.Unchecked, null, null, null, last?.Prefix, last?.Suffix);

    /// <summary>True when one passage was found.</summary>
    public bool IsFound => Start is not null;
}
