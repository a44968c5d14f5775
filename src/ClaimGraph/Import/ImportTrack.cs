namespace ClaimGraph.Import;

/// <summary>Remembers how far an import is, so that another run of the same input can go on there.</summary>
public abstract class ImportTrack
{
    /// <summary>An import that nobody goes on with.</summary>
    public static ImportTrack None => new Untracked();

    /// <summary>All that comes before was committed and reported by an earlier run; null if there was none. What is counted depends on the
    /// format.</summary>
    public abstract long? Position { get; }

    /// <summary>What comes of the import, with what an earlier run has counted.</summary>
    public abstract ImportResult Result { get; }

    /// <summary>Called after every batch.</summary>
    /// <param name="position">All that comes before is committed.</param>
    /// <param name="processed">How much of the input is through.</param>
    /// <param name="total">How much the input has; null while that is not known.</param>
    /// <exception cref="OperationCanceledException">The import was cancelled, or another run has taken it over.</exception>
    public abstract ValueTask SaveAsync(long position, long processed, long? total, CancellationToken cancellation);

    private sealed class Untracked : ImportTrack
    {
        public override long? Position => null;

        public override ImportResult Result { get; } = new();

        public override ValueTask SaveAsync(long position, long processed, long? total, CancellationToken cancellation) => default;
    }
}
