using System.Text.Json.Nodes;
using ClaimGraph.GraphQL;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ClaimGraph.Server.Mcp;

/// <summary>A statement as Markdown with citations.</summary>
internal sealed class StatementResource(IGraphQLExecutor executor) : McpServerResource
{
    private const string Prefix = "claimgraph://statements/";

    private static readonly string Document = EmbeddedText.Read("mcp/resources/statement.graphql");

    public override ResourceTemplate ProtocolResourceTemplate { get; } =
        new()
        {
            Name = "statement",
            UriTemplate = Prefix + "{name}",
            Description =
                "A claim as Markdown: who said it, what speaks for and against it, its reviews, and numbered sources with their addresses. "
                + "The name is the id or the key of the claim.",
            MimeType = "text/markdown",
        };

    public override IReadOnlyList<object> Metadata => [];

    public override bool IsMatch(string uri) => uri.StartsWith(Prefix, StringComparison.Ordinal) && uri.Length > Prefix.Length;

    public override async ValueTask<ReadResourceResult> ReadAsync(
        RequestContext<ReadResourceRequestParams> request,
        CancellationToken cancellationToken = default
    )
    {
        var uri = request.Params!.Uri;
        var name = Uri.UnescapeDataString(uri[Prefix.Length..]);
        var variables = new JsonObject { [NodeId.TryParse(name, out _) ? "id" : "key"] = name };
        var result = await Caller.Of(request).AskAsync(executor, Document, variables, cancellationToken);
        if (result.Errors is [var error, ..])
            throw new McpProtocolException(error.Message, McpErrorCode.InvalidParams);
        var statement = result.Data.GetProperty("statement"u8);
        if (statement.ValueKind == System.Text.Json.JsonValueKind.Null)
            throw new McpProtocolException($"There is no statement with the id or key '{name}'.", McpErrorCode.ResourceNotFound);
        return new ReadResourceResult
        {
            Contents =
            [
                new TextResourceContents
                {
                    Uri = uri,
                    MimeType = "text/markdown",
                    Text = new StatementMarkdown(statement).Write(),
                },
            ],
        };
    }
}
