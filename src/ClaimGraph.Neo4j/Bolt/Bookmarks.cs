namespace ClaimGraph.Neo4j.Bolt;

/// <summary>
/// The bookmarks of what this client has committed. A transaction that carries them sees those commits, whichever server of a cluster runs
/// it. Its own bookmark then replaces the bookmarks that it carried.
/// </summary>
internal sealed class Bookmarks
{
    private readonly Lock _lock = new();
    private volatile IReadOnlyList<string> _latest = [];

    public IReadOnlyList<string> Latest => _latest;

    /// <param name="carried">The bookmarks that the transaction carried.</param>
    public void Update(IReadOnlyList<string> carried, string? bookmark)
    {
        if (bookmark is null)
            return;
        lock (_lock)
        {
            _latest = [.. _latest.Where(b => b != bookmark && !carried.Contains(b)), bookmark];
        }
    }

    /// <summary>For a server that does not know them, because its database was replaced: it would refuse them forever.</summary>
    public void Clear() => _latest = [];
}
