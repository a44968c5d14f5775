namespace ClaimGraph.Neo4j.Bolt.Errors;

/// <summary>What follows from Neo4j's status codes (https://neo4j.com/docs/status-codes/current/errors/).</summary>
internal static class StatusCode
{
    private const string AuthorizationExpired = "Neo.ClientError.Security.AuthorizationExpired";
    private const string DatabaseUnavailable = "Neo.ClientError.Database.DatabaseUnavailable";

    /// <summary>The transaction was rolled back and may well succeed when it is repeated as it is.</summary>
    public static bool IsTransient(string code) =>
        IsMisrouted(code) || IsForeignBookmark(code) || code is AuthorizationExpired or DatabaseUnavailable || (code.StartsWith("Neo.TransientError.", StringComparison.Ordinal)
        // Both say that somebody ended the transaction on purpose; Neo4j before 5 filed them under transient errors.
        && code is not ("Neo.TransientError.Transaction.Terminated" or "Neo.TransientError.Transaction.LockClientStopped"));

    /// <summary>A write came to a server that does not take writes (any more): the routing table is out of date.</summary>
    public static bool IsMisrouted(string code) => code is "Neo.ClientError.Cluster.NotALeader" or "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase";

    /// <summary>It says nothing against the statement, but that no statement can be run now or with these settings.</summary>
    public static bool MeansUnavailable(string code) =>
        IsTransient(code) || IsSecurity(code) || code.StartsWith("Neo.ClientError.Database.", StringComparison.Ordinal);

    /// <summary>The bookmarks that went along are none of this database.</summary>
    public static bool IsForeignBookmark(string code) =>
        code is "Neo.ClientError.Transaction.InvalidBookmark" or "Neo.ClientError.Transaction.InvalidBookmarkMixture";

    /// <summary>This server does not have the database at present; another one may.</summary>
    public static bool IsOutOfService(string code) => code is DatabaseUnavailable or "Neo.TransientError.General.DatabaseUnavailable";

    public static bool IsSecurity(string code) => code.StartsWith("Neo.ClientError.Security.", StringComparison.Ordinal);

    /// <summary>Whether the server closes the connection, or wants it closed, after this failure.</summary>
    public static bool EndsConnection(string code) =>
        code is AuthorizationExpired or "Neo.ClientError.Security.TokenExpired" or "Neo.ClientError.Request.Invalid" or "Neo.ClientError.Request.InvalidFormat";

    /// <summary>What to do about it, as the end of a message; empty when the server's own words say enough.</summary>
    public static string WayOut(string code) => code switch
    {
        "Neo.ClientError.Security.Unauthorized" => " Check the user and the password.",
        "Neo.ClientError.Security.AuthenticationRateLimit" => " The server refuses further attempts for some seconds after wrong passwords: check the password, then wait.",
        "Neo.ClientError.Security.CredentialsExpired" => " The password has to be changed first: sign in with Neo4j Browser or cypher-shell.",
        "Neo.ClientError.Security.Forbidden" => " Grant the user the right to do this.",
        "Neo.ClientError.Database.DatabaseNotFound" => " Check the name of the database; Neo4j Community has one, named neo4j.",
        DatabaseUnavailable => " Start the database, or wait until it has started.",
        _ when IsMisrouted(code) => " This server takes no writes: use neo4j:// in place of bolt:// to be led to the one that does.",
        _ when IsTransient(code) => " It may succeed when tried again.",
        _ => "",
    };
}
