using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.Jobs;
using ClaimGraph.Server.Access;
using ClaimGraph.Server.Imports;
using ClaimGraph.Server.Tests.GraphQL;

namespace ClaimGraph.Server.Tests.Interchange;

/// <summary>Files come in over HTTP, are imported in the background, and are followed through GraphQL.</summary>
public sealed class UploadTests : IAsyncLifetime
{
    private const string Good = """
        {"format":"claimgraph/1","statements":[{"key":"s","text":"S"},{"key":"wrong"},{"key":"worse"}]}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claimgraph-uploads-");
    private Api _api = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new UploadOptions { Folder = _folder.FullName, MaxBytes = 100_000 };
        _api = await Api.StartAsync(
            access: new AccessOptions(),
            services: services => services.AddImports(options),
            endpoints: app => app.MapImports()
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task File_is_imported_in_the_background_and_its_errors_are_paged()
    {
        using var sent = await SendAsync("?name=claims.json", Good);
        sent.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var id = await IdAsync(sent);
        sent.Headers.Location!.ToString().ShouldBe($"/import/{id}");
        var job = await EndedAsync(id);
        job.State.ShouldBe(ImportState.Done);
        job.StartedBy.ShouldStartWith("key:tests");
        (job.Counts.Created, job.Counts.Refused).ShouldBe((1, 2));

        var data = await _api.DataAsync(
            """
            query ($id: String!) {
              importJob(id: $id) {
                state input total
                errors(first: 1) { totalCount nodes { path } pageInfo { hasNextPage endCursor } }
                next: errors(first: 5, after: "1") { nodes { path } pageInfo { hasNextPage } }
              }
              importJobs { totalCount nodes { id } }
            }
            """,
            new { id }
        );
        data["importJob"]!
            .ToJsonString()
            .ShouldBe(
                """
                {"state":"DONE","input":"claims.json","total":3,"errors":{"totalCount":2,"nodes":[{"path":"/statements/1/text"}],
                "pageInfo":{"hasNextPage":true,"endCursor":"1"}},"next":{"nodes":[{"path":"/statements/2/text"}],
                "pageInfo":{"hasNextPage":false}}}
                """.Replace("\n", "", StringComparison.Ordinal)
            );
        data["importJobs"]!.ToJsonString().ShouldBe($$"""{"totalCount":1,"nodes":[{"id":"{{id}}"}]}""");
        (await _api.Store.ChangesAsync(0, 9)).ShouldHaveSingleItem().Principal.ShouldBe(job.StartedBy);
        _folder.EnumerateFileSystemInfos().ShouldBeEmpty();

        var told = JsonNode.Parse(await _api.Http.GetStringAsync(new Uri($"/import/{id}", UriKind.Relative)))!;
        ((string)told["state"]!).ShouldBe("DONE");
    }

    [Fact]
    public async Task Form_brings_a_table_with_its_mapping()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("id,claim\n1,The sea is dry.\n2,The moon is near.\n"), "file", "claims.csv" },
            {
                new StringContent("""{"format":"claimgraph-mapping/1","statements":[{"key":"c:{id}","text":"{claim}"}]}"""),
                "mapping",
                "mapping.json"
            },
        };
        using var sent = await _api.Http.PostAsync(new Uri("/import", UriKind.Relative), form);
        sent.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var job = await EndedAsync(await IdAsync(sent));
        (job.State, job.Format, job.Input, job.Counts.Created).ShouldBe((ImportState.Done, "table", "claims.csv", 2L));
    }

    [Theory]
    [InlineData("", "", 400, "There is no file in the request")]
    [InlineData("?format=xlsx", "x", 400, "'xlsx' is not a format")]
    [InlineData("?format=table", "a,b", 400, "A table needs a mapping")]
    [InlineData("?mapping=/etc/passwd", "a,b", 400, "There is no mapping '/etc/passwd'")]
    public async Task What_cannot_be_taken_is_refused_with_the_reason(string query, string body, int status, string message)
    {
        using var sent = await SendAsync(query, body);
        ((int)sent.StatusCode).ShouldBe(status);
        (await sent.Content.ReadAsStringAsync()).ShouldContain(message);
        _folder.EnumerateFileSystemInfos().ShouldBeEmpty();
        (await _api.Store.Jobs.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Too_large_a_file_is_refused()
    {
        using var sent = await SendAsync("", new string(' ', 100_001));
        sent.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        _folder.EnumerateFileSystemInfos().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData(Role.Reader, 403)]
    [InlineData(Role.Contributor, 403)]
    [InlineData(Role.Reviewer, 202)]
    public async Task Only_reviewers_send_files(Role? role, int status)
    {
        using var client = await _api.ClientAsync(role);
        using var sent = await client.PostAsync(new Uri("/import", UriKind.Relative), new StringContent(Good));
        ((int)sent.StatusCode).ShouldBe(status);
        if (status == 202)
            await EndedAsync(await IdAsync(sent));
    }

    [Fact]
    public async Task Import_that_has_ended_is_not_cancelled()
    {
        using var sent = await SendAsync("", Good);
        var id = await IdAsync(sent);
        await EndedAsync(id);
        foreach (var (job, code) in new[] { (id, "INCONSISTENT"), ("job_none", "NOT_FOUND") })
        {
            var data = await _api.DataAsync(
                """mutation ($id: String!) { cancelImport(input: { id: $id }) { job { id } userErrors { code path } } }""",
                new { id = job }
            );
            data["cancelImport"]!.ToJsonString().ShouldBe($$"""{"job":null,"userErrors":[{"code":"{{code}}","path":["input","id"]}]}""");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Progress_is_told_while_it_waits_and_runs_and_the_stream_ends_with_it(bool overSocket)
    {
        var id = "";
        for (var file = 0; file < 4; file++) // the last waits for the others
        {
            using var sent = await SendAsync("", Statements($"{file}", 1_500));
            id = await IdAsync(sent);
        }
        var document = $$"""subscription { importProgress(id: "{{id}}") { state processed created } }""";
        var told = overSocket ? await OverSocketAsync(document) : await OverEventStreamAsync(document);

        told.Count.ShouldBeGreaterThan(1);
        told.Select(t => (int)t["processed"]!).ShouldBeInOrder();
        told[^1].ToJsonString().ShouldBe("""{"state":"DONE","processed":1500,"created":1500}""");
    }

    private async Task<List<JsonNode>> OverSocketAsync(string document)
    {
        await using var client = await SocketClient.StartAsync(_api);
        await client.SubscribeAsync("1", document);
        List<JsonNode> told = [];
        while (JsonNode.Parse((await client.ReceiveAsync())!)! is var message && (string)message["type"]! == "next")
            told.Add(message["payload"]!["data"]!["importProgress"]!);
        return told;
    }

    private async Task<List<JsonNode>> OverEventStreamAsync(string document)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/graphql?query={Uri.EscapeDataString(document)}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await _api.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldEndWith("event: complete\ndata:\n\n");
        return
        [
            .. text.Split('\n')
                .Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
                .Select(line => JsonNode.Parse(line[6..])!["data"]!["importProgress"]!),
        ];
    }

    private static string Statements(string prefix, int count)
    {
        var records = Enumerable.Range(0, count).Select(i => $$"""{"key":"{{prefix}}-{{i}}","text":"{{prefix}} is {{i}}"}""");
        return $$"""{"format":"claimgraph/1","statements":[{{string.Join(',', records)}}]}""";
    }

    private Task<HttpResponseMessage> SendAsync(string query, string body) =>
        _api.Http.PostAsync(
            new Uri($"/import{query}", UriKind.Relative),
            new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
            TestContext.Current.CancellationToken
        );

    private static async Task<string> IdAsync(HttpResponseMessage sent) =>
        (string)JsonNode.Parse(await sent.Content.ReadAsStringAsync())!["id"]!;

    private async Task<ImportJob> EndedAsync(string id)
    {
        while (true)
        {
            if (await _api.Store.Jobs.FindAsync(id) is { HasEnded: true } job && !_folder.EnumerateFileSystemInfos().Any())
                return job;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
