using ClaimGraph.GraphQL;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.Settings;
using ModelContextProtocol.Server;

namespace ClaimGraph.Server.Mcp;

/// <summary>The documents that are tools: those of the program, and those of the operator's folder.</summary>
internal sealed class ToolDocuments(IGraphQLExecutor executor, McpOptions options) : IHostedService
{
    private const string Prefix = "mcp/tools/";

    /// <summary>The tools by name, once the server has started.</summary>
    public McpServerPrimitiveCollection<McpServerTool> Tools { get; } = [];

    /// <exception cref="InvalidOptionsException">The folder or one of its documents cannot be used.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var tools = new Dictionary<string, DocumentTool>(StringComparer.Ordinal);
        foreach (var name in EmbeddedText.Names(Prefix))
            Add(tools, await DescribeAsync(EmbeddedText.Read(name), cancellationToken));
        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in FilesOf(options.Path))
        {
            var tool = await DescribeFileAsync(file, cancellationToken);
            if (!own.TryAdd(tool.Name, file))
                throw Wrong($"'{file}' and '{own[tool.Name]}' both have an operation named {tool.Name}; rename one.");
            Add(tools, tool);
        }
        foreach (var tool in tools.Values)
            Tools.Add(tool);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void Add(Dictionary<string, DocumentTool> tools, DocumentTool tool) => tools[tool.Name] = tool;

    private async ValueTask<DocumentTool> DescribeAsync(string document, CancellationToken cancellation) =>
        new(document, await executor.DescribeAsync(document, cancellation), executor);

    private async ValueTask<DocumentTool> DescribeFileAsync(string file, CancellationToken cancellation)
    {
        try
        {
            var tool = await DescribeAsync(await File.ReadAllTextAsync(file, cancellation), cancellation);
            return tool.ProtocolTool.Description is not null
                ? tool
                : throw Wrong($"'{file}' does not say what it does; begin it with a comment, like '# Finds …'.");
        }
        catch (RequestException refused)
        {
            throw Wrong($"'{file}' cannot be a tool: {string.Join(' ', refused.Errors.Select(Text))}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"'{file}' cannot be read: {e.Message}");
        }
    }

    private static string Text(ResponseError error) =>
        error.Locations is [var (line, column), ..] ? $"line {line}, column {column}: {error.Message}" : error.Message;

    private static IEnumerable<string> FilesOf(string? folder) =>
        string.IsNullOrEmpty(folder) ? [] : Directory.EnumerateFiles(folder, "*.graphql").Order(StringComparer.Ordinal);

    private static InvalidOptionsException Wrong(string message) => new($"{nameof(McpOptions)}.{nameof(McpOptions.Path)}", message);
}
