using System.ComponentModel;

namespace ClaimGraph.Jobs;

[Description("How far an import is.")]
public enum ImportState : byte
{
    [Description("It waits for its turn.")]
    Waiting = 1,

    [Description("It is being carried out, or was when its process was killed; `savedAt` tells.")]
    Running = 2,

    [Description("The whole input was read. What was refused is among the errors.")]
    Done = 3,

    [Description("It could not go on. What was committed stays, and it can be resumed.")]
    Failed = 4,

    [Description("Somebody stopped it. What was committed stays.")]
    Cancelled = 5,

    [Description("It was stopped with its process. What was committed stays, and it goes on when it is resumed.")]
    Interrupted = 6,
}

/// <summary>What became of the records of an input.</summary>
/// <param name="Processed">Records, or rows or reviews where the format has these, that are through.</param>
public readonly record struct ImportCounts(
    long Processed,
    long Created,
    long Updated,
    long Unchanged,
    long Duplicates,
    long Refused,
    long Errors,
    long Warnings
);

/// <summary>One import of one input. Jobs are kept beside the graph and are no part of it: neither the ledger nor an export holds
/// them.</summary>
public sealed record ImportJob
{
    /// <summary><c>job_</c> and ten characters.</summary>
    public required string Id { get; init; }

    public required ImportState State { get; init; }

    /// <summary>What people call the input: the name of the file.</summary>
    public required string Input { get; init; }

    /// <summary>Where the input is: the full path of a file or folder; null for what could be read only once.</summary>
    public string? Place { get; init; }

    /// <summary>Tells whether the file at <see cref="Place"/> is still the one that was read; null for a folder.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The format of the input, as <c>--format</c> names it.</summary>
    public required string Format { get; init; }

    /// <summary>The mapping of a table; null without one.</summary>
    public string? Mapping { get; init; }

    /// <summary>The file with the meaning of ratings; null for the built-in table alone.</summary>
    public string? Verdicts { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string StartedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first run began; null while it waits.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its state was written last.</summary>
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>When it came to its end; null until then.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>All that comes before is committed. What is counted depends on the format. Null while nothing is.</summary>
    public long? Position { get; init; }

    /// <summary>How many records the input has; null while that is not known.</summary>
    public long? Total { get; init; }

    public ImportCounts Counts { get; init; }

    /// <summary>The revision of the store when the job came to its end.</summary>
    public long? Revision { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Failure { get; init; }

    /// <summary>The run that carries it out. Another run takes the job over by writing its own name here.</summary>
    public string? Run { get; init; }

    /// <summary>True when nothing more will happen to it, unless somebody resumes it.</summary>
    public bool HasEnded => State is not (ImportState.Waiting or ImportState.Running);
}

/// <summary>One thing that is wrong (an error: something was lost) or in doubt (a warning) in the input of a job.</summary>
/// <param name="Number">Its place among the errors, or the warnings, of the job, from 1.</param>
/// <param name="Path">Where in the file: a JSON pointer or a row; empty for the file as a whole.</param>
public sealed record JobProblem(bool IsError, long Number, string File, string Path, string Code, string Message);
