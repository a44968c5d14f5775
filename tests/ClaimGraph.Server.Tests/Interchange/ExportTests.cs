using System.Net;
using System.Text.Json.Nodes;
using ClaimGraph.Changes;
using ClaimGraph.Server.Access;
using ClaimGraph.Server.Exports;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Tests.GraphQL;
using CsvHelper;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.Server.Tests.Interchange;

/// <summary>Exports over HTTP: what a filter selects, in every format.</summary>
public sealed class ExportTests : IAsyncLifetime
{
    private Api _api = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await StartAsync();
        await SampleArticle.LoadIntoNewAsync(_api.Store, _api.Ids, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("""{"checkable":{"eq":true}}""")]
    [InlineData("""{"text":{"contains":"treaty"}}""")]
    [InlineData("""{"or":[{"key":{"eq":"only-us-uk-did-not-sign"}},{"evidence":{"some":{"stance":{"eq":"REBUTS"}}}}]}""")]
    public async Task A_filter_selects_what_the_query_of_the_list_gives(string filter)
    {
        var listed = await _api.DataAsync(
            "query($f: StatementFilter) { statements(filter: $f, first: 100) { nodes { key } } }",
            new { f = JsonNode.Parse(filter) }
        );
        var expected = listed["statements"]!["nodes"]!.AsArray().Select(n => (string?)n!["key"]).Order(StringComparer.Ordinal);
        var lines = (await TextAsync($"/export/statements.ndjson?filter={Uri.EscapeDataString(filter)}")).Trim().Split('\n');

        lines[0].ShouldBe("""{"format":"claimgraph/1"}""");
        lines.Skip(1).Select(l => (string?)JsonNode.Parse(l)!["statement"]!["key"]).Order(StringComparer.Ordinal).ShouldBe(expected);
    }

    [Fact]
    public async Task A_table_has_a_row_for_each_record_and_no_formula()
    {
        await _api.Store.CommitAsync(
            new ChangeSet
            {
                Principal = "test",
                Operations =
                [
                    new Create(_api.Ids.Next(NodeKind.Statement), new StatementContent { Text = "=HYPERLINK(\"http://x\";\"a\")" }),
                ],
            }
        );
        using var response = await GetAsync("/export/statements.csv");
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        using var csv = CsvReader.FromText(await response.Content.ReadAsStringAsync(Cancel), CsvReaderOptions.Default);
        var (text, key) = (csv.Headers.ToList().IndexOf("text"), csv.Headers.ToList().IndexOf("key"));
        csv.Headers.ShouldContain("strength");
        List<(string Key, string Text)> rows = [];
        while (csv.Read())
            rows.Add((csv.GetString(key), csv.GetString(text)));
        rows.Count.ShouldBe((int)await _api.Store.CountAsync(NodeKind.Statement, null));
        rows.ShouldContain(r => r.Text == "'=HYPERLINK(\"http://x\";\"a\")");
        rows.ShouldContain(r => r.Key == "only-us-uk-did-not-sign");
    }

    [Theory]
    [InlineData("statements.csv", """{}""")]
    [InlineData("statements.ndjson", """{}""")]
    [InlineData("sources.csv", """{"texts of snapshots":1}""")]
    [InlineData("sources.csl.json", """{"sources without title, address and DOI":1,"derivedFrom of sources":3}""")]
    [InlineData("sources.ris", """{"sources without title, address and DOI":1,"derivedFrom of sources":3}""")]
    public async Task What_a_download_leaves_out_can_be_asked_for(string file, string losses) =>
        (await TextAsync($"/export/{file}?losses=true")).ShouldBe($$"""{"losses":{{losses}}}""");

    [Fact]
    public async Task Losses_are_those_of_what_the_filter_selects()
    {
        (await TextAsync("/export/sources.csv?losses=true&filter=%7B%22title%22%3A%7B%22eq%22%3A%22none%22%7D%7D")).ShouldBe(
            """{"losses":{}}"""
        );
        (await GetAsync("/export/sources.csv?losses=yes")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    [InlineData("json")]
    public async Task Every_list_goes_out_in_every_format_of_all_lists(string extension)
    {
        foreach (var noun in Noun.All)
            (await GetAsync($"/export/{noun.Plural}.{extension}")).StatusCode.ShouldBe(HttpStatusCode.OK, noun.Plural);
    }

    [Fact]
    public async Task The_past_and_what_was_changed_since_go_out_too()
    {
        var before = (await _api.Store.HeadAsync()).Revision;
        var id = (await _api.Store.FindAsync([NaturalKey.OfCaller(NodeKind.Statement, "only-us-uk-did-not-sign")]))[0]!.Value;
        var old = (Statement)(await _api.Store.GetAsync([id]))[0]!;
        await _api.Store.CommitAsync(
            new ChangeSet { Principal = "test", Operations = [new Update(id, old.Version, old.Content with { Note = "changed" })] }
        );

        (await TextAsync($"/export/statements.ndjson?since={before}")).Trim().Split('\n').Length.ShouldBe(2);
        (await TextAsync($"/export/statements.ndjson?asOf={before}")).ShouldNotContain("\"note\":\"changed\"");
        (await TextAsync("/export/statements.ndjson")).ShouldContain("\"note\":\"changed\"");
        (await TextAsync("/export/statements.ndjson?asOf=0")).Trim().Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public async Task The_tag_is_the_revision_and_who_has_it_gets_no_more()
    {
        using var response = await GetAsync("/export/all.json");
        response.Headers.ETag!.ToString().ShouldBe($"W/\"{(await _api.Store.HeadAsync()).Revision}\"");
        var again = await GetAsync("/export/all.json", ("If-None-Match", response.Headers.ETag.ToString()));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var head = await _api.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/export/all.json"), Cancel);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("application/x-ndjson", "application/x-ndjson")]
    [InlineData("text/csv;q=0.5, application/json", "application/json")]
    [InlineData("*/*", "application/json")]
    public async Task Without_an_ending_the_client_says_what_it_takes(string accept, string type) =>
        (await GetAsync("/export/actors", ("Accept", accept))).Content.Headers.ContentType!.MediaType.ShouldBe(type);

    [Theory]
    [InlineData("/export/nothing.csv", 404, "statements")]
    [InlineData("/export/statements.doc", 404, "ndjson")]
    [InlineData("/export/all.csv", 400, "for one list")]
    [InlineData("/export/all.json?filter={}", 400, "name the list")]
    [InlineData("/export/statements.csv?filter=x", 400, "not valid JSON")]
    [InlineData("/export/statements.csv?filter=[]", 400, "not a JSON object")]
    [InlineData("/export/statements.csv?filter={%22nothing%22:{%22eq%22:1}}", 422, "nothing")]
    [InlineData("/export/statements.csv?filter={%22key%22:{%22eq%22:1}}", 422, "")]
    [InlineData("/export/statements.csv?filter={%22about%22:{%22eq%22:%22x%22}}", 422, "")]
    [InlineData("/export/statements.csv?asOf=99999", 400, "99999")]
    [InlineData("/export/statements.csv?asOf=yesterday", 422, "")]
    [InlineData("/export/statements.csv?since=99999", 400, "does not exist")]
    [InlineData("/export/statements.csv?since=x", 400, "whole number")]
    [InlineData("/export/statements.csv?since=1&since=2", 400, "once")]
    [InlineData("/export/statements.csv?first=3", 400, "filter, asOf, since")]
    public async Task What_is_wrong_is_refused_and_named(string path, int status, string words)
    {
        using var response = await GetAsync(path);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        ((int)response.StatusCode).ShouldBe(status, text);
        ((string?)JsonNode.Parse(text)!["errors"]![0]!["message"])!.ShouldContain(words);
    }

    [Fact]
    public async Task What_the_client_does_not_take_is_not_sent() =>
        (await GetAsync("/export/actors", ("Accept", "image/png"))).StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);

    [Fact]
    public async Task Who_may_not_read_gets_nothing()
    {
        await using var api = await StartAsync(new AccessOptions { Reading = Gate.Closed });
        using var stranger = new HttpClient { BaseAddress = api.Http.BaseAddress };
        (await stranger.GetAsync("/export/statements.csv", Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await api.Http.GetAsync("/export/statements.csv", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<Api> StartAsync(AccessOptions? access = null) =>
        Api.StartAsync(
            access: access ?? new AccessOptions(),
            endpoints: app => app.MapExports(app.Services.GetRequiredService<IClaimStore>())
        );

    private async Task<string> TextAsync(string path)
    {
        using var response = await GetAsync(path);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return text;
    }

    private async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _api.Http.SendAsync(request, Cancel);
    }
}
