using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ClaimGraph.Server.Access;
using ClaimGraph.Server.Tests.GraphQL;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>The pages as they come over HTTP, without a browser.</summary>
public sealed partial class PageTests(SampleSite site) : IClassFixture<SampleSite>
{
    private const string Stock = "/statements/only-us-uk-did-not-sign";

    public static TheoryData<string> Pages => [.. SampleSite.Pages];

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_keeps_its_own_rules(string path)
    {
        using var response = await site.GetAsync(path);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        response
            .Headers.GetValues("Content-Security-Policy")
            .Single()
            .ShouldContain("default-src 'none'; script-src 'self'; style-src 'self'");
        html.ShouldStartWith("<!doctype html>");
        InlineCode().Matches(html).Select(m => m.Value).ShouldBeEmpty();
        OutsideAsset().Matches(html).Select(m => m.Value).ShouldBeEmpty();
        Id().Matches(html).Select(m => m.Groups[1].Value).GroupBy(id => id).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_link_within_the_site_leads_somewhere()
    {
        var (seen, open) = (new HashSet<string>(), new Queue<string>(["/", "/styleguide"]));
        while (open.TryDequeue(out var path) && seen.Count < 120)
        {
            if (!seen.Add(path))
                continue;
            using var response = await site.GetAsync(path);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            ((int)response.StatusCode).ShouldBe(200, $"{path}\n{text}");
            if (response.Content.Headers.ContentType?.MediaType != "text/html")
                continue;
            var ids = Id().Matches(text).Select(m => m.Groups[1].Value).ToHashSet();
            foreach (var href in Href().Matches(text).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)))
                if (href.StartsWith('#'))
                    ids.ShouldContain(href[1..], path);
                else if (!href.StartsWith("/graphql", StringComparison.Ordinal))
                    open.Enqueue(href.Split('#')[0]);
        }
        seen.Count.ShouldBe(120);
    }

    [Fact]
    public async Task A_claim_does_not_wait_until_searches_are_ready()
    {
        await using var starting = await SampleSite.StartAsync(wrap: inner => new WatchedStore(inner)
        {
            BeforeSimilar = c => Task.Delay(Timeout.Infinite, c),
        });
        var html = WebUtility.HtmlDecode(await SampleSite.TextAsync(starting.Http, Stock));
        html.ShouldContain("Only the representatives of the United States and the United Kingdom did not sign.");
        html.ShouldContain("The server is still getting its search ready.");
    }

    [Fact]
    public async Task The_stock_question_is_answered_on_one_page()
    {
        var html = WebUtility.HtmlDecode(await site.TextAsync(Stock));
        html.ShouldContain("Only the representatives of the United States and the United Kingdom did not sign.");
        html.ShouldContain("<mark>solo i rappresentanti degli Stati Uniti e del Regno Unito non hanno firmato</mark>. Ciò indica");
        html.ShouldContain("Author of the article (unsigned)");
        html.ShouldContain("AI Action Summit: UK and US refuse to sign inclusive AI statement");
        html.ShouldContain("About 40 of the countries represented are not among the signatories.");
        html.ShouldContain("Mixed");
        html.IndexOf("The two refusals that the press reported.", StringComparison.Ordinal)
            .ShouldBeLessThan(html.IndexOf("About 40 of the countries", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_record_is_found_by_its_id_and_by_its_key()
    {
        var id = (await site.Api.DataAsync("""{ statement(key: "only-us-uk-did-not-sign") { id } }"""))["statement"]![
            "id"
        ]!.GetValue<string>();
        var byId = await site.TextAsync($"/statements/{id}");
        byId.ShouldContain($"<link rel=\"canonical\" href=\"{site.Http.BaseAddress}statements/only-us-uk-did-not-sign\"");
    }

    [Theory]
    [InlineData("/nothing-is-here", 404)]
    [InlineData("/statements/no-such-key", 404)]
    [InlineData("/statements/DK7MbU1TakY", 404)]
    [InlineData("/actors/only-us-uk-did-not-sign", 404)]
    [InlineData("/statements?after=no-cursor", 404)]
    [InlineData("/statements?verdict=NO_VERDICT_AT_ALL", 404)]
    [InlineData("/statements?claimant=nobody", 404)]
    [InlineData("/statements/no-such-key/map.svg", 404)]
    public async Task A_wrong_address_gets_a_page_that_helps(string path, int status)
    {
        using var response = await site.GetAsync(path);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(status, html);
        html.ShouldContain("This page does not exist");
        html.ShouldContain("href=\"/statements\"");
    }

    [Fact]
    public async Task Odd_parameters_do_no_harm()
    {
        foreach (
            var path in new[]
            {
                "/statements?sort=nonsense&q=",
                "/search?q=%22%3Cscript%3E&kind=NOTHING",
                "/search",
                $"{Stock}?asOf=yesterday",
                "/statements?q=%00%EF%BF%BD",
            }
        )
        {
            using var response = await site.GetAsync(path);
            ((int)response.StatusCode).ShouldBeLessThan(500, path);
        }
        (await site.TextAsync("/search?q=%3Cscript%3Ealert(1)%3C/script%3E")).ShouldNotContain("<script>alert");
    }

    [Fact]
    public async Task Where_reading_needs_a_key_the_page_says_so()
    {
        await using var closed = await SampleSite.StartAsync(new AccessOptions { Reading = Gate.Closed });
        (await SampleSite.GetAsync(closed.Http, "/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var stranger = await closed.ClientAsync(null);
        foreach (var path in new[] { "/", "/statements", Stock, "/statements.csv", "/sitemap.xml" })
        {
            using var response = await SampleSite.GetAsync(stranger, path);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
            var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            html.ShouldContain("Reading needs a key");
            html.ShouldNotContain("United Kingdom");
        }
    }

    [Fact]
    public async Task Who_asks_too_much_is_told_when_to_come_back()
    {
        await using var small = await SampleSite.StartAsync(configure: options =>
            (options.AnonymousCostPerSecond, options.BurstSeconds) = (500, 1)
        );
        using var stranger = await small.ClientAsync(null);
        using var response = await SampleSite.GetAsync(stranger, Stock);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, html);
        html.ShouldContain("You asked for a lot in a short time");
    }

    [Fact]
    public async Task A_retracted_source_shows_the_notice_of_its_publisher()
    {
        await using var own = await SampleSite.StartAsync();
        await own.DataAsync(
            """
            mutation {
              retract(input: { id: "key:src-digwatch", reason: "Made up.", noticeOn: "2025-03", noticeUrl: "https://example.org/notice" }) {
                outcome
              }
            }
            """
        );
        using var response = await SampleSite.GetAsync(own.Http, "/sources/src-digwatch");
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        html.ShouldContain("Made up.");
        html.ShouldContain("href=\"https://example.org/notice\"");
        html.ShouldContain("March 2025");
    }

    [Fact]
    public async Task The_page_speaks_the_language_of_the_browser()
    {
        var html = WebUtility.HtmlDecode(await site.TextAsync(Stock, ("Accept-Language", "it-IT,it;q=0.9,en;q=0.8")));
        html.ShouldContain("<html lang=\"it\"");
        html.ShouldContain("Perché questa forza");
        html.ShouldContain("0,50"); // for people
        html.ShouldNotContain("width=\"0,"); // not for the browser
        Decimals().IsMatch(html).ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_claims_list_shows_can_be_had_as_csv()
    {
        var csv = await site.TextAsync("/statements.csv?verdict=MIXED&sort=rebutted");
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0]
            .ShouldBe(
                "id,key,text,language,kind,verdict,strength,supports,rebuts,context,independentSources,"
                    + "attention,claimant,claimedOn,topics,url"
            );
        lines.Length.ShouldBe(1 + 11);
        lines.Skip(1).ShouldAllBe(line => line.Contains(",MIXED,"));
        (await site.TextAsync("/statements.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1 + 60);
    }

    [Theory]
    [InlineData("a, b", "\"a, b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1), b", "\"'@SUM(A1), b\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData(null, "")]
    public void A_cell_of_the_table_is_text_and_no_formula(string? value, string cell) =>
        ClaimGraph.Pages.Requests.Csv.Cell(value).ShouldBe(cell);

    [Fact]
    public async Task A_claim_is_published_for_search_engines()
    {
        var html = await site.TextAsync(Stock);
        var inPage = JsonNode.Parse(JsonLd().Match(html).Groups[1].Value)!;
        inPage["@graph"]![0]!["@type"]!.GetValue<string>().ShouldBe("Claim");
        var review = inPage["@graph"]![1]!;
        review["@type"]!.GetValue<string>().ShouldBe("ClaimReview");
        review["reviewRating"]!["ratingValue"]!.GetValue<int>().ShouldBe(3);
        review["author"]!["name"]!.GetValue<string>().ShouldBe("Annotators of this article");
        review["url"]!.GetValue<string>().ShouldBe(new Uri(site.Http.BaseAddress!, Stock).ToString());
        JsonNode.DeepEquals(JsonNode.Parse(await site.TextAsync($"{Stock}/claimreview.json")), inPage).ShouldBeTrue();
        JsonNode.DeepEquals(JsonNode.Parse(await site.TextAsync(Stock, ("Accept", "application/ld+json"))), inPage).ShouldBeTrue();
        (await site.TextAsync($"{Stock}?asOf=2026-01-01")).ShouldNotContain("ld+json\">{");
        html.ShouldContain("<meta property=\"og:title\"");
    }

    [Fact]
    public async Task The_map_is_a_picture_of_all_arguments()
    {
        var svg = XElement.Parse(await site.TextAsync($"{Stock}/map.svg"));
        XNamespace ns = "http://www.w3.org/2000/svg";
        svg.Descendants(ns + "title")
            .Select(t => t.Value)
            .ShouldContain(t => t.StartsWith("Rebuts: USA and UK refuse", StringComparison.Ordinal));
        svg.Elements(ns + "path").Count().ShouldBe(5);
    }

    [Fact]
    public async Task The_site_map_lists_every_claim_of_the_sample()
    {
        XNamespace ns = "http://www.sitemaps.org/schemas/sitemap/0.9";
        var urls = XElement.Parse(await site.TextAsync("/sitemap.xml")).Descendants(ns + "loc").Select(l => l.Value).ToArray();
        urls.Length.ShouldBe(65);
        urls.ShouldContain(new Uri(site.Http.BaseAddress!, Stock).ToString());
    }

    [Fact]
    public async Task A_claim_is_shown_as_it_was()
    {
        // The clock of the tests stands in March 2025.
        using var before = await site.GetAsync($"{Stock}?asOf=2025-02-01");
        before.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var early = await before.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        early.ShouldContain("At the end of 1 February 2025 nobody had entered this claim.");
        early.ShouldContain($"""href="{Stock}">Show it as it is now""");
        (await site.TextAsync($"{Stock}?asOf=2025-03-01")).ShouldContain("You see the claim as it was at the end of 1 March 2025.");
    }

    [Fact]
    public async Task Every_quote_stands_marked_in_the_text_of_its_source()
    {
        var html = WebUtility.HtmlDecode(await site.TextAsync("/sources/src-article"));
        Regex.Count(html, "<mark><a href=\"/statements/").ShouldBeGreaterThanOrEqualTo(45);
        html.ShouldContain(">Mentre l’ecosistema occidentale si chiude</a></mark>");
    }

    [Fact]
    public async Task What_a_retraction_would_change_is_shown_to_those_who_may_know()
    {
        (await site.TextAsync("/sources/src-digwatch?impact=true")).ShouldContain("records would change. Nothing has been changed.");
        using var stranger = await site.Api.ClientAsync(null);
        using var response = await SampleSite.GetAsync(stranger, "/sources/src-digwatch?impact=true");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(
            "you need a key with the role contributor"
        );
    }

    [Fact]
    public async Task The_query_behind_a_page_gives_what_the_page_shows()
    {
        var html = await site.TextAsync("/queues");
        var link = WebUtility.HtmlDecode(Regex.Match(html, "href=\"(/graphql#query=[^\"]*)\"").Groups[1].Value);
        var query = Uri.UnescapeDataString(link["/graphql#query=".Length..]);
        var counts = (await site.Api.DataAsync(query))["overview"]!["attention"]!.AsArray();
        counts.Count.ShouldBeGreaterThan(3);
        foreach (var count in counts)
            html.ShouldContain($"id=\"{count!["attention"]!.GetValue<string>()}\"");
    }

    [Fact]
    public async Task What_is_kept_is_as_new_as_the_last_commit()
    {
        await using var api = await SampleSite.StartAsync();
        var before = await SampleSite.TextAsync(api.Http, "/");
        (await SampleSite.TextAsync(api.Http, "/")).ShouldBe(before);
        before.ShouldContain("<dd>60</dd>");
        await api.DataAsync(
            "mutation($input: CreateStatementInput!) { createStatement(input: $input) { userErrors { message } } }",
            new
            {
                input = new
                {
                    text = "A claim that is new.",
                    language = "en",
                    kind = "FACT",
                },
            }
        );
        (await SampleSite.TextAsync(api.Http, "/")).ShouldContain("<dd>61</dd>");
    }

    [Fact]
    public async Task The_first_visit_takes_at_most_60_KB()
    {
        var (html, bytes) = await GzippedAsync("/");
        var assets = Asset().Matches(html).Select(m => m.Value).Distinct().ToArray();
        assets.Length.ShouldBe(3);
        foreach (var asset in assets)
            bytes += (await GzippedAsync(asset)).Bytes;
        bytes.ShouldBeLessThan(60 * 1024);
    }

    [Fact]
    public async Task Assets_are_kept_by_browsers_until_they_change()
    {
        var link = Asset().Match(await site.TextAsync("/")).Value;
        using var first = await site.GetAsync(link, ("Accept-Encoding", "br"));
        first.Headers.CacheControl!.ToString().ShouldContain("immutable");
        first.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        using var again = await site.GetAsync(link, ("If-None-Match", first.Headers.ETag!.ToString()));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var old = await site.GetAsync(link.Replace(link.Split('/')[2], "000000000000", StringComparison.Ordinal));
        old.Headers.CacheControl!.ToString().ShouldBe("no-cache");
        (await site.GetAsync("/assets/x/nothing.css")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<(string Text, int Bytes)> GzippedAsync(string path)
    {
        using var response = await site.GetAsync(path, ("Accept-Encoding", "gzip"));
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        using var plain = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
        return (await plain.ReadToEndAsync(TestContext.Current.CancellationToken), bytes.Length);
    }

    [GeneratedRegex("""<style|\sstyle="|\son[a-z]+="|<script(?! type="module" src="/assets/| type="application/ld\+json">)|javascript:""")]
    private static partial Regex InlineCode();

    [GeneratedRegex("""(?:src|srcset)="(?!/assets/)[^"]*"|<link rel="(?:stylesheet|icon)"[^>]*href="(?!/assets/)""")]
    private static partial Regex OutsideAsset();

    [GeneratedRegex("""\sid="([^"]*)""")]
    private static partial Regex Id();

    [GeneratedRegex("""\shref="([/#][^"]*)""")]
    private static partial Regex Href();

    [GeneratedRegex("""<script type="application/ld\+json">(.*?)</script>""")]
    private static partial Regex JsonLd();

    [GeneratedRegex("""/assets/[0-9a-f]{12}/[a-z.]+""")]
    private static partial Regex Asset();

    [GeneratedRegex("""\s(?:x|y|width|height|cx|cy|d|viewBox)="[^"]*\d,\d""")]
    private static partial Regex Decimals();
}
