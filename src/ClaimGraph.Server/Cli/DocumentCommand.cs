using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.GraphQL;

namespace ClaimGraph.Server.Cli;

/// <summary><c>query</c> and <c>mutate</c>: run a GraphQL document over a store, or on a server.</summary>
internal sealed class DocumentCommand
{
    private const string StandardInput = "-";

    private readonly Argument<string?> _document = new("DOCUMENT")
    {
        Description = "The GraphQL document; - for standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> _file = new("--file") { Description = "A file with the document.", HelpName = "FILE" };
    private readonly Option<string?> _variables = new("--variables")
    {
        Description = "The values of its variables: a JSON object, or @ and the name of a file with one.",
        HelpName = "JSON|@FILE",
    };
    private readonly Option<string?> _url = new("--url")
    {
        Description = "A server to ask in place of the store, such as http://127.0.0.1:5080.",
        HelpName = "URL",
    };
    private readonly Option<string?> _keyFile = new("--key-file")
    {
        Description = "With --url: a file that holds the API key and nothing else.",
        HelpName = "FILE",
    };

    public static Command Query(CommonOptions common, Stores stores) =>
        new DocumentCommand().Create("query", "Run a GraphQL query and print its data.", common, stores);

    public static Command Mutate(CommonOptions common, Stores stores) =>
        new DocumentCommand().Create("mutate", "Run a GraphQL mutation and print its data.", common, stores);

    private Command Create(string name, string description, CommonOptions common, Stores stores)
    {
        var command = new Command(name, description)
        {
            _document,
            _file,
            _variables,
            _url,
            _keyFile,
            common.Storage,
            common.Store,
            common.Json,
        };
        command.Does(
            common,
            async (parsed, options, cancellation) =>
            {
                var document = await TextOfAsync(parsed, cancellation);
                if (name == "query" && ClaimGraphApi.HasMutation(document))
                    throw new ClaimGraphException("This is a mutation; run it with 'claimgraph mutate'.");
                var variables = await VariablesOfAsync(parsed, cancellation);
                var response = parsed.GetValue(_url) is { } url
                    ? await new RemoteApi(url, await KeyOfAsync(parsed, cancellation)).RunAsync(document, variables, cancellation)
                    : await new LocalApi(stores, options, $"cli:{name}").RunAsync(document, variables, cancellation);
                return Show(response, parsed.GetValue(common.Json));
            }
        );
        return command;
    }

    private static int Show(JsonElement response, bool whole)
    {
        var hasData = response.TryGetProperty("data"u8, out var data) && data.ValueKind != JsonValueKind.Null;
        if (whole)
            Print.Json(response);
        else if (hasData)
            Print.Json(data);
        var problems = Problems.In(response);
        foreach (var problem in problems)
            Run.Fail(problem);
        return problems.Count == 0 ? Run.Success : Run.Failure;
    }

    private async Task<string> TextOfAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (inline, file) = (parsed.GetValue(_document), parsed.GetValue(_file));
        if (inline is null == file is null)
            throw new ClaimGraphException("Give a document, or a file with --file.");
        return file is not null ? await File.ReadAllTextAsync(file, cancellation)
            : inline == StandardInput ? await Console.In.ReadToEndAsync(cancellation)
            : inline!;
    }

    private async Task<JsonObject?> VariablesOfAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_variables) is not { } given)
            return null;
        var text = given.StartsWith('@') ? await File.ReadAllTextAsync(given[1..], cancellation) : given;
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw NotAnObject("it is something else.");
        }
        catch (JsonException e)
        {
            throw NotAnObject(e.Message);
        }
    }

    private async Task<string?> KeyOfAsync(ParseResult parsed, CancellationToken cancellation) =>
        parsed.GetValue(_keyFile) is { } file ? (await File.ReadAllTextAsync(file, cancellation)).Trim() : null;

    private static ClaimGraphException NotAnObject(string why) => new($"--variables is not a JSON object like '{{\"first\": 3}}': {why}");
}
