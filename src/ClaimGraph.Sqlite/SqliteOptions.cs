using ClaimGraph.Settings;
using Microsoft.Extensions.Options;

namespace ClaimGraph.Sqlite;

/// <summary>When an acknowledged commit is on disk.</summary>
public enum Durability
{
    /// <summary>Before it is acknowledged: it survives a loss of power (<c>synchronous = FULL</c>).</summary>
    Full,

    /// <summary>Shortly after: it survives a crash of the program, but the last commits may be lost with the power (<c>synchronous =
    /// NORMAL</c>).</summary>
    Normal,
}

/// <summary>Where and how the embedded store keeps its data.</summary>
public sealed class SqliteOptions
{
    /// <summary>The database file; it is made when it does not exist, its folder is not. Beside it stand <c>-wal</c> and <c>-shm</c>
    /// while it is open.</summary>
    /// <value>Default: <c>claimgraph.db</c> in the working folder.</value>
    [Filled("the name of a file")]
    public string Path { get; set; } = "claimgraph.db";

    /// <summary>When an acknowledged commit is on disk.</summary>
    /// <value>Default: <see cref="Durability.Full"/>.</value>
    [Defined]
    public Durability Durability { get; set; } = Durability.Full;

    /// <summary>How long to wait for another program that is writing to the file.</summary>
    /// <value>Default: 5 s. Range: 0 to 5 minutes.</value>
    [Between("00:00:00", "00:05:00")]
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Page cache in MiB: at most so much for the connection that writes, and a quarter of it for each that reads, of which there are as
    /// many as requests read at the same moment. What the operating system keeps of the file comes on top, and is given up when memory
    /// is short. A larger cache makes commits slower as long as the file is smaller than 1 GiB: after each split of a page, SQLite goes
    /// through the whole cache.
    /// </summary>
    /// <value>Default: 16. Range: 1 to 4,096.</value>
    [Between(1, 4_096)]
    public int CacheMegabytes { get; set; } = 16;

    /// <summary>How many nodes at most are kept in memory as they were read, so that reading them again costs no decoding; some 500 bytes
    /// each.</summary>
    /// <value>Default: 262,144. Range: 0 (none) to 16,777,216; rounded up to a power of two.</value>
    [Between(0, 16_777_216)]
    public int CachedNodes { get; set; } = 262_144;

    /// <exception cref="InvalidOptionsException">A value is not allowed.</exception>
    internal void Validate() => InvalidOptionsException.ThrowIfAny(new SqliteOptionsValidator().Validate(null, this).Failures);
}

/// <summary>Checks the values of <see cref="SqliteOptions"/>.</summary>
[OptionsValidator]
public sealed partial class SqliteOptionsValidator : IValidateOptions<SqliteOptions>;
