using System.Text.Json.Nodes;
using ClaimGraph.Server.Archiving;
using ClaimGraph.Server.Tests.GraphQL;
using ClaimGraph.Server.Tests.Webhooks;

namespace ClaimGraph.Server.Tests.Archiving;

/// <summary>An archive keeps copies of new sources, and the sources say where.</summary>
public sealed class ArchiveTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claimgraph-archive-");
    private OpenArchive _archive = null!;

    public async ValueTask InitializeAsync() => _archive = await OpenArchive.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _archive.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task New_source_gets_the_address_of_its_copy()
    {
        await using var api = await StartAsync();
        var id = await SourceAsync(api, "https://example.org/a?b=c");
        var source = await UntilAsync(api, id, s => s["archivedAt"] is not null);
        source["archivedAt"]!.GetValue<string>().ShouldBe($"{_archive.Url}/web/2026/x");
        _archive.Asked.ShouldBe(["https://example.org/a?b=c"]);
        source["history"]![1]!.ToJsonString().ShouldBe("""{"principal":"server:archive","reason":"An archive keeps a copy."}""");
        (await RequestsAsync(api)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Location", "http://a.example/1", "http://a.example/1")]
    [InlineData("Content-Location", "/web/2", "{0}/web/2")]
    [InlineData("Link", "<http://a.example/>; rel=\"original\", <http://a.example/3>; rel=\"memento\"", "http://a.example/3")]
    public async Task Copy_is_found_where_archives_name_it(string header, string value, string expected)
    {
        _archive.Answer = (_, http) =>
        {
            http.Response.Headers[header] = value;
            return 302;
        };
        await using var api = await StartAsync();
        var id = await SourceAsync(api, "https://example.org/a");
        var source = await UntilAsync(api, id, s => s["archivedAt"] is not null);
        source["archivedAt"]!.GetValue<string>().ShouldBe(string.Format(null, expected, _archive.Url));
    }

    [Fact]
    public async Task Sources_that_have_a_copy_or_no_address_are_left_alone()
    {
        await using var api = await StartAsync();
        await api.DataAsync("""mutation { createSource(input: { title: "Book" }) { outcome } }""");
        await api.DataAsync(
            """mutation { createSource(input: { url: "https://a.example/", archivedAt: "https://b.example/" }) { outcome } }"""
        );
        await UntilAsync(api, await SourceAsync(api, "https://example.org/last"), s => s["archivedAt"] is not null);
        _archive.Asked.ShouldBe(["https://example.org/last"]);
    }

    [Fact]
    public async Task Failure_is_shown_and_tried_again()
    {
        _archive.Answer = (number, http) => number < 3 ? 503 : OpenArchive.Found(number, http);
        await using var api = await StartAsync();
        await UntilAsync(api, await SourceAsync(api, "https://example.org/a"), s => s["archivedAt"] is not null);
        _archive.Asked.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Source_that_is_given_up_is_listed_until_somebody_has_it_tried_again()
    {
        _archive.Answer = (number, http) => number <= 3 ? 500 : OpenArchive.Found(number, http);
        await using var api = await StartAsync();
        var id = await SourceAsync(api, "https://example.org/a");
        var given = await Until.ResultAsync(() => RequestsAsync(api, "failed: true"), r => r.Count > 0);
        given[0]!
            .ToJsonString()
            .ShouldBe(
                $$"""{"id":"{{id}}","source":{"url":"https://example.org/a"},"attempts":3,"dueAt":null,"error":"""
                    + "\"The archive answered 500.\"}"
            );
        (await api.DataAsync("mutation { retryArchiving { count } }"))["retryArchiving"]!["count"]!.GetValue<int>().ShouldBe(1);
        await UntilAsync(api, id, s => s["archivedAt"] is not null);
    }

    [Fact]
    public async Task Archive_that_asks_for_rest_gets_it()
    {
        _archive.Answer = (_, http) =>
        {
            http.Response.Headers.RetryAfter = "3600";
            return 429;
        };
        await using var api = await StartAsync();
        await SourceAsync(api, "https://example.org/a");
        var waiting = await Until.ResultAsync(() => RequestsAsync(api), r => r is [{ } one] && one["error"] is not null);
        var due = DateTimeOffset.Parse(waiting[0]!["dueAt"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        (due - TimeProvider.System.GetUtcNow()).ShouldBeGreaterThan(TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task Archive_is_not_asked_faster_than_allowed()
    {
        await using var api = await StartAsync(o => o.PerMinute = 1);
        await SourceAsync(api, "https://example.org/a");
        await SourceAsync(api, "https://example.org/b");
        var left = await Until.ResultAsync(() => RequestsAsync(api), r => r.Count == 1 && _archive.Asked.Count == 1);
        left[0]!["attempts"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Program_gets_the_address_as_one_argument_and_no_shell_sees_it()
    {
        var (program, log) = (Path.Combine(_folder.FullName, "keep"), Path.Combine(_folder.FullName, "log"));
        await File.WriteAllTextAsync(
            program,
            $"#!/bin/sh\nprintf '%s|' \"$@\" >> {log}\necho Saved.\necho https://archive.example/1\n",
            TestContext.Current.CancellationToken
        );
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a shell script.");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using var api = await StartAsync(o => (o.Endpoint, o.Command) = (null, [program, "--quiet", "{url}"]));
        const string url = "https://example.org/a?b=$(touch%20x)&c=`id`;d";
        var source = await UntilAsync(api, await SourceAsync(api, url), s => s["archivedAt"] is not null);
        source["archivedAt"]!.GetValue<string>().ShouldBe("https://archive.example/1");
        (await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken)).ShouldBe($"--quiet|{new Uri(url).AbsoluteUri}|");
    }

    [Theory]
    [InlineData("/bin/false", "The program ended with exit code 1: it said nothing.")]
    [InlineData("/bin/true", "The archive did not say where the copy is.")]
    [InlineData("/no/such/program", "The program '/no/such/program' could not be started")]
    public async Task Program_that_fails_is_named(string program, string error)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are those of Unix.");
        await using var api = await StartAsync(o => (o.Endpoint, o.Command) = (null, [program]));
        await SourceAsync(api, "https://example.org/a");
        var given = await Until.ResultAsync(() => RequestsAsync(api, "failed: true"), r => r.Count > 0);
        given[0]!["error"]!.GetValue<string>().ShouldStartWith(error);
    }

    private async Task<Api> StartAsync(Action<ArchiveOptions>? configure = null)
    {
        var options = new ArchiveOptions
        {
            Endpoint = _archive.Endpoint,
            PerMinute = 6_000,
            MaxAttempts = 3,
            FirstRetry = TimeSpan.FromMilliseconds(10),
            PollInterval = TimeSpan.FromMilliseconds(20),
        };
        configure?.Invoke(options);
        var api = await Api.StartAsync(services: s => s.AddArchive(options));
        await Until.ResultAsync(async () => await api.Store.Followers.FindAsync("archive"), f => f is not null);
        return api;
    }

    private static async Task<string> SourceAsync(Api api, string url) =>
        (await api.DataAsync("mutation ($url: String!) { createSource(input: { url: $url }) { source { id } } }", new { url }))[
            "createSource"
        ]!["source"]!["id"]!.GetValue<string>();

    private static Task<JsonNode> UntilAsync(Api api, string id, Func<JsonNode, bool> wanted) =>
        Until.ResultAsync(
            async () =>
            {
                var data = await api.DataAsync($$"""{ source(id: "{{id}}") { archivedAt } ledger { entries { principal reason } } }""");
                var source = data["source"]!;
                source["history"] = data["ledger"]!["entries"]!.DeepClone();
                return source;
            },
            wanted
        );

    private static async Task<JsonArray> RequestsAsync(Api api, string arguments = "failed: false") =>
        (await api.DataAsync($$"""{ archiveRequests({{arguments}}) { id source { url } attempts dueAt error } }"""))[
            "archiveRequests"
        ]!.AsArray();
}
