using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ClaimGraph.Pages;
using ClaimGraph.Server.Tests.Explorer;
using Microsoft.Playwright;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>What other sites and programs make of the pages: cards in frames, feeds, rules for search engines, live parts.</summary>
public sealed class AroundTests(SampleSite site) : IClassFixture<SampleSite>
{
    private const string Stock = "/statements/only-us-uk-did-not-sign";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task Another_site_finds_out_how_to_show_a_claim_as_a_card()
    {
        var html = WebUtility.HtmlDecode(await site.TextAsync(Stock));
        var link = Regex.Match(html, "<link rel=\"alternate\" type=\"application/json\\+oembed\" href=\"([^\"]+)\"").Groups[1].Value;
        var answer = JsonNode.Parse(await site.TextAsync(link))!;
        answer["version"]!.GetValue<string>().ShouldBe("1.0");
        answer["type"]!.GetValue<string>().ShouldBe("rich");
        answer["title"]!.GetValue<string>().ShouldStartWith("Only the representatives");
        var frame = WebUtility.HtmlDecode(Regex.Match(answer["html"]!.GetValue<string>(), "src=\"([^\"]+)\"").Groups[1].Value);
        frame.ShouldBe(new Uri(site.Http.BaseAddress!, $"/embed{Stock}").ToString());
        var xml = XElement.Parse(await site.TextAsync(link.Replace("format=json", "format=xml&maxwidth=300", StringComparison.Ordinal)));
        xml.Element("width")!.Value.ShouldBe("300");
        xml.Element("html")!.Value.ShouldContain("width=\"300\"");
        html.ShouldContain($"<iframe src=\"{frame}\"");
    }

    [Theory]
    [InlineData("/oembed")]
    [InlineData("/oembed?url=https://evil.example/statements/only-us-uk-did-not-sign")]
    [InlineData("/oembed?url=HERE/statements/no-such-key")]
    [InlineData("/oembed?url=HERE/queues")]
    [InlineData("/oembed?url=HERE/statements/only-us-uk-did-not-sign&format=yaml")]
    [InlineData("/embed/statements/no-such-key")]
    [InlineData("/feeds/no-such-queue.atom")]
    public async Task What_has_no_card_and_no_feed_is_not_found(string path)
    {
        var here = site.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        using var response = await site.GetAsync(path.Replace("HERE", here, StringComparison.Ordinal));
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_cards_are_shown_in_frames_and_only_by_the_sites_that_may()
    {
        await using var api = await SampleSite.StartAsync(
            pages: new PagesOptions { EmbeddedBy = ["https://a.example", "https://b.example"] }
        );
        (await FramesAsync(site.Http, $"/embed{Stock}")).ShouldBe("*");
        (await FramesAsync(site.Http, "/embed/overview")).ShouldBe("*");
        (await FramesAsync(site.Http, Stock)).ShouldBe("'none'");
        (await FramesAsync(api.Http, $"/embed{Stock}")).ShouldBe("https://a.example https://b.example");
        (await FramesAsync(api.Http, "/sign-in")).ShouldBe("'none'");
    }

    [Fact]
    public async Task Every_queue_has_a_feed_that_its_page_names()
    {
        var html = WebUtility.HtmlDecode(await site.TextAsync("/queues"));
        var feeds = Regex.Matches(html, "<link rel=\"alternate\" type=\"application/atom\\+xml\" href=\"([^\"]+)\"");
        feeds.Count.ShouldBeGreaterThan(3);
        foreach (var address in feeds.Select(m => m.Groups[1].Value).Append("/feeds/claims.atom").Append("/feeds/verdicts.atom"))
        {
            var feed = XElement.Parse(await site.TextAsync(address));
            feed.Element(Atom + "id")!.Value.ShouldEndWith(address);
            var entries = feed.Elements(Atom + "entry").ToArray();
            entries.ShouldNotBeEmpty(address);
            entries.Select(e => e.Element(Atom + "id")!.Value).ShouldBeUnique();
            foreach (var link in entries.Take(2).Select(e => e.Element(Atom + "link")!.Attribute("href")!.Value))
                await site.TextAsync(new Uri(link).PathAndQuery);
        }
    }

    [Fact]
    public async Task Search_engines_are_kept_out_where_the_option_says_so()
    {
        await using var hidden = await SampleSite.StartAsync(pages: new PagesOptions { Indexed = false });
        (await SampleSite.TextAsync(hidden.Http, "/robots.txt")).ShouldBe("User-agent: *\nDisallow: /\n");
        using var response = await SampleSite.GetAsync(hidden.Http, Stock);
        response.Headers.GetValues("X-Robots-Tag").ShouldBe(["noindex"]);
        using var shown = await site.GetAsync(Stock);
        shown.Headers.Contains("X-Robots-Tag").ShouldBeFalse();
        (await site.TextAsync("/robots.txt")).ShouldContain("Sitemap: ");
    }

    [Fact]
    public async Task The_map_of_the_site_lists_pages_that_there_are()
    {
        var map = XElement.Parse(await site.TextAsync("/sitemap.xml"));
        var addresses = map.Descendants().Where(e => e.Name.LocalName == "loc").Select(e => new Uri(e.Value)).ToArray();
        addresses.Select(a => a.AbsolutePath).ShouldContain("/topics");
        addresses.Select(a => a.AbsolutePath).ShouldContain(Stock);
        addresses.ShouldBeUnique();
        foreach (var address in addresses.Take(8))
            await site.TextAsync(address.PathAndQuery);
    }

    [Theory]
    [InlineData("/")]
    [InlineData(Stock)]
    [InlineData("/topics/geopolitics")]
    [InlineData("/actors/sam-altman")]
    [InlineData("/sources/src-digwatch")]
    public async Task A_page_tells_other_sites_what_it_is_called_and_where_it_is(string path)
    {
        var html = WebUtility.HtmlDecode(await site.TextAsync(path));
        var address = new Uri(site.Http.BaseAddress!, path).ToString();
        html.ShouldContain($"<link rel=\"canonical\" href=\"{address}\"");
        html.ShouldContain($"<meta property=\"og:url\" content=\"{address}\"");
        Regex.IsMatch(html, "<meta property=\"og:title\" content=\"[^\"]+\"").ShouldBeTrue();
        Regex.IsMatch(html, "<meta property=\"og:description\" content=\"[^\"]+\"").ShouldBeTrue();
    }

    [Fact]
    public async Task A_view_of_the_claims_is_kept_by_its_address()
    {
        const string view = "/statements?verdict=MIXED&topic=geopolitics&sort=rebutted";
        var html = WebUtility.HtmlDecode(await site.TextAsync(view));
        html.ShouldContain("href=\"/statements.csv?verdict=MIXED&topic=geopolitics&sort=rebutted\"");
        html.ShouldContain("<input type=\"hidden\" name=\"topic\" value=\"geopolitics\"");
        html.ShouldContain("content=\"noindex\"");
    }

    [Theory]
    [InlineData("https://example.org/", false)]
    [InlineData("example.org", false)]
    [InlineData("https://example.org; script-src *", false)]
    [InlineData("https://example.org", true)]
    [InlineData("*", true)]
    public void A_site_that_may_show_cards_is_an_origin(string entry, bool isOne) =>
        new PagesOptionsValidator().Validate(null, new PagesOptions { EmbeddedBy = [entry] }).Succeeded.ShouldBe(isOne);

    [Fact]
    public async Task The_latest_changes_appear_on_the_overview_of_somebody_else()
    {
        await using var api = await SampleSite.StartAsync();
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await browser.OpenAsync(api.Http.BaseAddress!);
        await page.WaitForTimeoutAsync(500); // until it listens
        await page.EvaluateAsync("() => { window.isSamePage = true; }");
        var id = (await api.DataAsync("""{ statement(key: "only-us-uk-did-not-sign") { id } }"""))["statement"]!["id"]!.GetValue<string>();
        await api.DataAsync(
            "mutation($input: AddEvidenceInput!) { addEvidence(input: $input) { userErrors { message } } }",
            new
            {
                input = new
                {
                    targetId = id,
                    stance = "CONTEXT",
                    source = new { url = "https://example.org/live", title = "Seen live" },
                },
            }
        );
        await Assertions.Expect(page.Locator("#latest-list")).ToContainTextAsync("Seen live");
        (await page.EvaluateAsync<bool>("() => window.isSamePage === true")).ShouldBeTrue();
        complaints.ShouldBeEmpty();
    }

    private static async Task<string> FramesAsync(HttpClient http, string path)
    {
        using var response = await SampleSite.GetAsync(http, path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return Regex.Match(response.Headers.GetValues("Content-Security-Policy").Single(), "frame-ancestors (.*)$").Groups[1].Value;
    }
}
