using System.Collections.Concurrent;
using ClaimGraph.Server.Tests.Explorer;
using Microsoft.Playwright;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>The pages in a browser.</summary>
public sealed class BrowserTests(SampleSite site) : IClassFixture<SampleSite>
{
    private const string Stock = "/statements/only-us-uk-did-not-sign";

    [Fact]
    public async Task Every_page_fits_a_phone_and_a_desk_in_light_and_dark_and_axe_finds_nothing_serious()
    {
        await using var browser = await Browser.StartAsync();
        var found = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(
            SampleSite.Pages,
            new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken },
            async (path, _) =>
            {
                foreach (var problem in await Looks.ProblemsAsync(browser, At(path)))
                    found.Enqueue(problem);
            }
        );
        found.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_JavaScript_a_reader_finds_the_claim_and_reads_all_of_it()
    {
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await browser.OpenAsync(At("/"), new() { JavaScriptEnabled = false });
        await page.Locator("#search-main").FillAsync("US and UK did not sign");
        await page.Locator("#search-main").PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "Only the representatives of the United States" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("did not sign");
        await Assertions.Expect(page.Locator("mark").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#map svg").First).ToBeVisibleAsync();
        await page.Locator("#map summary").ClickAsync();
        await Assertions.Expect(page.Locator(".map-list li").First).ToBeVisibleAsync();
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task By_keyboard_alone_a_suggestion_is_chosen_and_the_content_is_one_step_away()
    {
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await browser.OpenAsync(At("/"));
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Locator("#search-main").FocusAsync();
        await page.RunAndWaitForResponseAsync(
            () => page.Keyboard.TypeAsync("did not sig"),
            answer => answer.Request.PostData?.Contains("\"did not sig\"", StringComparison.Ordinal) == true
        );
        await Assertions.Expect(page.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator("[role=option][aria-selected=true]")).ToContainTextAsync("did not sign");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/statements/*");
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_without_a_title_is_suggested_by_what_people_call_it()
    {
        await using var api = await SampleSite.StartAsync();
        await api.DataAsync(
            """
            mutation {
              a: createSource(input: {
                note: "zeppelin", publishedOn: "2025-02-03", publisherId: "key:sam-altman", snapshot: { text: "One." }
              }) { outcome }
              b: createSource(input: { note: "zeppelin", publishedOn: "2025-02", url: "https://www.zz.example/a" }) { outcome }
              c: createSource(input: { note: "zeppelin", key: "zz-3", snapshot: { text: "Three." } }) { outcome }
            }
            """
        );
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await browser.OpenAsync(new Uri(api.Http.BaseAddress!, "/"), new() { Locale = "en-GB" });
        await page.Locator("#search-main").FocusAsync();
        await page.Keyboard.TypeAsync("zeppelin");
        var options = page.GetByRole(AriaRole.Option);
        await Assertions.Expect(options).ToHaveCountAsync(3);
        (await options.AllTextContentsAsync())
            .Order(StringComparer.Ordinal)
            .ShouldBe(["Sam Altman, 3 February 2025", "Untitled source", "zz.example, February 2025"]);
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_is_told_to_those_who_look_at_the_claim()
    {
        await using var api = await SampleSite.StartAsync();
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await browser.OpenAsync(new Uri(api.Http.BaseAddress!, Stock));
        await page.WaitForTimeoutAsync(500); // until it listens
        var id = (await api.DataAsync("""{ statement(key: "only-us-uk-did-not-sign") { id } }"""))["statement"]!["id"]!.GetValue<string>();
        await api.DataAsync(
            "mutation($input: AddEvidenceInput!) { addEvidence(input: $input) { userErrors { message } } }",
            new
            {
                input = new
                {
                    targetId = id,
                    stance = "CONTEXT",
                    source = new { url = "https://example.org/signatories", title = "Signatories" },
                    note = "A list of signatories.",
                },
            }
        );
        await Assertions.Expect(page.GetByText("This claim has just changed.")).ToBeVisibleAsync();
        await page.Locator(".live a").ClickAsync();
        await Assertions.Expect(page.GetByText("A list of signatories.").First).ToBeVisibleAsync();
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_claim_from_right_to_left_stands_on_the_right()
    {
        await using var browser = await Browser.StartAsync();
        var (page, _) = await browser.OpenAsync(At("/styleguide"));
        var claim = page.Locator(".claim[lang=ar]");
        (await claim.EvaluateAsync<string>("e => getComputedStyle(e).direction")).ShouldBe("rtl");
        var (text, row) = (await claim.Locator("a").BoundingBoxAsync(), await claim.BoundingBoxAsync());
        (text!.X + text.Width).ShouldBe(row!.X + row.Width, 2);
    }

    [Fact]
    public async Task The_query_behind_a_page_opens_in_the_explorer_with_its_variables()
    {
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await browser.OpenAsync(At("/statements?verdict=MIXED"));
        await page.GetByRole(AriaRole.Link, new() { Name = "The query behind this page: Statements", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#query")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("query Statements\\("));
        await Assertions.Expect(page.Locator("#variables")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("MIXED"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Assertions.Expect(page.Locator("#answer")).ToContainTextAsync("\"totalCount\": 11");
        complaints.ShouldBeEmpty();
    }

    private Uri At(string path) => new(site.Http.BaseAddress!, path);
}
