using System.Globalization;

namespace ClaimGraph;

/// <summary>The codes of problems with input, as <c>userErrors.code</c>, import reports and exceptions give them.</summary>
public static class ProblemCode
{
    /// <summary>Something needed is missing.</summary>
    public const string Required = "REQUIRED";

    /// <summary>A text, a list or a request is larger than its limit.</summary>
    public const string TooLong = "TOO_LONG";

    /// <summary>A number or a date is out of its range.</summary>
    public const string OutOfRange = "OUT_OF_RANGE";

    /// <summary>A language tag, an address, a date or an id is not in the right format.</summary>
    public const string InvalidFormat = "INVALID_FORMAT";

    /// <summary>A field that the record does not have.</summary>
    public const string UnknownField = "UNKNOWN_FIELD";

    /// <summary>A text contains NUL or half of a surrogate pair.</summary>
    public const string InvalidText = "INVALID_TEXT";

    /// <summary>The field does not take ids of this kind.</summary>
    public const string WrongKind = "WRONG_KIND";

    /// <summary>A node that is named does not exist.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>The node has changed since the version that the update is based on.</summary>
    public const string StaleVersion = "STALE_VERSION";

    /// <summary>The change would make a node rest on itself.</summary>
    public const string Cycle = "CYCLE";

    /// <summary>The quoted words are not where the anchor says, or a hash does not match its text.</summary>
    public const string QuoteMismatch = "QUOTE_MISMATCH";

    /// <summary>Another node already has this key, address or wording.</summary>
    public const string AlreadyExists = "ALREADY_EXISTS";

    /// <summary>The node is retracted and cannot be changed.</summary>
    public const string Retracted = "RETRACTED";

    /// <summary>The node was merged into another, which takes its place.</summary>
    public const string Merged = "MERGED";

    /// <summary>The record is not the caller's to withdraw or restore.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>A later change stands in the way.</summary>
    public const string Conflict = "CONFLICT";

    /// <summary>The field cannot be changed after creation.</summary>
    public const string Immutable = "IMMUTABLE";

    /// <summary>There are as many already as one principal may have.</summary>
    public const string TooMany = "TOO_MANY";

    /// <summary>Another part of what was to be written together was refused.</summary>
    public const string NotApplied = "NOT_APPLIED";

    /// <summary>What is given does not go with what another record says.</summary>
    public const string Inconsistent = "INCONSISTENT";
}

/// <summary>One thing that is wrong with input.</summary>
/// <param name="Code">One of <see cref="ProblemCode"/>.</param>
/// <param name="Message">What is wrong and how to fix it, for people.</param>
/// <param name="Path">Where in the input, outermost first; numbers are positions in lists.</param>
public sealed record Problem(string Code, string Message, IReadOnlyList<string> Path)
{
    /// <summary>The number of the operation of a change set that it is about; null when it is about the set, or about something
    /// else.</summary>
    public int? Operation =>
        Path.Count > 0 && int.TryParse(Path[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public override string ToString() => $"{string.Join('.', Path)}: {Message} ({Code})";

    internal Problem Under(params string[] outer) => this with { Path = [.. outer, .. Path] };
}
