using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>GraphQL over HTTP: methods, media types, status codes, bodies.</summary>
public class TransportTests
{
    private const string GraphQLJson = "application/graphql-response+json; charset=utf-8";
    private const string Json = "application/json; charset=utf-8";
    private const string Typename = """{"query":"{ __typename }"}""";

    [Fact]
    public async Task A_connection_serves_on_after_refused_bodies()
    {
        await using var api = await Api.StartAsync();
        for (var i = 0; i < 50; i++)
        {
            (await api.PostAsync("NONSENSE")).Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await api.PostAsync("[]")).Response.IsSuccessStatusCode.ShouldBeFalse();
            (await api.PostAsync(Typename)).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("application/graphql-response+json", GraphQLJson)]
    [InlineData("application/json", Json)]
    [InlineData("application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", GraphQLJson)]
    [InlineData("application/json, application/graphql-response+json;q=0.5", Json)]
    [InlineData("application/json;q=0, */*;q=0.1", GraphQLJson)]
    [InlineData("text/html, application/*;q=0.9", GraphQLJson)]
    [InlineData("*/*", GraphQLJson)]
    [InlineData(null, GraphQLJson)]
    public async Task The_response_has_the_media_type_that_the_client_likes_best(string? accept, string expected)
    {
        await using var api = await Api.StartAsync();
        var (response, body) = await api.PostAsync(Typename, accept: accept);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe(expected);
        response.Content.Headers.ContentLength.ShouldNotBeNull();
        Api.WithoutCost(body).ToJsonString().ShouldBe("""{"data":{"__typename":"Query"}}""");
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json;q=0")]
    [InlineData("nonsense//")]
    public async Task A_client_that_takes_neither_media_type_gets_406(string accept) =>
        await ShouldGiveAsync(406, "NOT_ACCEPTABLE", Typename, accept: accept);

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=\"UTF-8\"")]
    [InlineData("Application/JSON;charset=UTF-8")]
    public async Task Bodies_of_JSON_in_UTF8_are_taken(string contentType)
    {
        await using var api = await Api.StartAsync();
        (await api.PostAsync(Typename, contentType)).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/graphql")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Bodies_of_another_type_get_415(string? contentType)
    {
        await using var api = await Api.StartAsync();
        var (response, body) = await api.PostAsync(Encoding.UTF8.GetBytes(Typename), contentType);
        ShouldBe(response, body, 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    [Theory]
    [InlineData("PUT", "GET, POST")]
    [InlineData("DELETE", "GET, POST")]
    public async Task Other_methods_get_405(string method, string allow)
    {
        await using var api = await Api.StartAsync();
        var (response, body) = await api.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/graphql"));
        ShouldBe(response, body, 405, "METHOD_NOT_ALLOWED");
        response.Content.Headers.Allow.ShouldBe(allow.Split(", "));
    }

    [Theory]
    [InlineData("", 400, "MALFORMED_JSON")]
    [InlineData("NONSENSE", 400, "MALFORMED_JSON")]
    [InlineData("""{"query":""", 400, "MALFORMED_JSON")]
    [InlineData("""{"query":"{ __typename }"} {}""", 400, "MALFORMED_JSON")]
    [InlineData("""{"query":"{ __typename }",}""", 400, "MALFORMED_JSON")]
    [InlineData("""{"query":"{ __typename }" /* note */}""", 400, "MALFORMED_JSON")]
    [InlineData("""{"query":"\ud83d"}""", 400, "MALFORMED_JSON")]
    [InlineData("""{"query":"{ __typename }","variables":{"x":"\udc00"}}""", 400, "MALFORMED_JSON")]
    [InlineData("""{"query":"{ __typename }","variables":{"\ud800":1}}""", 400, "MALFORMED_JSON")]
    [InlineData("[]", 422, "INVALID_REQUEST")]
    [InlineData("""[{"query":"{ __typename }"}]""", 422, "INVALID_REQUEST")]
    [InlineData("\"text\"", 422, "INVALID_REQUEST")]
    [InlineData("null", 422, "INVALID_REQUEST")]
    [InlineData("{}", 422, "INVALID_REQUEST")]
    [InlineData("""{"qeury":"{ __typename }"}""", 422, "INVALID_REQUEST")]
    [InlineData("""{"query":null}""", 422, "INVALID_REQUEST")]
    [InlineData("""{"query":7}""", 422, "INVALID_REQUEST")]
    [InlineData("""{"query":["{ __typename }"]}""", 422, "INVALID_REQUEST")]
    [InlineData("""{"query":"{ __typename }","variables":[7]}""", 422, "INVALID_REQUEST")]
    [InlineData("""{"query":"{ __typename }","variables":"x"}""", 422, "INVALID_REQUEST")]
    [InlineData("""{"query":"{ __typename }","operationName":7}""", 422, "INVALID_REQUEST")]
    [InlineData("""{"query":"{ __typename }","extensions":7}""", 422, "INVALID_REQUEST")]
    public async Task Bodies_that_are_no_request_are_refused_with_any_media_type(string body, int status, string code)
    {
        await ShouldGiveAsync(status, code, body);
        await ShouldGiveAsync(status, code, body, accept: "application/json");
    }

    [Theory]
    [InlineData("{", 400, "SYNTAX_ERROR")]
    [InlineData("", 400, "SYNTAX_ERROR")]
    [InlineData("{ nothing }", 422, "VALIDATION_FAILED")]
    [InlineData("{ actors { nodes } }", 422, "VALIDATION_FAILED")]
    [InlineData("{ actors(first: \"many\") { totalCount } }", 422, "VALIDATION_FAILED")]
    [InlineData("{ node { id } }", 422, "VALIDATION_FAILED")]
    [InlineData("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", 422, "VALIDATION_FAILED")]
    [InlineData("query A { __typename } query B { __typename }", 422, "OPERATION_NOT_FOUND")]
    [InlineData("fragment A on Query { __typename }", 422, "VALIDATION_FAILED")]
    [InlineData("subscription { actors { totalCount } }", 422, "VALIDATION_FAILED")]
    [InlineData("query ($id: ID!) { node(id: $id) { id } }", 422, "INVALID_VARIABLE")]
    public async Task Documents_that_cannot_run_are_errors_of_GraphQL(string query, int status, string code)
    {
        await using var api = await Api.StartAsync();
        var request = new JsonObject { ["query"] = query }.ToJsonString();
        var (response, body) = await api.PostAsync(request);
        ShouldBe(response, body, status, code);
        body.AsObject().ContainsKey("data").ShouldBeFalse();
        var (legacy, legacyBody) = await api.PostAsync(request, accept: "application/json");
        ShouldBe(legacy, legacyBody, 200, code);
    }

    [Fact]
    public async Task Data_with_errors_beside_it_is_a_partial_success()
    {
        await using var api = await Api.StartAsync();
        const string request = """{"query":"{ node(id: \"x\") { id } }"}""";
        ((int)(await api.PostAsync(request)).Response.StatusCode).ShouldBe(294);
        ((int)(await api.PostAsync(request, accept: "application/json")).Response.StatusCode).ShouldBe(200);
    }

    [Fact]
    public async Task Parameters_that_are_null_or_unknown_are_left_aside()
    {
        await using var api = await Api.StartAsync();
        var (response, body) = await api.PostAsync(
            """{"id":1,"query":"{ __typename }","variables":null,"operationName":null,"extensions":null,"more":{"a":[1,{}]}}"""
        );
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
        (
            await api.PostAsync("""{"extensions":{"a":1},"operationName":"","query":"query A { __typename }"}""")
        ).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_operation_is_chosen_by_its_name()
    {
        await using var api = await Api.StartAsync();
        const string document = "query A { a: __typename } query B { b: __typename }";
        Api.WithoutCost((await api.PostAsync($$"""{"query":"{{document}}","operationName":"B"}""")).Body)
            .ToJsonString()
            .ShouldBe("""{"data":{"b":"Query"}}""");
        Api.WithoutCost((await api.PostAsync($$"""{"query":"{{document}}","operationName":"A"}""")).Body)
            .ToJsonString()
            .ShouldBe("""{"data":{"a":"Query"}}""");
        var (response, body) = await api.PostAsync($$"""{"query":"{{document}}","operationName":"C"}""");
        ShouldBe(response, body, 422, "OPERATION_NOT_FOUND");
    }

    [Fact]
    public async Task A_byte_order_mark_is_taken()
    {
        await using var api = await Api.StartAsync();
        (await api.PostAsync([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Typename)])).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_refused()
    {
        await using var api = await Api.StartAsync();
        var (response, body) = await api.PostAsync([.. "{\"query\":\"{ __typename # "u8, 0xFF, 0xFE, .. "\\n}\"}"u8]);
        ShouldBe(response, body, 400, "MALFORMED_JSON");
        (response, body) = await api.PostAsync([.. "{\"query\":\"{ __typename }\",\"variables\":{\"x\":\""u8, 0xC3, .. "\"}}"u8]);
        ShouldBe(response, body, 400, "MALFORMED_JSON");
    }

    [Fact]
    public async Task Bodies_that_are_too_large_get_413_and_the_server_goes_on()
    {
        await using var api = await Api.StartAsync();
        var large = Encoding.UTF8.GetBytes($$$"""{"query":"{ __typename }","variables":{"x":"{{{new string('x', 10_000_000)}}}"}}""");
        var (response, body) = await api.PostAsync(large);
        ShouldBe(response, body, 413, "BODY_TOO_LARGE");
        var chunked = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StreamContent(new MemoryStream(large)) };
        chunked.Content.Headers.ContentType = new("application/json");
        chunked.Headers.TransferEncodingChunked = true;
        (response, body) = await api.SendAsync(chunked);
        ShouldBe(response, body, 413, "BODY_TOO_LARGE");
        (await api.PostAsync(Typename)).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_as_large_as_the_limit_is_taken()
    {
        await using var api = await Api.StartAsync(options => options.MaxRequestBytes = 4096);
        var request = Typename + new string(' ', 4096 - Typename.Length);
        (await api.PostAsync(request)).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var (response, body) = await api.PostAsync(request + " ");
        ShouldBe(response, body, 413, "BODY_TOO_LARGE");
    }

    [Fact]
    public async Task JSON_that_nests_too_deep_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 100_000));
        await ShouldGiveAsync(400, "MALFORMED_JSON", $$"""{"query":"{ __typename }","variables":{"x":{{deep}}""");
    }

    [Fact]
    public async Task GET_answers_queries()
    {
        await using var api = await World.StartAsync();
        var query = Uri.EscapeDataString("query A($key: String!) { actor(key: $key) { name } } query B { __typename }");
        var variables = Uri.EscapeDataString("""{"key":"usa"}""");
        var (response, body) = await GetAsync(api, $"query={query}&operationName=A&variables={variables}&extensions=%7B%7D");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Api.WithoutCost(body).ToJsonString().ShouldBe("""{"data":{"actor":{"name":"United States"}}}""");
    }

    [Fact]
    public async Task GET_refuses_mutations_and_changes_nothing()
    {
        await using var api = await Api.StartAsync();
        var (response, body) = await GetAsync(
            api,
            "query=" + Uri.EscapeDataString("""mutation { createActor(input: { name: "x" }) { revision } }""")
        );
        ShouldBe(response, body, 405, "METHOD_NOT_ALLOWED");
        response.Content.Headers.Allow.ShouldBe(["POST"]);
        await api.ShouldAnswerAsync("{ ledger { head { revision } } }", """{ "ledger": { "head": { "revision": 0 } } }""");
    }

    [Theory]
    [InlineData("", 422, "INVALID_REQUEST")]
    [InlineData("query=%7B__typename%7D&query=%7B__typename%7D", 422, "INVALID_REQUEST")]
    [InlineData("query=%7B__typename%7D&variables=%5B7%5D", 422, "INVALID_REQUEST")]
    [InlineData("query=%7B__typename%7D&variables=nonsense", 400, "MALFORMED_JSON")]
    [InlineData("query=%7B__typename%7D&extensions=%7B", 400, "MALFORMED_JSON")]
    [InlineData("query=%7B", 400, "SYNTAX_ERROR")]
    public async Task GET_requests_that_are_none_are_refused(string parameters, int status, string code)
    {
        await using var api = await Api.StartAsync();
        var (response, body) = await GetAsync(api, parameters);
        ShouldBe(response, body, status, code);
    }

    private static Task<(HttpResponseMessage Response, JsonNode Body)> GetAsync(Api api, string parameters) =>
        api.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/graphql?" + parameters));

    private static async Task ShouldGiveAsync(int status, string code, string request, string accept = "application/graphql-response+json")
    {
        await using var api = await Api.StartAsync();
        var (response, body) = await api.PostAsync(request, accept: accept);
        ShouldBe(response, body, status, code);
    }

    private static void ShouldBe(HttpResponseMessage response, JsonNode body, int status, string code)
    {
        ((int)response.StatusCode).ShouldBe(status, body.ToJsonString());
        body["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe(code);
        body["errors"]![0]!["message"]!.GetValue<string>().ShouldNotBeEmpty();
    }
}
