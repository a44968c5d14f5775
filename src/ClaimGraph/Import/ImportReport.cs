using ClaimGraph.Changes;

namespace ClaimGraph.Import;

/// <summary>One thing that is wrong in an import file. The record is left out; all others are taken.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Path">Where, as a JSON pointer (RFC 6901): <c>/statements/17/text</c>; empty for the file as a whole.</param>
/// <param name="Code">One of <see cref="ProblemCode"/>.</param>
/// <param name="Message">What is wrong and the way out, for people.</param>
public sealed record ImportError(string File, string Path, string Code, string Message)
{
    public override string ToString() => $"{(Path.Length == 0 ? File : $"{File}:{Path}")}: {Message} ({Code})";
}

/// <summary>How far an import is. Reported after every batch.</summary>
/// <param name="Kind">What is being imported.</param>
/// <param name="Done">Records of all kinds that are through, taken or not.</param>
/// <param name="Total">Records in the file.</param>
/// <param name="Errors">Problems found so far.</param>
public readonly record struct ImportProgress(NodeKind Kind, long Done, long Total, int Errors);

/// <summary>What an import came to.</summary>
public sealed class ImportResult
{
    private readonly Dictionary<(NodeKind, Outcome), long> _counts = [];
    private readonly List<ImportError> _errors = [];

    /// <summary>Everything that was wrong, in the order in which it was found. Empty when every record was taken.</summary>
    public IReadOnlyList<ImportError> Errors => _errors;

    /// <summary>Records that were left out.</summary>
    public long Refused { get; internal set; }

    /// <summary>The revision of the store after the import.</summary>
    public long Revision { get; internal set; }

    /// <summary>Records of a kind with an outcome. <see cref="Outcome.Existing"/> does not occur: a record replaces the content of its
    /// node.</summary>
    public long Count(NodeKind kind, Outcome outcome) => _counts.GetValueOrDefault((kind, outcome));

    /// <summary>Records of all kinds with an outcome.</summary>
    public long Count(Outcome outcome) => _counts.Where(c => c.Key.Item2 == outcome).Sum(c => c.Value);

    internal void Add(NodeKind kind, Outcome outcome) => _counts[(kind, outcome)] = Count(kind, outcome) + 1;

    internal void Add(ImportError error) => _errors.Add(error);
}
