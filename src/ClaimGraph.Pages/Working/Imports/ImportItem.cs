using ClaimGraph.Pages.Nouns;

namespace ClaimGraph.Pages.Working.Imports;

/// <summary>An import.</summary>
public sealed record ImportItem(
    string Id,
    string State,
    string Input,
    string StartedBy,
    DateTime CreatedAt,
    long? Total,
    long Processed,
    long Created,
    long Updated,
    long Refused,
    string? Format = null,
    string? Mapping = null,
    DateTime? StartedAt = null,
    DateTime? SavedAt = null,
    DateTime? EndedAt = null,
    long Unchanged = 0,
    long Duplicates = 0,
    string? Failure = null,
    Connection<ImportProblemItem>? Errors = null,
    Connection<ImportProblemItem>? Warnings = null
)
{
    /// <summary>The page of the import.</summary>
    public string Address => "/imports/" + Id;

    /// <summary>True while more will be read.</summary>
    public bool GoesOn => State is "WAITING" or "RUNNING";

    /// <summary>True where it can be cancelled.</summary>
    public bool CanStop => GoesOn || State == "INTERRUPTED";

    /// <summary>True where its only error is what it failed for.</summary>
    public bool FailedAtOnce => Failure is not null && Errors is { TotalCount: 1, Nodes: [var only, ..] } && only.Message == Failure;

    /// <summary>How fast it is, in records a second; null while that says nothing.</summary>
    public double? Rate =>
        StartedAt is { } start && ((EndedAt ?? SavedAt) - start)?.TotalSeconds is > 1 and var seconds ? Processed / seconds : null;
}

/// <summary>Something that is wrong, or in doubt, in the input.</summary>
public sealed record ImportProblemItem(string File, string Path, string Code, string Message);
