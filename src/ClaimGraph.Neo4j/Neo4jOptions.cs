using System.ComponentModel;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j;

/// <summary>How the server is told who connects.</summary>
public enum Neo4jAuthentication
{
    /// <summary>User and password.</summary>
    Basic,

    /// <summary>A token of single sign-on, given as the password.</summary>
    Bearer,

    /// <summary>Not at all: a server with <c>dbms.security.auth_enabled=false</c>.</summary>
    None,
}

/// <summary>Where the Neo4j server is and how it is used.</summary>
public sealed class Neo4jOptions
{
    /// <summary>
    /// <c>bolt://host:port</c> for one server, <c>neo4j://host:port</c> for a cluster or Aura (reads go to readers, writes to the writer);
    /// <c>+s</c> after the scheme asks for TLS with a certificate that this machine trusts, <c>+ssc</c> for TLS with any certificate.
    /// What follows <c>?</c> is the routing context of <c>neo4j://</c>.
    /// </summary>
    /// <value>Default: <c>bolt://localhost:7687</c>. The port is 7687 when it is left out.</value>
    public string Uri { get; set; } = "bolt://localhost:7687";

    /// <summary>How the server is told who connects.</summary>
    /// <value>Default: <see cref="Neo4jAuthentication.Basic"/>.</value>
    public Neo4jAuthentication Authentication { get; set; }

    /// <summary>The user of <see cref="Neo4jAuthentication.Basic"/>.</summary>
    /// <value>Default: <c>neo4j</c>.</value>
    public string User { get; set; } = "neo4j";

    /// <summary>The password, or the token of <see cref="Neo4jAuthentication.Bearer"/>. Better in an environment variable or in <see cref="PasswordFile"/> than in a file of settings.</summary>
    /// <value>Default: none.</value>
    [PasswordPropertyText(true)]
    public string? Password { get; set; }

    /// <summary>A file whose text, without the line break at its end, is the password. Read for each new connection, so it can be exchanged.</summary>
    /// <value>Default: none.</value>
    public string? PasswordFile { get; set; }

    /// <summary>The database on the server.</summary>
    /// <value>Default: none, the user's home database.</value>
    public string? Database { get; set; }

    /// <summary>Connections at most to each server; who needs one more waits.</summary>
    /// <value>Default: 50. Range: 1 to 1,000.</value>
    public int MaxConnections { get; set; } = 50;

    /// <summary>How long to wait for a connection while all are in use.</summary>
    /// <value>Default: 10 s. Range: 10 ms to 5 minutes.</value>
    public TimeSpan AcquisitionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long connecting may take, from the first packet to the accepted password.</summary>
    /// <value>Default: 5 s. Range: 10 ms to 5 minutes.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A connection older than this is replaced when it is not in use.</summary>
    /// <value>Default: 1 hour. Range: 1 s to 1 day.</value>
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A connection that was not used for so long is asked for a sign of life before it is used again.</summary>
    /// <value>Default: 30 s. Range: 0 (always) to 1 day.</value>
    public TimeSpan LivenessCheckAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a server may say nothing at all to a request before it counts as lost; less when the server itself promises to be heard more often.</summary>
    /// <value>Default: 60 s. Range: 10 ms to 1 hour, and more than <see cref="TransactionTimeout"/>.</value>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The server ends a transaction that takes longer.</summary>
    /// <value>Default: 30 s. Range: 0 (as the server is configured) to 1 hour; whole milliseconds.</value>
    public TimeSpan TransactionTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For how long work is begun again after deadlocks, lost connections and whatever else the server calls transient.</summary>
    /// <value>Default: 10 s. Range: 0 (never) to 5 minutes.</value>
    public TimeSpan RetryTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many nodes at most are kept in memory as they were read or written, so that reading them again asks nothing of the server; some 500 bytes each. Without any, a node
    /// that is read at the instant of a commit may come with some values from before it and some from after, as Neo4j isolates single properties only.
    /// </summary>
    /// <value>Default: 262,144. Range: 0 (none) to 16,777,216; rounded up to a power of two.</value>
    public int CachedNodes { get; set; } = 262_144;

    /// <summary>
    /// After how long at most a commit of another ClaimGraph on the same database is seen in nodes that are kept in memory, and found by searches. The ledger is asked so often
    /// while there are reads, and not at all otherwise. Commits of this process are seen at once.
    /// </summary>
    /// <value>Default: 250 ms. Range: 10 ms to 1 s.</value>
    public TimeSpan CacheInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <exception cref="ClaimGraphException">A value is out of its range; the message names it.</exception>
    internal void Validate()
    {
        Neo4jUri.Parse(Uri);
        if (!Enum.IsDefined(Authentication)) throw new ClaimGraphException("Authentication: Basic, Bearer or None.");
        if (Authentication == Neo4jAuthentication.Basic && string.IsNullOrEmpty(User)) throw new ClaimGraphException("User: a name is needed.");
        if (Authentication != Neo4jAuthentication.None && string.IsNullOrEmpty(Password) && string.IsNullOrEmpty(PasswordFile))
            throw new ClaimGraphException("Password: this or PasswordFile is needed.");
        Within(MaxConnections, 1, 1000, nameof(MaxConnections));
        var (moment, minutes, day) = (TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5), TimeSpan.FromDays(1));
        Within(AcquisitionTimeout, moment, minutes, nameof(AcquisitionTimeout));
        Within(ConnectTimeout, moment, minutes, nameof(ConnectTimeout));
        Within(ConnectionLifetime, TimeSpan.FromSeconds(1), day, nameof(ConnectionLifetime));
        Within(LivenessCheckAfter, TimeSpan.Zero, day, nameof(LivenessCheckAfter));
        Within(ResponseTimeout, moment, TimeSpan.FromHours(1), nameof(ResponseTimeout));
        Within(TransactionTimeout, TimeSpan.Zero, TimeSpan.FromHours(1), nameof(TransactionTimeout));
        Within(RetryTime, TimeSpan.Zero, minutes, nameof(RetryTime));
        Within(CachedNodes, 0, 16_777_216, nameof(CachedNodes));
        Within(CacheInterval, moment, TimeSpan.FromSeconds(1), nameof(CacheInterval));
        if (ResponseTimeout <= TransactionTimeout) throw new ClaimGraphException("ResponseTimeout: more than TransactionTimeout.");
    }

    /// <summary>The password or token as it is now.</summary>
    /// <exception cref="ClaimGraphException">The file cannot be read.</exception>
    internal string Secret()
    {
        if (string.IsNullOrEmpty(PasswordFile)) return Password ?? "";
        try
        {
            return File.ReadAllText(PasswordFile).TrimEnd('\r', '\n');
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ClaimGraphException($"PasswordFile: '{PasswordFile}' cannot be read.", unreadable);
        }
    }

    private static void Within<T>(T value, T least, T most, string name) where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0) throw new ClaimGraphException($"{name}: from {least} to {most}.");
    }
}
