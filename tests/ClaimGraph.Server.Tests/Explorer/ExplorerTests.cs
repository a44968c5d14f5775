using System.Net;
using ClaimGraph.GraphQL.Transport.Explorer;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Tests.GraphQL;
using Deque.AxeCore.Playwright;
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
        ExplorerPage.Samples().Count.ShouldBeGreaterThan(6);
        foreach (var (title, query) in ExplorerPage.Samples().Where(s => !s.Query.Contains("\nsubscription ", StringComparison.Ordinal)))
        {
            var data = (await api.DataAsync(query)).ToJsonString();
            data.Length.ShouldBeGreaterThan(200, title);
            data.ShouldNotContain("\"userErrors\":[{");
        }
    }

    [Fact]
    public async Task A_subscription_shows_what_is_committed_then()
    {
        await using var api = await World.StartAsync();
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await OpenAsync(api, browser);
        await page.GetByLabel("Sample queries").SelectOptionAsync("Follow the changes");
        await page.Locator("#run").ClickAsync();
        await Assertions.Expect(page.Locator("#state")).ToContainTextAsync("waiting for events");
        await api.DataAsync("""mutation { createActor(input: { name: "Somebody new" }) { revision } }""");
        await Assertions.Expect(page.Locator("#state")).ToContainTextAsync("1 event");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Assertions.Expect(page.Locator("#state")).ToContainTextAsync("stopped");
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Queries_headers_and_history_outlive_a_reload_and_keys_are_dots()
    {
        await using var api = await World.StartAsync();
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await OpenAsync(api, browser);
        await page.GetByRole(AriaRole.Button, new() { Name = "New query" }).ClickAsync();
        await Query(page).FillAsync("query Mine { viewer { name } }");
        await page.Locator("#headers").FillAsync($"Authorization: Bearer {api.Secret}");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("#answer")).ToContainTextAsync("tests");
        await page.ReloadAsync();
        (await Query(page).InputValueAsync()).ShouldBe("query Mine { viewer { name } }");
        (await page.Locator("#headers").InputValueAsync()).ShouldContain(api.Secret);
        var shown = await page.Locator("#headers").EvaluateAsync<string>("e => e.previousElementSibling.textContent");
        shown.ShouldStartWith("Authorization: Bearer •••");
        shown.ShouldNotContain("cg_");
        (await page.EvaluateAsync<string>("JSON.stringify(localStorage)")).ShouldNotContain(api.Secret);
        (await page.GetByRole(AriaRole.Tab).AllTextContentsAsync()).ShouldBe(["WhoDidNotSign", "Mine"]);
        await page.GetByRole(AriaRole.Tab, new() { Name = "Mine" }).FocusAsync();
        await page.Keyboard.PressAsync("Delete");
        (await page.GetByRole(AriaRole.Tab).AllTextContentsAsync()).ShouldBe(["WhoDidNotSign"]);
        await page.GetByLabel("Queries that you ran").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        (await Query(page).InputValueAsync()).ShouldBe("query Mine { viewer { name } }");
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Brackets_come_in_pairs_and_everything_can_be_undone()
    {
        await using var api = await World.StartAsync();
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await OpenAsync(api, browser);
        await Query(page).FillAsync("");
        await Query(page).PressSequentiallyAsync("{actors(first:3){totalCount");
        (await Query(page).InputValueAsync()).ShouldBe("{actors(first:3){totalCount}}");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Shift+Alt+F");
        (await Query(page).InputValueAsync()).ShouldBe("{\n  actors(first: 3) {\n    totalCount\n  }\n}\n");
        await page.Keyboard.PressAsync("Control+z");
        (await Query(page).InputValueAsync()).ShouldBe("{actors(first:3){totalCount}}");
        await page.Keyboard.PressAsync("Control+/");
        (await Query(page).InputValueAsync()).ShouldBe("# {actors(first:3){totalCount}}");
        await page.Keyboard.PressAsync("Control+/");
        await page.GetByLabel("Sample queries").SelectOptionAsync("Dashboard");
        (await Query(page).InputValueAsync()).ShouldContain("query Dashboard");
        await Query(page).FocusAsync();
        await page.Keyboard.PressAsync("Control+z");
        (await Query(page).InputValueAsync()).ShouldBe("{actors(first:3){totalCount}}");
        complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{ node(id: 1) { ... on ", "Statement", "VerdictCount")]
    [InlineData("{ statements { nodes { about { ... ", "on Event", "on Source")]
    [InlineData("query($mine: Int, $other: Int) { statements(first: $", "$mine", "$first")]
    [InlineData("{ statements @", "@include", "@deprecated")]
    [InlineData("{ statements(filter: { verdict: { eq: ", "MIXED", "REBUTS")]
    public async Task Completions_are_what_can_stand_there(string typed, string offered, string notOffered)
    {
        await using var api = await Api.StartAsync();
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await OpenAsync(api, browser);
        await Query(page).FillAsync(typed);
        await Query(page).FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("Control+ ");
        var options = await page.Locator("#completions li").AllTextContentsAsync();
        options.ShouldContain(offered);
        options.ShouldNotContain(notOffered);
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Errors_are_marked_where_they_are_answers_fold_and_links_open()
    {
        await using var api = await World.StartAsync();
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await OpenAsync(api, browser);
        await Assertions.Expect(page.Locator("#answer")).ToHaveTextAsync("Press Run, or Ctrl+Enter.");
        await Query(page).FillAsync("{\n  nothing\n}");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator(".mark")).ToHaveTextAsync("nothing");
        complaints.RemoveAll(c => c.Contains("422", StringComparison.Ordinal)); // the browser says so, too
        await Query(page).FillAsync("{ actors(first: 1) { nodes { name } } }");
        await Assertions.Expect(page.Locator(".mark")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("#answer")).ToContainTextAsync("Reuters");
        await page.Locator("#answer summary", new() { HasText = "nodes" }).Last.ClickAsync();
        await Assertions.Expect(page.GetByText("Reuters")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy link" }).ClickAsync();
        await Assertions.Expect(page.Locator("#state")).ToContainTextAsync("link");
        var (other, _) = await browser.OpenAsync(new Uri(page.Url));
        (await Query(other).InputValueAsync()).ShouldBe("{ actors(first: 1) { nodes { name } } }");
        complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Nothing_keeps_anybody_from_using_it(ColorScheme colours)
    {
        await using var api = await World.StartAsync();
        await using var browser = await Browser.StartAsync();
        var (page, _) = await browser.OpenAsync(new Uri(api.Http.BaseAddress!, "/graphql"), new() { ColorScheme = colours });
        await page.GetByRole(AriaRole.Button, new() { Name = "Statement", Exact = true }).WaitForAsync();
        await Query(page).FillAsync("{ actors(first: 1) { nodes { name } } }");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("#answer")).ToContainTextAsync("Reuters");
        var found = await page.RunAxe();
        found.Violations.Select(v => $"{v.Id}: {string.Join(", ", v.Nodes.Select(n => n.Html))}").ShouldBeEmpty();
    }

    private static ILocator Query(IPage page) => page.GetByLabel("Query", new() { Exact = true });

    private static async Task<(IPage Page, List<string> Complaints)> OpenAsync(Api api, Browser browser)
    {
        var (page, complaints) = await browser.OpenAsync(new Uri(api.Http.BaseAddress!, "/graphql"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Statement", Exact = true }).WaitForAsync(); // the schema is there
        return (page, complaints);
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
