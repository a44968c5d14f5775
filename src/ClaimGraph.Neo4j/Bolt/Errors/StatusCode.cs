namespace ClaimGraph.Neo4j.Bolt.Errors;

/// <summary>What Neo4j's status codes mean for the client (https://neo4j.com/docs/status-codes/current/errors/).</summary>
internal static class StatusCode
{
    private const string AuthorizationExpired = "Neo.ClientError.Security.AuthorizationExpired";
    private const string DatabaseUnavailable = "Neo.ClientError.Database.DatabaseUnavailable";

    /// <summary>The transaction was rolled back and may succeed when it is repeated unchanged.</summary>
    public static bool IsTransient(string code) =>
        IsNotWritable(code)
        || IsInvalidBookmark(code)
        || code is AuthorizationExpired or DatabaseUnavailable
        || (
            code.StartsWith("Neo.TransientError.", StringComparison.Ordinal)
            // In these two cases somebody ended the transaction on purpose; Neo4j before version 5 called them transient.
            && code is not ("Neo.TransientError.Transaction.Terminated" or "Neo.TransientError.Transaction.LockClientStopped")
        );

    /// <summary>A write was sent to a server that does not accept writes: the routing table is out of date.</summary>
    public static bool IsNotWritable(string code) =>
        code is "Neo.ClientError.Cluster.NotALeader" or "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase";

    /// <summary>The query is not at fault: the server cannot run any query now, or not with these settings.</summary>
    public static bool IsUnavailable(string code) =>
        IsTransient(code) || IsSecurity(code) || code.StartsWith("Neo.ClientError.Database.", StringComparison.Ordinal);

    /// <summary>The bookmarks that were sent are not from this database.</summary>
    public static bool IsInvalidBookmark(string code) =>
        code is "Neo.ClientError.Transaction.InvalidBookmark" or "Neo.ClientError.Transaction.InvalidBookmarkMixture";

    /// <summary>Another server may do what this one refused.</summary>
    public static bool ConcernsServer(string code) => IsTransient(code) && !IsInvalidBookmark(code);

    /// <summary>This server does not have the database now; another server may have it.</summary>
    public static bool IsDatabaseUnavailable(string code) =>
        code is DatabaseUnavailable or "Neo.TransientError.General.DatabaseUnavailable";

    public static bool IsSecurity(string code) => code.StartsWith("Neo.ClientError.Security.", StringComparison.Ordinal);

    /// <summary>True if the server closes the connection after this failure, or expects the client to.</summary>
    public static bool EndsConnection(string code) =>
        code
            is AuthorizationExpired
                or "Neo.ClientError.Security.TokenExpired"
                or "Neo.ClientError.Request.Invalid"
                or "Neo.ClientError.Request.InvalidFormat";

    /// <summary>What to do, as the end of a message; empty if the server's message is enough.</summary>
    public static string Advice(string code) =>
        code switch
        {
            "Neo.ClientError.Security.Unauthorized" => " Check the user and the password.",
            "Neo.ClientError.Security.AuthenticationRateLimit" =>
                " The server blocks sign-in for some seconds after wrong passwords. Check the password, then wait.",
            "Neo.ClientError.Security.CredentialsExpired" => " Change the password first: sign in with Neo4j Browser or cypher-shell.",
            "Neo.ClientError.Security.Forbidden" => " Grant the user this privilege.",
            "Neo.ClientError.Database.DatabaseNotFound" => " Check the name of the database. Neo4j Community has only one, named neo4j.",
            DatabaseUnavailable => " Start the database, or wait until it has started.",
            _ when IsNotWritable(code) =>
                " This server does not accept writes. Use neo4j:// instead of bolt:// to reach the one that does.",
            _ when IsTransient(code) => " Try again.",
            _ => "",
        };
}
