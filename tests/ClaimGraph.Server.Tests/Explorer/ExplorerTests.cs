using System.Net;
using ClaimGraph.GraphQL.Transport.Explorer;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Tests.GraphQL;
using Microsoft.Playwright;

namespace ClaimGraph.Server.Tests.Explorer;

/// <summary>The page that a browser gets, in a browser.</summary>
public class ExplorerTests
{
    [Fact]
    public async Task A_query_is_written_with_completions_run_and_shown()
    {
        await using var api = await World.StartAsync();
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await browser.OpenAsync(new Uri(api.Http.BaseAddress!, "/graphql"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Statement", Exact = true }).WaitForAsync(); // the schema is there
        await page.GetByLabel("Query", new() { Exact = true }).FillAsync("");
        await page.GetByLabel("Query", new() { Exact = true }).PressSequentiallyAsync("query($n: Int) { statements(fir");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(": $n, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { tex");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(" } } }");
        await page.GetByLabel("Variables (JSON)").FillAsync("""{ "n": 1 }""");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("#state")).ToContainTextAsync("200");
        await Assertions.Expect(page.Locator("#state")).ToContainTextAsync("cost 16");
        await Assertions.Expect(page.Locator("#answer")).ToContainTextAsync("The US and the UK did not sign the declaration");
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Variables_and_headers_that_are_none_are_told_and_not_sent()
    {
        await using var api = await Api.StartAsync();
        await using var browser = await Browser.StartAsync();
        var (page, _) = await browser.OpenAsync(new Uri(api.Http.BaseAddress!, "/graphql"));
        await page.GetByLabel("Variables (JSON)").FillAsync("{ n: 1 }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Assertions.Expect(page.Locator("#answer")).ToContainTextAsync("The variables are not JSON");
        await page.GetByLabel("Variables (JSON)").FillAsync("");
        await page.Locator("#headers").FillAsync("Bearer abc");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Assertions.Expect(page.Locator("#answer")).ToContainTextAsync("is no header");
    }

    [Fact]
    public async Task The_schema_is_searched_and_read()
    {
        await using var api = await Api.StartAsync();
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await browser.OpenAsync(new Uri(api.Http.BaseAddress!, "/graphql"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Statement", Exact = true }).WaitForAsync();
        await page.GetByLabel("Search the schema").FillAsync("sourceCou");
        await page.GetByRole(AriaRole.Button, new() { Name = "Statement.sourceCounts" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("#page")).ToContainTextAsync("How many sources active evidence cites, by stance.");
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_sample_answers_on_the_sample_article()
    {
        await using var api = await Api.StartAsync();
        await SampleArticle.LoadIntoNewAsync(api.Store, api.Ids, TestContext.Current.CancellationToken);
        ExplorerPage.Samples().Count.ShouldBeGreaterThan(3);
        foreach (var (title, query) in ExplorerPage.Samples())
            (await api.DataAsync(query)).ToJsonString().Length.ShouldBeGreaterThan(200, title);
    }

    [Fact]
    public async Task Only_browsers_get_the_page_and_only_where_it_is_on()
    {
        await using var api = await Api.StartAsync();
        (await GetAsync(api, "text/html,application/xhtml+xml,*/*;q=0.8")).ShouldBe((HttpStatusCode.OK, "text/html"));
        (await GetAsync(api, "application/json")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await using var off = await Api.StartAsync(options => options.Explorer = false);
        (await GetAsync(off, "text/html")).Status.ShouldBe(HttpStatusCode.NotAcceptable);
    }

    private static async Task<(HttpStatusCode Status, string? Type)> GetAsync(Api api, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType);
    }
}
