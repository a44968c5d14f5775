using ClaimGraph.Changes;
using ClaimGraph.Jobs;

namespace ClaimGraph.Import;

/// <summary>One thing that is wrong in an import file.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Path">Where, as a JSON pointer (RFC 6901): <c>/statements/17/text</c>; empty for the file as a whole.</param>
/// <param name="Code">One of <see cref="ProblemCode"/>.</param>
/// <param name="Message">What is wrong and the way out, for people.</param>
public sealed record ImportProblem(string File, string Path, string Code, string Message)
{
    public override string ToString() => $"{(Path.Length == 0 ? File : $"{File}:{Path}")}: {Message} ({Code})";
}

/// <summary>How far an import is. Reported after every batch.</summary>
/// <param name="Kind">What is being imported; null while the file is read for the first time.</param>
/// <param name="Done">Records of all kinds that are through, taken or not; bytes while <paramref name="Kind"/> is null.</param>
/// <param name="Total">Records, or bytes, in the file.</param>
/// <param name="Errors">Problems found so far.</param>
public readonly record struct ImportProgress(NodeKind? Kind, long Done, long Total, long Errors);

/// <summary>The result of an import.</summary>
public sealed class ImportResult
{
    /// <summary>So many errors, and so many warnings, are kept; the others are only counted.</summary>
    public const int MostKept = 10_000;

    private readonly Dictionary<(NodeKind, Outcome), long> _counts = [];
    private readonly ImportCounts _before;
    private readonly List<ImportProblem> _errors = [];
    private readonly List<ImportProblem> _warnings = [];

    public ImportResult() { }

    /// <summary>The result of an import that goes on where another run of it ended.</summary>
    /// <param name="before">What that run has counted. Its problems are not among those kept here.</param>
    public ImportResult(ImportCounts before) =>
        (_before, ErrorCount, WarningCount, Refused, Duplicates) = (
            before,
            before.Errors,
            before.Warnings,
            before.Refused,
            before.Duplicates
        );

    /// <summary>Why records, or the whole file, were refused, in the order in which it was found. Empty when every record was
    /// taken.</summary>
    public IReadOnlyList<ImportProblem> Errors => _errors;

    /// <summary>Values that were left out of records that were taken, records that enter the node of an earlier one, and what a node has
    /// kept.</summary>
    public IReadOnlyList<ImportProblem> Warnings => _warnings;

    /// <summary>All errors, those included that are not kept.</summary>
    public long ErrorCount { get; private set; }

    /// <summary>All warnings, those included that are not kept.</summary>
    public long WarningCount { get; private set; }

    /// <summary>Records that were left out.</summary>
    public long Refused
    {
        get;
        internal set => field = IsMuted ? field : value;
    }

    /// <summary>Records that enter the same node as an earlier record of the file. They do no harm.</summary>
    public long Duplicates
    {
        get;
        internal set => field = IsMuted ? field : value;
    }

    /// <summary>The revision of the store after the import.</summary>
    public long Revision { get; internal set; }

    /// <summary>True while an import goes through what an earlier run has committed and reported: nothing is counted twice.</summary>
    internal bool IsMuted { get; set; }

    /// <summary>Records of a kind with an outcome, without those of an earlier run. <see cref="Outcome.Existing"/> does not occur: a
    /// record replaces the content of its node.</summary>
    public long Count(NodeKind kind, Outcome outcome) => _counts.GetValueOrDefault((kind, outcome));

    /// <summary>Records of all kinds with an outcome.</summary>
    public long Count(Outcome outcome) => Before(outcome) + _counts.Where(c => c.Key.Item2 == outcome).Sum(c => c.Value);

    /// <param name="processed">How much of the input is through.</param>
    public ImportCounts Counts(long processed) =>
        new(
            processed,
            Count(Outcome.Created),
            Count(Outcome.Updated),
            Count(Outcome.Unchanged),
            Duplicates,
            Refused,
            ErrorCount,
            WarningCount
        );

    internal void Add(NodeKind kind, Outcome outcome) => Add(kind, outcome, 1);

    /// <summary>What was counted as one outcome has become another.</summary>
    internal void Move(NodeKind kind, Outcome from, Outcome to)
    {
        Add(kind, from, -1);
        Add(kind, to, 1);
    }

    internal void AddError(ImportProblem problem)
    {
        if (!IsMuted && ErrorCount++ < MostKept)
            _errors.Add(problem);
    }

    internal void AddWarning(ImportProblem problem)
    {
        if (!IsMuted && WarningCount++ < MostKept)
            _warnings.Add(problem);
    }

    private void Add(NodeKind kind, Outcome outcome, int count)
    {
        if (!IsMuted)
            _counts[(kind, outcome)] = Count(kind, outcome) + count;
    }

    private long Before(Outcome outcome) =>
        outcome switch
        {
            Outcome.Created => _before.Created,
            Outcome.Updated => _before.Updated,
            Outcome.Unchanged => _before.Unchanged,
            _ => 0,
        };
}
