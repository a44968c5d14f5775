namespace ClaimGraph.Pages.Requests;

/// <summary>Something beside a page that is not HTML.</summary>
public interface IDownload
{
    /// <summary>The pattern of its address: <c>/statements.csv</c>.</summary>
    string Pattern { get; }

    /// <summary>Asks the API and writes the content; null when there is nothing at the address.</summary>
    /// <exception cref="Documents.UnansweredException">The API did not answer.</exception>
    ValueTask<Download?> WriteAsync(Visit visit);
}

/// <summary>A content of a type.</summary>
/// <param name="FileName">Under which name a browser saves it; null: it is shown.</param>
public sealed record Download(string ContentType, string Text, string? FileName = null);
