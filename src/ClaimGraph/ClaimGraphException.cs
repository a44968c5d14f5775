namespace ClaimGraph;

/// <summary>The root of all exceptions that ClaimGraph throws on purpose.</summary>
public class ClaimGraphException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The input was refused; nothing was written.</summary>
public sealed class RefusedException(IReadOnlyList<Problem> problems)
    : ClaimGraphException(string.Join(' ', problems.Select(p => p.ToString())))
{
    public RefusedException(string code, string message, params string[] path)
        : this([new Problem(code, message, path)]) { }

    /// <summary>Never empty.</summary>
    public IReadOnlyList<Problem> Problems { get; } = problems;
}

/// <summary>The store cannot be used: it is locked, full, read-only, corrupt, unreachable or written by a newer program. The message says
/// which and what to do.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : ClaimGraphException(message, inner)
{
    /// <summary>What strangers may read of it: no addresses, no accounts. The message, unless it names some.</summary>
    public string ForClients { get; init; } = message;
}

/// <summary>Ledger entries do not follow the ledger that they were to be added to, or were changed after they were written; nothing was
/// added.</summary>
public sealed class LedgerMismatchException(string message) : ClaimGraphException(message);
