using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.Neo4j;

/// <summary>Somebody who uses the API over HTTP.</summary>
internal sealed class Caller(HttpClient http)
{
    private static readonly Uri Endpoint = new("/graphql", UriKind.Relative);

    /// <summary>The data of a document that must succeed.</summary>
    public async Task<JsonNode> DataAsync(string query, object? variables = null) =>
        await TryAsync(query, variables) ?? throw new InvalidOperationException("The store is unavailable.");

    /// <summary>The data of a document; null when the server says, as it should, that the store cannot be used at present.</summary>
    public async Task<JsonNode?> TryAsync(string query, object? variables = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Add("Accept", "application/graphql-response+json");
        using var response = await http.SendAsync(request);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            body["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("STORE_UNAVAILABLE", body.ToJsonString());
            response.Headers.RetryAfter.ShouldNotBeNull();
            return null;
        }
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
        body["errors"].ShouldBeNull(body.ToJsonString());
        return body["data"]!;
    }

    public async Task<string> CreateStatementAsync(string text) =>
        Payload(
            await DataAsync(
                """
                mutation ($text: String!) {
                  createStatement(input: { text: $text, language: "en" }) { statement { id } userErrors { message } }
                }
                """,
                new { text }
            )
        )["statement"]!["id"]!.GetValue<string>();

    public async Task<string> CreateSourceAsync(string title) =>
        Payload(
            await DataAsync(
                "mutation ($title: String!) { createSource(input: { title: $title }) { source { id } userErrors { message } } }",
                new { title }
            )
        )["source"]!["id"]!.GetValue<string>();

    /// <summary>The payload of the only mutation of a document, which must have been accepted.</summary>
    public static JsonNode Payload(JsonNode data)
    {
        var payload = data.AsObject().ShouldHaveSingleItem().Value!;
        payload["userErrors"]!.AsArray().ShouldBeEmpty(payload.ToJsonString());
        return payload;
    }
}
