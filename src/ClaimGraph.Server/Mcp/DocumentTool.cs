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
        var problems = Problems.In(JsonElement.Parse(result.Json.Span));
        return problems.Count == 0 ? Done(result.Data) : Failed(problems, result.RetryAfterSeconds);
    }

    private static CallToolResult Done(JsonElement data) =>
        new() { Content = [new TextContentBlock { Text = data.GetRawText() }], StructuredContent = data };

    private static CallToolResult Failed(IReadOnlyList<string> problems, long? retryAfterSeconds)
    {
        var text = string.Join('\n', problems) + (retryAfterSeconds is { } seconds ? $"\nTry again in {seconds} s." : "");
        return new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = text }] };
    }
}
