using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Settings;
using Microsoft.Extensions.Options;

namespace ClaimGraph.Neo4j;

/// <summary>How ClaimGraph signs in to the Neo4j server.</summary>
public enum Neo4jAuthentication
{
    /// <summary>With user and password.</summary>
    Basic,

    /// <summary>With a token from single sign-on, set as the password.</summary>
    Bearer,

    /// <summary>Without credentials, for a server with <c>dbms.security.auth_enabled=false</c>.</summary>
    None,
}

/// <summary>The Neo4j server and how ClaimGraph uses it.</summary>
public sealed class Neo4jOptions : IValidatableObject
{
    /// <summary>
    /// The URI of the server: <c>bolt://host:port</c> for one server, <c>neo4j://host:port</c> for a cluster or Aura (reads go to readers,
    /// writes to the writer). Add <c>+s</c> to the scheme for TLS with a certificate that this machine trusts, <c>+ssc</c> for TLS with any
    /// certificate. With <c>neo4j://</c>, <c>?</c> can introduce a routing context.
    /// </summary>
    /// <value>Default: <c>bolt://localhost:7687</c>. Without a port, 7687.</value>
    public string Uri { get; set; } = "bolt://localhost:7687";

    /// <summary>How ClaimGraph signs in to the server.</summary>
    /// <value>Default: <see cref="Neo4jAuthentication.Basic"/>.</value>
    [Defined]
    public Neo4jAuthentication Authentication { get; set; }

    /// <summary>The user, for <see cref="Neo4jAuthentication.Basic"/>.</summary>
    /// <value>Default: <c>neo4j</c>.</value>
    public string User { get; set; } = "neo4j";

    /// <summary>
    /// The password, or the token for <see cref="Neo4jAuthentication.Bearer"/>. Prefer an environment variable or <see
    /// cref="PasswordFile"/> to a settings file.
    /// </summary>
    /// <value>Default: none.</value>
    [PasswordPropertyText(true)]
    public string? Password { get; set; }

    /// <summary>
    /// A file that contains the password; a line break at its end is ignored. Read for each new connection, so that the password can be
    /// changed without a restart.
    /// </summary>
    /// <value>Default: none.</value>
    public string? PasswordFile { get; set; }

    /// <summary>The database on the server.</summary>
    /// <value>Default: none, which means the user's home database.</value>
    public string? Database { get; set; }

    /// <summary>
    /// What the names of labels, relationship types, constraints and indexes begin with, for a database that other applications use, too.
    /// Set it before the first start: what is stored under another prefix is not seen.
    /// </summary>
    /// <value>Default: none. At most 31 letters, digits and underscores, the first of them not a digit.</value>
    public string Prefix { get; set; } = "";

    /// <summary>The greatest number of connections to each server. Requests beyond it wait.</summary>
    /// <value>Default: 50. Range: 1 to 1,000.</value>
    [Between(1, 1_000)]
    public int MaxConnections { get; set; } = 50;

    /// <summary>How long a request waits for a connection while all are in use.</summary>
    /// <value>Default: 10 s. Range: 10 ms to 5 minutes.</value>
    [Between("00:00:00.010", "00:05:00")]
    public TimeSpan AcquisitionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long connecting may take, from the first packet until the server has accepted the credentials.</summary>
    /// <value>Default: 4 s. Range: 10 ms to 5 minutes.</value>
    [Between("00:00:00.010", "00:05:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>The age at which an idle connection is replaced.</summary>
    /// <value>Default: 1 hour. Range: 1 s to 1 day.</value>
    [Between("00:00:01", "1.00:00:00")]
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A connection that was idle for longer is tested before it is used again.</summary>
    /// <value>Default: 30 s. Range: 0 (tested before each use) to 1 day.</value>
    [Between("00:00:00", "1.00:00:00")]
    public TimeSpan LivenessCheckAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a server may send nothing during a request before the connection counts as lost. A shorter time that the server itself
    /// recommends has precedence. From 2 s of silence on, the server is asked over another connection; if it does not answer or knows
    /// nothing of the request, the connection counts as lost at once.
    /// </summary>
    /// <value>Default: 60 s. Range: 10 ms to 1 hour; longer than <see cref="TransactionTimeout"/>.</value>
    [Between("00:00:00.010", "01:00:00")]
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The server terminates transactions that take longer.</summary>
    /// <value>Default: 30 s. Range: 0 (the server's own setting) to 1 hour; in whole milliseconds.</value>
    [Between("00:00:00", "01:00:00")]
    public TimeSpan TransactionTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a commit may take, with the time that it waits for others. A longer one is given up; sent again with the same idempotency
    /// key, it is applied once. Commits of a thousand operations and more may take as long as <see cref="TransactionTimeout"/>.
    /// </summary>
    /// <value>Default: 20 s, less than an operation of the API may take. Range: 10 ms to 1 hour.</value>
    [Between("00:00:00.010", "01:00:00")]
    public TimeSpan CommitTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long an operation is retried after deadlocks, lost connections and other failures that the server calls transient.
    /// </summary>
    /// <value>Default: 10 s. Range: 0 (no retries) to 5 minutes.</value>
    [Between("00:00:00", "00:05:00")]
    public TimeSpan RetryTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The greatest number of nodes in the cache, at some 500 bytes each. Cached nodes are read without a request to the server. Without a
    /// cache, a node that is read during a commit may have some values from before and some from after it, because Neo4j isolates single
    /// properties only.
    /// </summary>
    /// <value>Default: 262,144. Range: 0 (no cache) to 16,777,216; rounded up to a power of two.</value>
    [Between(0, 16_777_216)]
    public int CachedNodes { get; set; } = 262_144;

    /// <summary>
    /// The longest time until cached nodes and searches show the commits of other ClaimGraph servers on the same database. While there are
    /// reads, the ledger is queried at this interval. Commits of this process show at once.
    /// </summary>
    /// <value>Default: 250 ms. Range: 10 ms to 1 s.</value>
    [Between("00:00:00.010", "00:00:01")]
    public TimeSpan CacheInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <exception cref="InvalidOptionsException">A value is not allowed, or the credentials are missing.</exception>
    internal void Validate()
    {
        InvalidOptionsException.ThrowIfAny(new Neo4jOptionsValidator().Validate(null, this).Failures);
        if (Authentication == Neo4jAuthentication.Basic && string.IsNullOrEmpty(User))
            throw Invalid(nameof(User), "it is empty; give the name of a user.");
        if (Authentication != Neo4jAuthentication.None && string.IsNullOrEmpty(Password) && string.IsNullOrEmpty(PasswordFile))
            throw Invalid(nameof(Password), "it is not set; set this or PasswordFile.");
        if (Authentication != Neo4jAuthentication.None)
            Secret();
    }

    /// <inheritdoc/>
    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (UriProblem() is { } problem)
            yield return validationContext.Problem(nameof(Uri), problem);
        if (!Sharing.Prefix.IsValid(Prefix))
        {
            yield return validationContext.Problem(
                nameof(Prefix),
                $"'{Prefix}' is not valid; use at most 31 letters, digits and underscores, and begin with a letter or an underscore."
            );
        }
        if (ResponseTimeout <= TransactionTimeout)
        {
            yield return validationContext.Problem(
                nameof(ResponseTimeout),
                $"{ResponseTimeout} is too short; it must be longer than TransactionTimeout."
            );
        }
    }

    private string? UriProblem()
    {
        try
        {
            Neo4jUri.Parse(Uri);
            return null;
        }
        catch (InvalidOptionsException e)
        {
            return e.Problems[0].Message;
        }
    }

    /// <summary>The current password or token.</summary>
    /// <exception cref="InvalidOptionsException">The file cannot be read, or is empty.</exception>
    internal string Secret()
    {
        if (string.IsNullOrEmpty(PasswordFile))
            return Password ?? "";
        try
        {
            if (File.ReadAllText(PasswordFile).TrimEnd('\r', '\n') is { Length: > 0 } secret)
                return secret;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Invalid(nameof(PasswordFile), $"'{PasswordFile}' cannot be read: {unreadable.Message}");
        }
        throw Invalid(nameof(PasswordFile), $"'{PasswordFile}' is empty; write the password into it.");
    }

    internal static InvalidOptionsException Invalid(string option, string message) => new($"{nameof(Neo4jOptions)}.{option}", message);
}

/// <summary>Checks the values of <see cref="Neo4jOptions"/>, except that there are credentials.</summary>
[OptionsValidator]
public sealed partial class Neo4jOptionsValidator : IValidateOptions<Neo4jOptions>;
