using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ClaimGraph.GraphQL.Api;

namespace ClaimGraph.Server.Tests.GraphQL.Fuzzing;

/// <summary>
/// Whatever a client sends, the answer is not a fault of the server, and the same whether the document was known or not. Requests are made
/// at random (<see cref="FuzzSettings"/>).
/// </summary>
public class FuzzTests
{
    private const int MostFaults = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    // What a client is never told: the words of .NET for faults of the program.
    private static readonly string[] WordsOfFaults =
    [
        "Object reference",
        "Unable to cast",
        "Index was out",
        "was outside the bounds",
        "given key",
        "Sequence contains",
        "Parameter '",
        "Nullable object",
        "Internal server error",
    ];

    private readonly List<string> _faults = [];

    [Fact]
    public async Task No_request_makes_the_server_fail()
    {
        await using var api = await World.StartAsync(o => (o.CostPerSecond, o.ExecutionTimeout) = (0, TimeSpan.FromMinutes(2)));
        var schema = new ClaimGraphSchema();
        var ids = await IdsAsync(api);
        foreach (var seed in FuzzSettings.Seeds.TakeWhile(_ => _faults.Count < MostFaults))
        {
            var document = new RandomDocument(schema, ids, new Random(seed));
            var (first, second) = (document.Variables(), document.Variables());
            await SendAsync(api, seed, document.Text, first);
            var known = await SendAsync(api, seed, document.Text, second);
            var fresh = await SendAsync(api, seed, " " + document.Text, second);
            if (fresh != known && !document.Text.StartsWith("mutation", StringComparison.Ordinal))
                _faults.Add($"seed {seed}: {fresh} and not {known} to {document.Text} {second}");
        }
        _faults.ShouldBeEmpty(string.Join('\n', _faults));
    }

    [Fact]
    public async Task No_headers_make_the_server_fail()
    {
        await using var api = await Api.StartAsync();
        foreach (var seed in FuzzSettings.Seeds.TakeWhile(_ => _faults.Count < MostFaults))
        {
            var request = new RandomRequest(new Random(seed)).Make();
            var answer = await AnswerAsync(api, request, Patience);
            if (answer.StartsWith("HTTP/1.1 5", StringComparison.Ordinal) || HasWordsOfFault(answer))
                _faults.Add($"seed {seed}: {answer} to {Encoding.Latin1.GetString(request)}");
        }
        _faults.ShouldBeEmpty(string.Join('\n', _faults));
    }

    [Theory]
    [InlineData("ffffffff\r\n{}")]
    [InlineData("fffffffff\r\n{}")]
    [InlineData("ffffffffffffffff\r\n{}")]
    [InlineData("80000000\r\n{}")]
    [InlineData("ffffffff00000000\r\n{}")]
    [InlineData("-1\r\n{}")]
    [InlineData("zz\r\n{}")]
    [InlineData("2\r\n{}zz")]
    public async Task Chunks_that_cannot_be_read_are_refused(string chunks) =>
        (
            await StatusAsync(
                $"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}"
            )
        ).ShouldMatch(@"^HTTP/1\.1 4\d\d");

    [Theory]
    [InlineData("Content-Type: application/json\r\nContent-Length: 99999999999999999999\r\n\r\n{}")]
    [InlineData("Content-Type: application/json; charset=\"\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("Content-Type: application/json\r\nContent-Length: 2\r\nAccept: */*;q=x, ;;;\r\n\r\n{}")]
    [InlineData(
        "Content-Type: application/json\r\nContent-Length: 2\r\nAccept: text/event-stream\r\nLast-Event-ID: 99999999999999999999\r\n\r\n{}"
    )]
    [InlineData("Content-Type: application/json\r\nContent-Length: 2\r\nAuthorization: Bearer \r\n\r\n{}")]
    [InlineData("Content-Type: application/json\r\nContent-Length: 2\r\nOrigin: http://[\r\n\r\n{}")]
    [InlineData("Content-Type: application/json\r\nContent-Length: 2\r\nAccept-Encoding: ;q=2,,br;q=nan\r\n\r\n{}")]
    public async Task Headers_that_cannot_be_read_are_not_a_fault_of_the_server(string headers) =>
        (await StatusAsync($"POST /graphql HTTP/1.1\r\nHost: localhost\r\n{headers}")).ShouldMatch(@"^HTTP/1\.1 4\d\d");

    [Theory]
    [InlineData("query=%00")]
    [InlineData("query=%EF%BF%BE")]
    [InlineData("query=%FF%FE")]
    [InlineData("query=%7B__typename%7D&variables=%EF%BF%BE")]
    [InlineData("query=%7B__typename%7D&variables=%7B%22a%22:%22%5CuD800%22%7D")]
    [InlineData("query=%7B__typename%7D&extensions=%7B%22persistedQuery%22:1%7D")]
    [InlineData("documentId=%00")]
    public async Task Parameters_that_cannot_be_read_are_not_a_fault_of_the_server(string parameters) =>
        (await StatusAsync($"GET /graphql?{parameters} HTTP/1.1\r\nHost: localhost\r\n\r\n")).ShouldMatch(@"^HTTP/1\.1 4\d\d");

    /// <summary>The first line of what a server answers to these bytes.</summary>
    private static async Task<string> StatusAsync(string request)
    {
        await using var api = await Api.StartAsync();
        return (await AnswerAsync(api, Encoding.UTF8.GetBytes(request), TimeSpan.FromSeconds(10))).Split(Environment.NewLine)[0];
    }

    /// <summary>What the server answers to these bytes: head and body, without the body of a stream; empty when it hangs up.</summary>
    private static async Task<string> AnswerAsync(Api api, byte[] request, TimeSpan patience)
    {
        try
        {
            return await ExchangeAsync(api, request, patience);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task<string> ExchangeAsync(Api api, byte[] request, TimeSpan patience)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, api.Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        client.LingerState = new LingerOption(true, 0); // ports are free again at once
        var stream = client.GetStream();
        await stream.WriteAsync(request, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answer = ReadAsync(reader);
        // A server that waits for more learns that nothing comes.
        if (await Task.WhenAny(answer, Task.Delay(patience, TestContext.Current.CancellationToken)) != answer)
            client.Client.Shutdown(SocketShutdown.Send);
        return await answer;
    }

    private static async Task<string> ReadAsync(StreamReader reader)
    {
        const string Length = "Content-Length: ";
        var answer = new StringBuilder();
        var length = 0;
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 } line)
        {
            answer.AppendLine(line);
            if (line.StartsWith(Length, StringComparison.OrdinalIgnoreCase))
                length = int.Parse(line.AsSpan(Length.Length), CultureInfo.InvariantCulture);
        }
        var body = new char[length];
        var read = await reader.ReadBlockAsync(body, TestContext.Current.CancellationToken);
        return answer.Append(body, 0, read).ToString();
    }

    private async Task<string> SendAsync(Api api, int seed, string query, string variables)
    {
        var body = $$"""{"query":{{JsonSerializer.Serialize(query)}},"operationName":"Q","variables":{{variables}}}""";
        var (response, answer) = await api.PostAsync(body);
        foreach (var error in answer["errors"]?.AsArray() ?? [])
            error!.AsObject().Remove("locations"); // the text of the document is not quite the same each time
        var text = Api.WithoutCost(answer).ToJsonString();
        if ((int)response.StatusCode >= 500 || HasWordsOfFault(text))
            _faults.Add($"seed {seed}: {response.StatusCode} {text} to {body}");
        return text;
    }

    private static bool HasWordsOfFault(string text) => Array.Exists(WordsOfFaults, f => text.Contains(f, StringComparison.Ordinal));

    private static async Task<List<string>> IdsAsync(Api api)
    {
        var data = await api.DataAsync(
            """
            {
              actors { nodes { id } } sources { nodes { id } } statements { nodes { id } } events { nodes { id } }
              allEvidence { nodes { id } }
            }
            """
        );
        return [.. data.AsObject().SelectMany(list => list.Value!["nodes"]!.AsArray()).Select(n => n!["id"]!.GetValue<string>())];
    }
}
