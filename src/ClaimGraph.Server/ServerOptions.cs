using System.ComponentModel.DataAnnotations;
using System.Net;
using ClaimGraph.Embeddings;
using ClaimGraph.GraphQL;
using ClaimGraph.History;
using ClaimGraph.Neo4j;
using ClaimGraph.Pages;
using ClaimGraph.Server.Access;
using ClaimGraph.Server.Archiving;
using ClaimGraph.Server.Imports;
using ClaimGraph.Server.Mcp;
using ClaimGraph.Server.Serving;
using ClaimGraph.Server.Telemetry;
using ClaimGraph.Settings;
using ClaimGraph.Sqlite;
using ClaimGraph.Webhooks;
using Microsoft.Extensions.Options;

namespace ClaimGraph.Server;

/// <summary>The kind of database that holds the claim graph.</summary>
public enum Storage
{
    /// <summary>The embedded store: one file.</summary>
    Sqlite,

    /// <summary>A Neo4j server, which several ClaimGraph servers can share.</summary>
    Neo4j,
}

/// <summary>
/// The settings of the program. They come from <c>appsettings.json</c> in the working folder, from environment variables that begin with
/// <c>CLAIMGRAPH_</c> (<c>CLAIMGRAPH_STORE__PATH</c>), and from the command line; the later wins. A list is a JSON array, or one text with
/// commas between the entries; it is taken whole from the last source that sets it.
/// </summary>
public sealed class ServerOptions : IValidatableObject
{
    /// <summary>
    /// The address to listen on: <c>http://host:port</c> and nothing after the port. Port 0 picks a free one. Put a proxy in front for TLS.
    /// </summary>
    /// <value>Default: <c>http://127.0.0.1:5080</c>, which only this machine can reach.</value>
    public string Url { get; set; } = "http://127.0.0.1:5080";

    /// <summary>
    /// The proxies in front of the server that are trusted to name the client (X-Forwarded-For, -Proto, -Host): addresses or networks, like
    /// <c>10.0.0.0/8</c>. Without this setting, all clients behind a proxy share its address and its rate limit.
    /// </summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Proxies { get; set; } = [];

    /// <summary>
    /// The hosts that the server answers for: names or addresses without a port; <c>*.example.org</c> for all names below
    /// <c>example.org</c>; <c>*</c> for all. Requests with another <c>Host</c> header receive 421 and the code UNKNOWN_HOST, except for the
    /// health checks. This keeps a web page from using the server under a name of its own (DNS rebinding).
    /// </summary>
    /// <value>
    /// Default: <c>localhost</c>, <c>127.0.0.1</c> and <c>[::1]</c> if only this machine can reach <see cref="Url"/>, otherwise all.
    /// </value>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>Whether to load the sample into a new, empty store: an article with its claims, evidence and reviews.</summary>
    /// <value>Default: true.</value>
    public bool Sample { get; set; } = true;

    /// <summary>The kind of database that holds the claim graph.</summary>
    /// <value>Default: <see cref="Storage.Sqlite"/>.</value>
    [Defined]
    public Storage Storage { get; set; }

    /// <summary>The embedded store.</summary>
    [ValidateObjectMembers(typeof(SqliteOptionsValidator))]
    public SqliteOptions Store { get; set; } = new();

    /// <summary>The Neo4j server.</summary>
    [ValidateObjectMembers(typeof(Neo4jOptionsValidator))]
    public Neo4jOptions Neo4j { get; set; } = new();

    /// <summary>What each user may do.</summary>
    [ValidateObjectMembers(typeof(AccessOptionsValidator))]
    public AccessOptions Access { get; set; } = new();

    /// <summary>The GraphQL API and its limits.</summary>
    [ValidateObjectMembers(typeof(GraphQLOptionsValidator))]
    public GraphQLOptions GraphQL { get; set; } = new();

    /// <summary>The pages for people.</summary>
    [ValidateObjectMembers(typeof(PagesOptionsValidator))]
    public PagesOptions Pages { get; set; } = new();

    /// <summary>Tools for programs with a language model.</summary>
    [ValidateObjectMembers(typeof(McpOptionsValidator))]
    public McpOptions Mcp { get; set; } = new();

    /// <summary>Reading the graph as it was.</summary>
    [ValidateObjectMembers(typeof(HistoryOptionsValidator))]
    public HistoryOptions History { get; set; } = new();

    /// <summary>The language model that finds statements by their meaning.</summary>
    [ValidateObjectMembers(typeof(EmbeddingOptionsValidator))]
    public EmbeddingOptions Embeddings { get; set; } = new();

    /// <summary>Webhooks.</summary>
    [ValidateObjectMembers(typeof(WebhookOptionsValidator))]
    public WebhookOptions Webhooks { get; set; } = new();

    /// <summary>Files that are sent to be imported.</summary>
    [ValidateObjectMembers(typeof(UploadOptionsValidator))]
    public UploadOptions Imports { get; set; } = new();

    /// <summary>Archived copies of new sources.</summary>
    [ValidateObjectMembers(typeof(ArchiveOptionsValidator))]
    public ArchiveOptions Archive { get; set; } = new();

    /// <summary>Metrics, traces and logs.</summary>
    [ValidateObjectMembers(typeof(TelemetryOptionsValidator))]
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <inheritdoc/>
    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (!IsAddress(Url))
        {
            yield return validationContext.Problem(
                nameof(Url),
                $"'{Url}' is not valid; use http, localhost or an IP address (0.0.0.0 for all) and a port, like http://127.0.0.1:5080."
            );
        }
        foreach (var entry in Proxies.Where(entry => Forwarding.NetworkOf(entry) is null))
        {
            yield return validationContext.Problem(
                nameof(Proxies),
                $"'{entry}' is not valid; use addresses like 10.0.0.1 and networks like 10.0.0.0/8."
            );
        }
        foreach (var entry in AllowedHosts.Where(entry => !AcceptedHosts.IsHost(entry)))
        {
            yield return validationContext.Problem(
                nameof(AllowedHosts),
                $"'{entry}' is not a host; use a name or address without a port, like claims.example.org, *.example.org, or * for all."
            );
        }
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme == Uri.UriSchemeHttp
        && url.PathAndQuery == "/"
        && url.UserInfo.Length == 0
        // Kestrel would take any other name for "every interface of this machine".
        && (url.Host == "localhost" || IPAddress.TryParse(url.DnsSafeHost, out _));
}

/// <summary>Checks the values of <see cref="ServerOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class ServerOptionsValidator : IValidateOptions<ServerOptions>;

/// <summary>Checks the values of <see cref="WebhookOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class WebhookOptionsValidator : IValidateOptions<WebhookOptions>;

/// <summary>Checks the values of <see cref="HistoryOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class HistoryOptionsValidator : IValidateOptions<HistoryOptions>;
