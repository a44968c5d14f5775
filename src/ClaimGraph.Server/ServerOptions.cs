using System.Net;
using ClaimGraph.GraphQL;
using ClaimGraph.Neo4j;
using ClaimGraph.Server.Access;
using ClaimGraph.Server.Serving;
using ClaimGraph.Server.Telemetry;
using ClaimGraph.Sqlite;

namespace ClaimGraph.Server;

/// <summary>What keeps the claim graph.</summary>
public enum Storage
{
    /// <summary>The embedded store: one file.</summary>
    Sqlite,

    /// <summary>A Neo4j server, which several servers of ClaimGraph can share.</summary>
    Neo4j,
}

/// <summary>
/// What the server can be told: by <c>appsettings.json</c> in the working folder, by environment variables that begin with <c>CLAIMGRAPH_</c>
/// (<c>CLAIMGRAPH_STORE__PATH</c>), and by the command line; the later wins.
/// </summary>
public sealed class ServerOptions
{
    /// <summary>Where the server listens: <c>http://host:port</c>, nothing after the port. Port 0 takes a free one. For TLS put a proxy in front.</summary>
    /// <value>Default: <c>http://127.0.0.1:5080</c>, reachable from this machine only.</value>
    public string Url { get; set; } = "http://127.0.0.1:5080";

    /// <summary>
    /// The proxies in front of the server, whose word about the client counts (X-Forwarded-For, -Proto, -Host): addresses or networks, like <c>10.0.0.0/8</c>,
    /// separated by commas. Without it all clients behind a proxy share its address, and with that one allowance.
    /// </summary>
    /// <value>Default: none.</value>
    public string Proxies { get; set; } = "";

    /// <summary>Whether a new, empty store gets the sample: an article on open-source AI with its claims, evidence and reviews.</summary>
    /// <value>Default: true.</value>
    public bool Sample { get; set; } = true;

    /// <summary>What keeps the claim graph.</summary>
    /// <value>Default: <see cref="Storage.Sqlite"/>.</value>
    public Storage Storage { get; set; }

    /// <summary>The embedded store.</summary>
    public SqliteOptions Store { get; set; } = new();

    /// <summary>The Neo4j server.</summary>
    public Neo4jOptions Neo4j { get; set; } = new();

    /// <summary>Who may do what.</summary>
    public AccessOptions Access { get; set; } = new();

    /// <summary>What the GraphQL API takes and how much of it.</summary>
    public GraphQLOptions GraphQL { get; set; } = new();

    /// <summary>What operators are told.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <exception cref="ClaimGraphException">A value is not what its key takes; the message names the key.</exception>
    internal void Validate()
    {
        Telemetry.Validate();
        _ = Forwarding.Networks(Proxies);
        var address = Uri.TryCreate(Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.PathAndQuery == "/" && url.UserInfo.Length == 0;
        // Kestrel would take any other name for "every interface of this machine".
        if (!address || url!.Host != "localhost" && !IPAddress.TryParse(url.DnsSafeHost, out _))
            throw new ClaimGraphException($"Url: '{Url}' is not http, a host (localhost or an IP address; 0.0.0.0 for all) and a port, like http://127.0.0.1:5080.");
        Access.Validate();
        GraphQL.Validate();
    }
}
