using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClaimGraph.Access;
using ClaimGraph.GraphQL;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>Documents that requests name: trusted ones and automatic persisted queries.</summary>
public sealed class PersistedTests : IDisposable
{
    private const string Query = "{ __typename }";
    private const string Other = "query Named($n: Int = 1) { actors(first: $n) { totalCount } }";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claimgraph-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_folder_of_documents_is_known_by_their_SHA256()
    {
        Write("a.graphql", Query);
        Write(
            "more.json",
            JsonSerializer.Serialize(new Dictionary<string, string> { [Hash(Other)] = Other, ["own-id"] = "{ a: __typename }" })
        );
        Write("notes.txt", "aside");
        await using var api = await StartAsync();
        await AnswersAsync(api, $$"""{ "documentId": "sha256:{{Hash(Query)}}" }""", """{"data":{"__typename":"Query"}}""");
        await AnswersAsync(
            api,
            $$"""{"documentId":"{{Hash(Other)}}","operationName":"Named","variables":{ "n": 2 } }""",
            """{"data":{"actors":{"totalCount":0}}}"""
        );
        await AnswersAsync(api, """{"documentId":"own-id"}""", """{"data":{"a":"Query"}}""");
        await AnswersAsync(api, Automatic(Hash(Query)), """{"data":{"__typename":"Query"}}""");
        var (_, body) = await api.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/graphql?documentId=sha256:{Hash(Query)}"));
        Api.WithoutCost(body).ToJsonString().ShouldBe("""{"data":{"__typename":"Query"}}""");
    }

    [Fact]
    public async Task A_manifest_alone_is_enough()
    {
        Write("manifest.json", JsonSerializer.Serialize(new Dictionary<string, string> { ["sha256:" + Hash(Query)] = Query }));
        await using var api = await StartAsync("manifest.json");
        await AnswersAsync(api, $$"""{ "documentId": "sha256:{{Hash(Query)}}" }""", """{"data":{"__typename":"Query"}}""");
    }

    [Fact]
    public async Task A_document_of_the_application_runs_where_clients_name_trusted_documents_only()
    {
        Write("manifest.json", "{}");
        await using var api = await StartAsync("manifest.json", only: true);
        await api.ShouldFailAsync("DOCUMENT_NOT_TRUSTED", "", Query);
        var user = ApiClaims.User("page", Role.Reader, "test");
        (await api.Executor.ExecuteAsync(Query, null, user)).Errors.ShouldBeEmpty();
        (await api.Executor.ExecuteAsync(Query + new string(' ', 100_000), null, user)).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_document_is_one_error_of_GraphQL()
    {
        await using var api = await Api.StartAsync();
        await RefusesAsync(
            api,
            $$"""{ "documentId": "sha256:{{Hash(Query)}}" }""",
            404,
            "PERSISTED_QUERY_NOT_FOUND",
            "There is no document of this identifier here."
        );
        await RefusesAsync(
            api,
            $$"""{"documentId":"x","query":"{{Query}}"}""",
            422,
            "INVALID_REQUEST",
            "Give query or documentId, not both."
        );
        await RefusesAsync(api, """{"documentId":7}""", 422, "INVALID_REQUEST", "documentId must be a string");
    }

    [Fact]
    public async Task Where_only_trusted_documents_are_taken_others_are_refused()
    {
        Write("a.graphql", Query);
        await using var api = await StartAsync(only: true);
        await AnswersAsync(api, $$"""{ "documentId": "sha256:{{Hash(Query)}}" }""", """{"data":{"__typename":"Query"}}""");
        await AnswersAsync(api, $$"""{"query":"{{Query}}"}""", """{"data":{"__typename":"Query"}}""");
        await RefusesAsync(api, """{"query":"{ b: __typename }"}""", 403, "DOCUMENT_NOT_TRUSTED", "Only trusted documents");
        await RefusesAsync(api, Automatic(Hash(Other), Other), 403, "DOCUMENT_NOT_TRUSTED", "Only trusted documents");
        await RefusesAsync(api, Automatic(Hash(Other)), 422, "PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported");
        await using var client = await SocketClient.StartAsync(api);
        await client.SubscribeAsync("1", "{ b: __typename }");
        await client.ShouldFailAsync("1", "DOCUMENT_NOT_TRUSTED", "Only trusted documents");
    }

    [Fact]
    public async Task An_automatic_query_is_asked_for_once_and_then_known()
    {
        await using var api = await Api.StartAsync();
        await RefusesAsync(api, Automatic(Hash(Query)), 404, "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound");
        await AnswersAsync(api, Automatic(Hash(Query), Query), """{"data":{"__typename":"Query"}}""");
        await AnswersAsync(api, Automatic(Hash(Query)), """{"data":{"__typename":"Query"}}""");
        await AnswersAsync(api, Automatic(Hash(Query).ToUpperInvariant()), """{"data":{"__typename":"Query"}}""");
        var extensions = Uri.EscapeDataString(
            JsonSerializer.Serialize(new { persistedQuery = new { version = 1, sha256Hash = Hash(Query) } })
        );
        var (_, body) = await api.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/graphql?extensions=" + extensions));
        Api.WithoutCost(body).ToJsonString().ShouldBe("""{"data":{"__typename":"Query"}}""");
    }

    [Fact]
    public async Task A_hash_of_another_document_is_refused_and_nothing_is_kept()
    {
        await using var api = await Api.StartAsync();
        await RefusesAsync(api, Automatic(Hash(Other), Query), 422, "INVALID_REQUEST", "not the one whose sha256Hash");
        await RefusesAsync(api, Automatic(Hash(Other)), 404, "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound");
        await RefusesAsync(api, Automatic(Hash("{ nothing }"), "{ nothing }"), 422, "VALIDATION_FAILED", "nothing");
        await RefusesAsync(api, Automatic(Hash("{ nothing }")), 404, "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound");
    }

    [Fact]
    public async Task Automatic_queries_are_a_bounded_number()
    {
        await using var api = await Api.StartAsync(options => options.Persisted.Automatic = 3);
        static string Text(int i) => $"{{ a{i}: __typename }}";
        for (var i = 0; i < 10; i++)
            await api.PostAsync(Automatic(Hash(Text(i)), Text(i)));
        var known = 0;
        for (var i = 0; i < 10; i++)
            if ((await api.PostAsync(Automatic(Hash(Text(i))))).Body["data"] is not null)
                known++;
        known.ShouldBe(3);
    }

    [Fact]
    public async Task Automatic_queries_can_be_switched_off()
    {
        await using var api = await Api.StartAsync(options => options.Persisted.Automatic = 0);
        await RefusesAsync(api, Automatic(Hash(Query)), 422, "PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported");
        await AnswersAsync(api, Automatic(Hash(Query), Query), """{"data":{"__typename":"Query"}}""");
        await RefusesAsync(api, Automatic(Hash(Query)), 422, "PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported");
    }

    [Theory]
    [InlineData("7", "persistedQuery is an object")]
    [InlineData("""{"version":1}""", "persistedQuery is an object")]
    [InlineData("""{"version":2,"sha256Hash":"x"}""", "version 1 only")]
    public async Task An_extension_of_another_form_is_refused(string persistedQuery, string message)
    {
        await using var api = await Api.StartAsync();
        await RefusesAsync(
            api,
            $$$"""{"query":"{{{Query}}}","extensions":{"persistedQuery":{{{persistedQuery}}}}}""",
            422,
            "INVALID_REQUEST",
            message
        );
    }

    [Theory]
    [InlineData("missing.json", null, "Could not find file")]
    [InlineData("a.json", "[]", "'a.json' is not a JSON object of identifiers and documents: ")]
    [InlineData("a.json", """{"0000000000000000000000000000000000000000000000000000000000000000":"{ a }"}""", "has the SHA-256")]
    public async Task Documents_that_cannot_be_read_are_told_at_the_start(string file, string? text, string message)
    {
        if (text is not null)
            Write(file, text);
        (await Should.ThrowAsync<ClaimGraphException>(() => StartAsync(file)))
            .Message.Replace(_folder.FullName + "/", "", StringComparison.Ordinal)
            .ShouldContain(message);
    }

    [Fact]
    public async Task Trusted_documents_only_need_some() =>
        (await Should.ThrowAsync<ClaimGraphException>(() => Api.StartAsync(options => options.Persisted.Only = true))).Message.ShouldBe(
            "GraphQLOptions.Persisted.Only: it is true without trusted documents; set Path, too."
        );

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text);

    private Task<Api> StartAsync(string file = "", bool only = false) =>
        Api.StartAsync(options => (options.Persisted.Path, options.Persisted.Only) = (Path.Combine(_folder.FullName, file), only));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Automatic(string hash, string? query = null) =>
        JsonSerializer.Serialize(
            new Dictionary<string, object?>
            {
                ["query"] = query,
                ["extensions"] = new { persistedQuery = new { version = 1, sha256Hash = hash } },
            }
        );

    private static async Task AnswersAsync(Api api, string request, string answer) =>
        Api.WithoutCost((await api.PostAsync(request)).Body).ToJsonString().ShouldBe(answer);

    private static async Task RefusesAsync(Api api, string request, int status, string code, string message)
    {
        var (response, body) = await api.PostAsync(request);
        ((int)response.StatusCode).ShouldBe(status, body.ToJsonString());
        var error = body["errors"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)error["extensions"]!["code"]!).ShouldBe(code);
        ((string)error["message"]!).ShouldContain(message);
    }
}
