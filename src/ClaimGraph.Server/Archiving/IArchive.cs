namespace ClaimGraph.Server.Archiving;

/// <summary>What an archive says.</summary>
/// <param name="Url">The address of the copy; null if there is none.</param>
/// <param name="Error">Why there is none.</param>
/// <param name="RetryAfter">How long the archive asks to be left alone.</param>
internal sealed record Archived(string? Url, string? Error, TimeSpan? RetryAfter = null)
{
    /// <summary>What was read as an address, if it is one.</summary>
    public static Archived At(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? new(url.AbsoluteUri, null)
            : new(null, "The archive did not say where the copy is.");
}

/// <summary>Keeps copies of pages. Safe for many threads.</summary>
internal interface IArchive
{
    /// <summary>Has a copy made.</summary>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    Task<Archived> SaveAsync(string url, CancellationToken cancellation);
}
