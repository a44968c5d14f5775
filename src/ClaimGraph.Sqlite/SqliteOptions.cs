namespace ClaimGraph.Sqlite;

/// <summary>When an acknowledged commit is on disk.</summary>
public enum Durability
{
    /// <summary>Before it is acknowledged: it survives a loss of power (<c>synchronous = FULL</c>).</summary>
    Full,

    /// <summary>Shortly after: it survives a crash of the program, but the last commits may be lost with the power (<c>synchronous = NORMAL</c>).</summary>
    Normal,
}

/// <summary>Where and how the embedded store keeps its data.</summary>
public sealed class SqliteOptions
{
    /// <summary>The database file; it is made when it does not exist, its folder is not. Beside it stand <c>-wal</c> and <c>-shm</c> while it is open.</summary>
    /// <value>Default: <c>claimgraph.db</c> in the working folder.</value>
    public string Path { get; set; } = "claimgraph.db";

    /// <summary>When an acknowledged commit is on disk.</summary>
    /// <value>Default: <see cref="Durability.Full"/>.</value>
    public Durability Durability { get; set; } = Durability.Full;

    /// <summary>How long to wait for another program that is writing to the file.</summary>
    /// <value>Default: 5 s. Range: 0 to 5 minutes.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Page cache of each connection in MiB: at most so much for the writer, less for readers, which use the file mapped into memory and cache only what is
    /// not in it yet.
    /// </summary>
    /// <value>Default: 64. Range: 1 to 4,096.</value>
    public int CacheMegabytes { get; set; } = 64;

    /// <summary>How many nodes at most are kept in memory as they were read, so that reading them again costs no decoding; some 500 bytes each.</summary>
    /// <value>Default: 262,144. Range: 0 (none) to 16,777,216; rounded up to a power of two.</value>
    public int CachedNodes { get; set; } = 262_144;

    /// <exception cref="ClaimGraphException">A value is out of its range; the message names it.</exception>
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Path)) throw new ClaimGraphException("Path: the name of a file is needed.");
        if (BusyTimeout < TimeSpan.Zero || BusyTimeout > TimeSpan.FromMinutes(5)) throw new ClaimGraphException("BusyTimeout: from 0 to 5 minutes.");
        if (CacheMegabytes is < 1 or > 4096) throw new ClaimGraphException("CacheMegabytes: from 1 to 4096.");
        if (CachedNodes is < 0 or > 16_777_216) throw new ClaimGraphException("CachedNodes: from 0 to 16777216.");
    }
}
