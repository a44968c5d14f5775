using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.GraphQL;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ClaimGraph.Server.Mcp;

/// <summary>A GraphQL document as a tool: its variables are the arguments, its data is the result.</summary>
internal sealed class DocumentTool(string document, OperationDescription operation, IGraphQLExecutor executor) : McpServerTool
{
    public string Name => operation.Name;

    public override Tool ProtocolTool { get; } =
        new()
        {
            Name = operation.Name,
            Description = operation.Description,
            InputSchema = JsonSerializer.SerializeToElement(operation.Variables),
            Annotations = new ToolAnnotations { ReadOnlyHint = !operation.IsMutation, OpenWorldHint = false },
        };

    public override IReadOnlyList<object> Metadata => [];

    public override async ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request,
        CancellationToken cancellationToken = default
    )
    {
        var variables = new JsonObject();
        foreach (var (name, value) in request.Params?.Arguments ?? new Dictionary<string, JsonElement>())
            variables[name] = JsonNode.Parse(value.GetRawText());
        var result = await Caller.Of(request).AskAsync(executor, document, variables, cancellationToken);
        return Problems(result) is { Length: > 0 } problems ? Failed(problems) : Done(result.Data);
    }

    private static CallToolResult Done(JsonElement data) =>
        new() { Content = [new TextContentBlock { Text = data.GetRawText() }], StructuredContent = data };

    private static CallToolResult Failed(string problems) => new() { IsError = true, Content = [new TextContentBlock { Text = problems }] };

    /// <summary>What went wrong, a line each: errors of the request, and what a mutation found wrong with its input.</summary>
    private static string Problems(GraphQLResult result)
    {
        var lines = new StringBuilder();
        foreach (var error in result.Errors)
            lines.Append(error.Message).Append(" (").Append(error.Code).Append(")\n");
        if (result.RetryAfterSeconds is { } seconds)
            lines.Append("Try again in ").Append(seconds).Append(" s.\n");
        if (result.Data.ValueKind == JsonValueKind.Object)
            foreach (var error in result.Data.EnumerateObject().SelectMany(UserErrors))
                lines.Append(error.GetProperty("message"u8).GetString()).Append(Place(error)).Append('\n');
        return lines.ToString().TrimEnd();
    }

    private static string Place(JsonElement error) =>
        error.TryGetProperty("path"u8, out var path) ? $" ({string.Join('.', path.EnumerateArray().Select(step => step.ToString()))})" : "";

    private static IEnumerable<JsonElement> UserErrors(JsonProperty field) =>
        field.Value.ValueKind == JsonValueKind.Object
        && field.Value.TryGetProperty("userErrors"u8, out var errors)
        && errors.ValueKind == JsonValueKind.Array
            ? errors.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object && e.TryGetProperty("message"u8, out _))
            : [];
}
