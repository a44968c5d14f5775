using System.Text;
using System.Text.Json;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>What a request brings is measured while it is read: what is more than the server takes is refused before anything is made of
/// it.</summary>
public class InputSizeTests
{
    private const string Most =
        "The parameter variables holds at most 100 values, each list and object counted too: ask with fewer, in several requests.";

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    [InlineData(50_000, false)]
    public async Task Variables_hold_so_many_values_each_list_counted_too(int ids, bool isTaken)
    {
        await using var api = await StartAsync();
        var (response, body) = await api.PostAsync(Request(ids));
        ((int)response.StatusCode).ShouldBe(isTaken ? 200 : 422);
        ((string?)body["errors"]?[0]!["extensions"]!["code"]).ShouldBe(isTaken ? null : "INVALID_VARIABLE");
        ((string?)body["errors"]?[0]!["message"]).ShouldBe(isTaken ? null : Most);
        // An error of GraphQL, not of HTTP.
        (await api.PostAsync(Request(ids), accept: "application/json")).Response.IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task They_are_counted_in_a_query_string_too()
    {
        await using var api = await StartAsync();
        var variables = JsonSerializer.Serialize(new { ids = Enumerable.Repeat("x", 100) });
        var (response, body) = await api.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, $"/graphql?query={{__typename}}&variables={Uri.EscapeDataString(variables)}")
        );
        ((int)response.StatusCode, (string?)body["errors"]![0]!["message"]).ShouldBe((422, Most));
    }

    [Fact]
    public async Task In_a_batch_the_others_are_answered()
    {
        await using var api = await StartAsync();
        var (_, body) = await api.PostAsync($$"""[{{Request(1)}},{{Request(5_000)}},{"query":"{ __typename }"}]""");
        body.AsArray().Select(one => (string?)one!["errors"]?[0]!["message"]).ShouldBe([null, Most, null]);
    }

    [Fact]
    public async Task On_a_socket_it_is_the_error_of_that_operation()
    {
        await using var api = await StartAsync();
        await using var client = await SocketClient.StartAsync(api);
        await client.SendAsync($$"""{"id":"1","type":"subscribe","payload":{{Request(5_000)}}}""");
        await client.ShouldFailAsync("1", "INVALID_VARIABLE", Most);
        await client.SubscribeAsync("1", "{ __typename }");
        await client.NextAsync();
    }

    [Fact]
    public async Task Extensions_are_counted_like_variables()
    {
        await using var api = await StartAsync();
        var (_, body) = await api.PostAsync(
            JsonSerializer.Serialize(new { query = "{ __typename }", extensions = new { trace = Enumerable.Range(0, 200) } })
        );
        ((string?)body["errors"]![0]!["message"]).ShouldBe(Most.Replace("variables", "extensions", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1_024, false, true)]
    [InlineData(1_025, false, false)]
    [InlineData(1_024, true, true)]
    [InlineData(1_025, true, false)]
    [InlineData(100_000, true, false)]
    public async Task A_document_is_as_long_as_its_text_however_it_is_escaped(int bytes, bool isEscaped, bool isTaken)
    {
        await using var api = await StartAsync();
        var query = "{ __typename }".PadRight(bytes);
        var text = isEscaped ? string.Concat(query.Select(c => $"\\u{(int)c:x4}")) : query;
        var (response, body) = await api.PostAsync(Encoding.UTF8.GetBytes($$"""{"query":"{{text}}"}"""));
        ((int)response.StatusCode).ShouldBe(isTaken ? 200 : 422);
        ((string?)body["errors"]?[0]!["message"]).ShouldBe(isTaken ? null : "A document has at most 1,024 bytes.");
    }

    private static Task<Api> StartAsync() =>
        Api.StartAsync(options => (options.MaxInputValues, options.MaxDocumentBytes, options.MaxBatch) = (100, 1_024, 10));

    private static string Request(int ids) =>
        JsonSerializer.Serialize(new { query = "{ __typename }", variables = new { ids = Enumerable.Repeat("x", ids) } });
}
