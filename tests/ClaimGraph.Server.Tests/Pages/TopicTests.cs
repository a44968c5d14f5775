using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ClaimGraph.Server.Tests.Explorer;
using Microsoft.Playwright;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>The pages of topics, tables for spreadsheets, and the argument map that moves.</summary>
public sealed class TopicTests(SampleSite site) : IClassFixture<SampleSite>
{
    private const string Stock = "/statements/only-us-uk-did-not-sign";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task Topics_are_found_from_the_overview_and_from_a_claim()
    {
        (await HtmlAsync("/")).ShouldContain("href=\"/topics\"");
        (await HtmlAsync("/topics")).ShouldContain("href=\"/topics/geopolitics\"");
        (await HtmlAsync(Stock)).ShouldContain("href=\"/topics/");
    }

    [Fact]
    public async Task A_topic_shows_its_claims_their_verdicts_the_evidence_on_them_and_who_made_them()
    {
        var answer = await site.Api.DataAsync(
            """
            {
              statements(filter: { topics: { has: "geopolitics" } }) { totalCount }
              supporting: allEvidence(filter: { stance: { eq: SUPPORTS }, target: { statement: { topics: { has: "geopolitics" } } } }) {
                totalCount
              }
            }
            """
        );
        var html = await HtmlAsync("/topics/geopolitics");
        html.ShouldContain($">{answer["statements"]!["totalCount"]} claims</a>");
        Regex.IsMatch(html, $"Supports\\s*</th>\\s*<td>{answer["supporting"]!["totalCount"]}</td>").ShouldBeTrue();
        foreach (
            var title in new[]
            {
                "Verdicts on the claims",
                "Most contested",
                "Who claimed it, and the verdicts",
                "Newest claims",
                "Often together with",
            }
        )
            html.ShouldContain($">{title}</h2>");
        Regex.IsMatch(html, "href=\"/statements\\?topic=geopolitics&claimant=[^\"]+&verdict=[A-Z_]+\"").ShouldBeTrue();
    }

    [Fact]
    public async Task A_topic_has_a_feed_that_its_page_names()
    {
        (await HtmlAsync("/topics/geopolitics")).ShouldContain("type=\"application/atom+xml\" href=\"/topics/geopolitics/claims.atom\"");
        var feed = XElement.Parse(await site.TextAsync("/topics/geopolitics/claims.atom"));
        feed.Elements(Atom + "entry").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("/topics/nothing-has-this-topic")]
    [InlineData("/topics/nothing-has-this-topic/claims.atom")]
    [InlineData("/topics/%FF%FE")]
    public async Task What_no_claim_is_about_is_not_found(string path)
    {
        using var response = await site.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_topic_with_signs_of_addresses_in_it_has_a_page()
    {
        await using var api = await SampleSite.StartAsync();
        await api.DataAsync(
            """mutation { createStatement(input: { text: "It rains.", topics: ["rain/snow & 50% ?"] }) { userErrors { message } } }"""
        );
        var html = WebUtility.HtmlDecode(await SampleSite.TextAsync(api.Http, "/topics"));
        var link = Regex.Match(html, "href=\"(/topics/rain[^\"]*)\"").Groups[1].Value;
        WebUtility.HtmlDecode(await SampleSite.TextAsync(api.Http, link)).ShouldContain("It rains.");
    }

    [Fact]
    public async Task What_a_search_among_claims_finds_can_be_had_as_csv_in_the_order_that_is_shown()
    {
        var query = "q=" + Uri.EscapeDataString("US and UK did not sign") + "&verdict=MIXED";
        (await HtmlAsync("/statements?" + query)).ShouldContain($"href=\"/statements.csv?q=");
        var shown = Regex
            .Matches(await HtmlAsync("/statements?" + query), "<h3 class=\"claim\"[^>]*><a href=\"([^\"]+)\"")
            .Select(m => m.Groups[1].Value)
            .ToArray();
        var rows = Rows(await site.TextAsync("/statements.csv?" + query));
        shown.ShouldNotBeEmpty();
        rows.Skip(1).Take(shown.Length).Select(row => new Uri(row[(row.LastIndexOf(',') + 1)..]).AbsolutePath).ShouldBe(shown);
    }

    [Fact]
    public async Task What_a_search_among_all_records_finds_can_be_had_as_csv()
    {
        (await HtmlAsync("/search?q=Altman&kind=ACTOR")).ShouldContain("href=\"/search.csv?q=Altman&kind=ACTOR\"");
        var rows = Rows(await site.TextAsync("/search.csv?q=Altman&kind=ACTOR"));
        rows[0].ShouldBe("type,id,key,text,language,verdict,publisher,date,url");
        rows.Skip(1).ShouldAllBe(row => row.StartsWith("Actor,", StringComparison.Ordinal));
        rows.ShouldContain(row => row.Contains(",sam-altman,", StringComparison.Ordinal));
        using var nothing = await site.GetAsync("/search.csv");
        nothing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_source_without_a_title_is_called_by_words()
    {
        var html = await HtmlAsync("/sources/src-article");
        html.ShouldContain(">Untitled article</h1>");
        html.ShouldNotContain(">src-article<");
        WebUtility
            .HtmlDecode(await site.TextAsync("/sources/src-article", ("Accept-Language", "it")))
            .ShouldContain(">Senza titolo: articolo</h1>");
    }

    [Theory]
    [InlineData("A title", "https://www.example.org/a", "2025-02-03", "Reuters", "A title")]
    [InlineData(null, "https://www.example.org/a", "2025-02-03", "Reuters", "Reuters, 3 February 2025")]
    [InlineData(null, "https://www.example.org/a", null, null, "example.org")]
    [InlineData(null, null, "2025-02", null, "Untitled article, February 2025")]
    public void A_source_is_called_by_what_people_know_of_it(string? title, string? url, string? date, string? publisher, string name)
    {
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("en-GB");
        ClaimGraph.Pages.Nouns.SourceTitle.Of(title, url, "ARTICLE", date, publisher).ShouldBe(name);
    }

    [Fact]
    public async Task A_map_moves_and_scales_by_keys_buttons_and_dragging_and_comes_back()
    {
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await browser.OpenAsync(new Uri(site.Http.BaseAddress!, Stock + "#map"));
        var (map, svg) = (page.Locator(".map"), page.Locator(".map > svg"));
        await Assertions.Expect(map).ToHaveClassAsync(new Regex("is-live"));
        await map.ScrollIntoViewIfNeededAsync();
        var whole = await WindowAsync(svg);
        await map.FocusAsync();
        await page.Keyboard.PressAsync("+");
        var closer = await WindowAsync(svg);
        closer[2].ShouldBe(whole[2] / 1.25, 0.01);
        await page.Keyboard.PressAsync("ArrowRight");
        (await WindowAsync(svg))[0].ShouldBeGreaterThan(closer[0]);
        await page.Keyboard.PressAsync("0");
        (await WindowAsync(svg)).ShouldBe(whole);
        await page.GetByRole(AriaRole.Button, new() { Name = "Wider" }).ClickAsync();
        (await WindowAsync(svg))[2].ShouldBeGreaterThan(whole[2]);
        await page.GetByRole(AriaRole.Button, new() { Name = "The whole map" }).ClickAsync();
        var box = (await map.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + box.Width / 2 - 80, box.Y + box.Height / 2, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        (await WindowAsync(svg))[0].ShouldBeGreaterThan(whole[0]);
        new Uri(page.Url).AbsolutePath.ShouldBe(Stock); // it was no click
        complaints.ShouldBeEmpty();
    }

    private static async Task<double[]> WindowAsync(ILocator svg) =>
        [
            .. (await svg.GetAttributeAsync("viewBox"))!
                .Split(' ')
                .Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture)),
        ];

    private async Task<string> HtmlAsync(string path) => WebUtility.HtmlDecode(await site.TextAsync(path));

    private static string[] Rows(string csv) => csv.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
}
