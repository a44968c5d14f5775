using System.Net;
using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.Server.Tests.Explorer;
using Microsoft.Playwright;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>Entering a whole article.</summary>
public sealed class ArticleTests(SampleSite site) : IClassFixture<SampleSite>
{
    private const string Stock = "Only the representatives of the United States and the United Kingdom did not sign.";
    private const string Text = "Ann Example writes 🎉:\nThe moon is a stone.\nAnd the sea is deep, as Bob says.\nThat is all.";

    [Fact]
    public async Task With_JavaScript_selected_words_become_assertions_which_are_saved_together()
    {
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await OpenAsync(browser, "/statements");
        await page.GetByRole(AriaRole.Link, new() { Name = "Enter an article" }).ClickAsync();
        await page.GetByLabel("Address of the article").FillAsync("https://example.org/moon");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await page.GetByLabel("Title", new() { Exact = false }).First.FillAsync("Of the moon");
        await page.Locator("#f-text").FillAsync(Text);
        await page.GetByLabel("Who says it").First.FillAsync("Ann Example");
        await Assertions.Expect(page.Locator(".assertion").First).ToBeHiddenAsync();
        var add = page.GetByRole(AriaRole.Button, new() { Name = "Add as an assertion" });
        await QuoteTests.DragOverLineAsync(page, 1);
        await add.ClickAsync();
        await Assertions.Expect(page.GetByText("Added as assertion 1.")).ToBeVisibleAsync();
        await SelectAsync(page, "the sea is deep");
        await add.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#f-claim-1")).ToHaveValueAsync("the sea is deep");
        await page.Locator("#f-claim-1").FillAsync("The sea is deep.");
        await page.Locator("#f-actor-1").FillAsync("Bob");
        await SelectAsync(page, "That is all");
        await add.ClickAsync();
        await page.Locator(".assertion:visible").Last.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(page.Locator(".assertion:visible")).ToHaveCountAsync(2);
        var before = await RevisionAsync();
        (await Looks.ProblemsAsync(page)).ShouldBeEmpty();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the article" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The article is saved with its claims.")).ToBeVisibleAsync();
        (await RevisionAsync()).ShouldBe(before + 1);
        await Assertions.Expect(page.Locator(".snapshot mark")).ToHaveTextAsync(["The moon is a stone.", "the sea is deep"]);
        (await AppearancesAsync("https://example.org/moon")).ShouldBe([
            ("The moon is a stone.", "Ann Example", "The moon is a stone.", "Ann Example writes 🎉:\n"),
            ("The sea is deep.", "Bob", "the sea is deep", "Ann Example writes 🎉:\nThe moon is a stone.\nAnd "),
        ]);
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_JavaScript_there_is_room_for_more_assertions_than_the_page_began_with()
    {
        await using var browser = await Browser.StartAsync();
        var (page, _) = await OpenAsync(browser, "/articles/new?text=paste");
        await page.GetByLabel("Title").First.FillAsync("Of numbers");
        await page.Locator("#f-text").FillAsync(string.Join('\n', Enumerable.Range(100, 12).Select(n => $"The number {n} is a number.")));
        foreach (var number in Enumerable.Range(100, 12))
        {
            await SelectAsync(page, $"The number {number} is a number.");
            await page.GetByRole(AriaRole.Button, new() { Name = "Add as an assertion" }).ClickAsync();
        }
        await Assertions.Expect(page.Locator("#f-quote-11")).ToHaveValueAsync("The number 111 is a number.");
        await Assertions.Expect(page.Locator("#assertion-11")).ToHaveTextAsync("Assertion 12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the article" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The article is saved with its claims.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".snapshot mark")).ToHaveCountAsync(12);
    }

    [Fact]
    public async Task Without_JavaScript_assertions_are_typed_and_those_that_are_here_are_linked()
    {
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await OpenAsync(
            browser,
            "/articles/new?url=https://example.org/typed",
            new() { JavaScriptEnabled = false }
        );
        await page.Locator("#f-text").FillAsync("US and UK alone did not sign. The sun is a lamp, it is said. The end.");
        await page.Locator("#f-quote-0").FillAsync("US and UK alone did not sign");
        await page.Locator("#f-claim-0").FillAsync("Only representatives of the United States and the United Kingdom did not sign it.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Room for more assertions" }).ClickAsync();
        await Assertions.Expect(page.Locator("#f-quote-7")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Some of these claims may be here already")).ToBeVisibleAsync();
        await page.Locator("#f-quote-5").FillAsync("The sun is a lamp");
        await page.Locator("#f-quote-6").FillAsync("words that are nowhere");
        var before = await RevisionAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = Stock }).CheckAsync();
        await SaveAsync(page);
        await Assertions.Expect(page.Locator("#f-quote-6-mistake")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Radio, new() { Name = Stock })).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator("#f-text")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("The sun is a lamp"));
        (await RevisionAsync()).ShouldBe(before);
        await page.Locator("#f-quote-6").FillAsync("");
        await SaveAsync(page);
        await Assertions.Expect(page.GetByText("The article is saved with its claims.")).ToBeVisibleAsync();
        (await RevisionAsync()).ShouldBe(before + 1);
        (await AppearancesAsync("https://example.org/typed"))
            .Select(a => (a.Claim, a.Quote))
            .ShouldBe([(Stock, "US and UK alone did not sign"), ("The sun is a lamp", "The sun is a lamp")]);
        complaints.Where(c => !c.Contains("422", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_field()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Contributor);
        using var empty = await desk.SendAsync("/articles/new", ("form", "e0"), ("quote-0", ""), ("claim-1", "A claim without words."));
        empty.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await Desk.HtmlAsync(empty);
        html.ShouldContain("<a href=\"#f-title\">Enter the address of the article, or its title.");
        html.ShouldContain("<a href=\"#f-text\">Paste the text");
        html.ShouldContain("<a href=\"#f-quote-1\">Choose the words");
        html.ShouldContain("A claim without words.");
        using var wrong = await desk.SendAsync(
            "/articles/new",
            ("form", "e1"),
            ("url", "no address"),
            ("text", "A text."),
            ("language", "?")
        );
        html = await Desk.HtmlAsync(wrong);
        html.ShouldContain("<a href=\"#f-url\">");
        html.ShouldContain("<a href=\"#f-quote-0\">Enter at least one assertion");
    }

    [Fact]
    public async Task One_claim_that_an_article_repeats_is_entered_once_and_what_is_sent_twice_is_done_once()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Contributor);
        (string, string)[] article =
        [
            ("form", "twice"),
            ("title", "Repeated"),
            ("language", "en"),
            ("text", "Grass is green. Yes, grass is always green."),
            ("speaker", "Zoe Example"),
            ("quote-0", "Grass is green"),
            ("claim-0", "Grass is green."),
            ("quote-1", "grass is always green"),
            ("claim-1", "Grass is green."),
        ];
        using var first = await desk.SendAsync("/articles/new", article);
        var address = first.Headers.Location.ShouldNotBeNull(await Desk.HtmlAsync(first)).ToString();
        address.ShouldStartWith("/sources/repeated-");
        var before = await RevisionAsync();
        using var again = await desk.SendAsync("/articles/new", [.. article, ("same-0", "")]);
        again.Headers.Location!.ToString().ShouldBe(address, await Desk.HtmlAsync(again));
        (await RevisionAsync()).ShouldBe(before);
        var data = await site.Api.DataAsync(
            """{ statements(filter: { text: { eq: "Grass is green." } }) { nodes { appearanceCount claimant { name } } } }"""
        );
        data["statements"]!["nodes"]!.ToJsonString().ShouldBe("""[{"appearanceCount":2,"claimant":{"name":"Zoe Example"}}]""");
    }

    [Fact]
    public async Task From_the_page_of_a_source_further_claims_of_it_are_entered()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Contributor);
        var id = (await site.Api.DataAsync("""{ source(key: "src-article") { id } }"""))["source"]!["id"]!.GetValue<string>();
        var path = $"/articles/new?source={id}";
        (await desk.ReadAsync($"/sources/{id}")).Html.ShouldContain(path);
        (await desk.ReadAsync(path)).Html.ShouldContain("<textarea id=\"source-text\" readonly");
        (await desk.ReadAsync("/articles/new?source=nothing")).Status.ShouldBe(404);
        const string words = "ha svolto un “bel lavoro”";
        using var saved = await desk.SendAsync(path, ("form", "of-source"), ("quote-0", words), ("seen-0", words));
        saved.Headers.Location.ShouldNotBeNull(await Desk.HtmlAsync(saved)).ToString().ShouldBe($"/sources/{id}?done=article#claims");
    }

    [Fact]
    public async Task A_reader_proposes_an_article_that_a_proposal_can_hold()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Reader);
        (await desk.ReadAsync("/articles/new?text=paste")).Html.ShouldContain("With your role, you propose");
        (string, string)[] article = [("form", "p"), ("url", "https://example.org/proposed"), ("quote-0", "Ice is cold.")];
        using var tooLong = await desk.SendAsync("/articles/new", [.. article, ("text", "Ice is cold. " + new string('x', 200_000))]);
        (await Desk.HtmlAsync(tooLong)).ShouldContain("<a href=\"#f-text\">This is too long for a proposal");
        using var proposed = await desk.SendAsync("/articles/new", [.. article, ("text", "Ice is cold. It is.")]);
        (await Desk.HtmlAsync(proposed)).ShouldContain("A reviewer will look at it.");
        (await site.Api.DataAsync("""{ source(url: "https://example.org/proposed") { id } }"""))["source"].ShouldBeNull();
    }

    /// <summary>Selects words of the text that is pasted.</summary>
    internal static async Task SelectAsync(IPage page, string words) =>
        await page.Locator("#f-text")
            .EvaluateAsync(
                "(t, words) => { t.focus(); const at = t.value.indexOf(words); t.setSelectionRange(at, at + words.length); }",
                words
            );

    private static Task SaveAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Save the article" }).ClickAsync();

    /// <summary>The claims, their claimants, the quoted words and what stands before them, in the order of the text.</summary>
    private async Task<(string Claim, string? Actor, string Quote, string? Before)[]> AppearancesAsync(string url)
    {
        var data = await site.Api.DataAsync(
            """
            query($url: String) {
              source(url: $url) {
                appearances { nodes { statement { text } actor { name } anchor { exact start entered { prefix } } } }
              }
            }
            """,
            new { url }
        );
        var nodes = data["source"]!["appearances"]!["nodes"]!.AsArray().Select(node => node!);
        return [.. nodes.OrderBy(node => node["anchor"]!["start"]!.GetValue<int>()).Select(Told)];
    }

    private static (string, string?, string, string?) Told(JsonNode node)
    {
        var anchor = node["anchor"]!;
        return (
            node["statement"]!["text"]!.GetValue<string>(),
            node["actor"]?["name"]!.GetValue<string>(),
            anchor["exact"]!.GetValue<string>(),
            anchor["entered"]!["prefix"]?.GetValue<string>()
        );
    }

    private async Task<long> RevisionAsync() => (await site.Api.Store.HeadAsync(TestContext.Current.CancellationToken)).Revision;

    private async Task<(IPage Page, List<string> Complaints)> OpenAsync(Browser browser, string path, BrowserNewPageOptions? options = null)
    {
        var opened = await browser.OpenAsync(new Uri(site.Http.BaseAddress!, "/sign-in?next=" + Uri.EscapeDataString(path)), options);
        await Looks.SignInAsync(opened.Page, site.Api, Role.Contributor);
        return opened;
    }
}
