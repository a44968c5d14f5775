namespace ClaimGraph.Interchange;

/// <summary>Codes of what is lost or in doubt when a file of others is read, beside those of <see cref="ProblemCode"/>.</summary>
public static class LossCode
{
    /// <summary>A file, or a part of it, that is not what it seems to be and cannot be read.</summary>
    public const string Unreadable = "UNREADABLE";

    /// <summary>A file that holds nothing of the format, or is of a kind that is not read.</summary>
    public const string NothingFound = "NOTHING_FOUND";

    /// <summary>JSON that is not valid and was read as it was meant.</summary>
    public const string Repaired = "REPAIRED";

    /// <summary>A text that can mean several things, such as 03/04/2020.</summary>
    public const string Ambiguous = "AMBIGUOUS";

    /// <summary>Several values where one is taken; the others are only in the object as published.</summary>
    public const string MoreThanOne = "MORE_THAN_ONE";

    /// <summary>Something for which a record has no place; it is left out.</summary>
    public const string NoPlace = "NO_PLACE";
}
