namespace ClaimGraph.Neo4j.Bolt;

/// <summary>
/// What this client has committed, in the server's words: whoever gets these along sees it, whichever server of a cluster answers. A commit that got
/// bookmarks along comes after them, so its own takes their place.
/// </summary>
internal sealed class Bookmarks
{
    private readonly Lock _lock = new();
    private volatile IReadOnlyList<string> _latest = [];

    public IReadOnlyList<string> Latest => _latest;

    public void Committed(IReadOnlyList<string> known, string? bookmark)
    {
        if (bookmark is null) return;
        lock (_lock)
        {
            _latest = [.. _latest.Where(b => b != bookmark && !known.Contains(b)), bookmark];
        }
    }

    /// <summary>The server does not know them, as its database is another one now: they would be refused for ever.</summary>
    public void Forget() => _latest = [];
}
