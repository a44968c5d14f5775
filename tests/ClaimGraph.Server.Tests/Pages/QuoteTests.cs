using ClaimGraph.Access;
using ClaimGraph.Server.Tests.Explorer;
using Microsoft.Playwright;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>Choosing words in the text of a source, in a browser.</summary>
public sealed class QuoteTests(SampleSite site) : IClassFixture<SampleSite>
{
    private const string Stock = "/statements/only-us-uk-did-not-sign";
    private const string Other = "In Rome 🎉 everybody\nspoke of the weather on that afternoon, and nobody of signatures 🎉 at all.";
    private const string Third = "Whoever was asked, in the evening, whether they did not sign, went away.";
    private const string Kept =
        "News 🎉 of the day.\nOnly the United States and the United Kingdom did not sign 🎉, it is said.\nThat is all.";
    private const string Claim = "Only the representatives of the United States and the United Kingdom did not sign.";

    [Fact]
    public async Task With_the_mouse_words_of_a_pasted_text_become_the_quote_with_what_stands_around_them()
    {
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await OpenAsync(browser, $"{Stock}/argue?stance=REBUTS&url=https://example.org/mouse");
        await page.Locator("summary").ClickAsync();
        await page.Locator("#f-text").FillAsync("🎉 Many did not sign. 🎉\nIndia signed.\nMany did not sign. That is all.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use the selected words" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Select words in the text first.")).ToBeVisibleAsync();
        await DragOverLineAsync(page, 1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use the selected words" }).ClickAsync();
        await Assertions.Expect(page.Locator("#f-quote")).ToHaveValueAsync("India signed.");
        await Assertions.Expect(page.GetByText("These words are the quote now.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator(".argument:target mark")).ToHaveTextAsync("India signed.");
        var entered = await EnteredAsync(page);
        entered.ShouldBe(("India signed.", "🎉 Many did not sign. 🎉\n", "\nMany did not sign. That is all."));
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task By_keyboard_words_of_a_kept_text_become_the_quote_and_the_text_cannot_be_changed()
    {
        await using var browser = await Browser.StartAsync();
        await KeepAsync("https://example.org/kept", Other);
        var (page, complaints) = await OpenAsync(browser, $"{Stock}/argue?stance=CONTEXT&url=https://example.org/kept");
        await page.Locator("#source-text").FocusAsync();
        await page.Keyboard.PressAsync("Control+Home");
        await page.Keyboard.TypeAsync("x");
        for (var word = 0; word < 2; word++)
            await page.Keyboard.PressAsync("Control+ArrowRight");
        for (var word = 0; word < 9; word++)
            await page.Keyboard.PressAsync("Control+Shift+ArrowRight");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        var quote = await page.Locator("#f-quote").InputValueAsync();
        quote.Split(' ').Length.ShouldBeGreaterThan(3, quote);
        quote.ShouldBe(quote.Trim());
        (await page.Locator("#source-text").InputValueAsync()).ShouldBe(Other);
        await page.Locator("#f-note").FocusAsync();
        await page.Keyboard.TypeAsync("How it begins.");
        await page.Locator("#f-strength").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".argument:target mark")).ToHaveTextAsync(quote);
        var entered = await EnteredAsync(page);
        Other.ShouldStartWith(entered.Prefix + quote + entered.Suffix);
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_stands_around_words_is_forgotten_when_they_are_changed()
    {
        await using var browser = await Browser.StartAsync();
        var (page, _) = await OpenAsync(browser, $"{Stock}/argue?stance=REBUTS&url=https://example.org/changed");
        await page.Locator("summary").ClickAsync();
        await page.Locator("#f-text").FillAsync("First line.\nSecond line.");
        await DragOverLineAsync(page, 0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use the selected words" }).ClickAsync();
        await Assertions.Expect(page.Locator("[name=suffix]")).ToHaveValueAsync("\nSecond line.");
        await page.Locator("#f-quote").FillAsync("line");
        await Assertions.Expect(page.Locator("[name=suffix]")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task From_the_page_of_a_source_words_lead_to_the_claim_that_they_are_about()
    {
        await using var browser = await Browser.StartAsync();
        var id = await KeepAsync("https://example.org/page-of-source", Kept);
        var (page, complaints) = await OpenAsync(browser, $"/sources/{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Quote from the source" }).ClickAsync();
        const string words = "the United States and the United Kingdom did not sign";
        var at = Kept.IndexOf(words, StringComparison.Ordinal);
        await page.Locator("#source-text").EvaluateAsync($"t => {{ t.focus(); t.setSelectionRange({at}, {at}); }}");
        foreach (var _ in words)
            await page.Keyboard.PressAsync("Shift+ArrowRight");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use the selected words" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = Claim }).CheckAsync();
        await page.GetByLabel("Supports").CheckAsync();
        (await Looks.ProblemsAsync(page)).ShouldBeEmpty();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(Claim);
        await Assertions.Expect(page.Locator(".argument:target mark")).ToHaveTextAsync(words);
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_JavaScript_words_are_entered_and_what_is_missing_is_said()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Contributor);
        var path = $"/sources/{await KeepAsync("https://example.org/by-hand", Third)}";
        (await desk.ReadAsync(path)).Html.ShouldContain($"{path}/quote");
        (await desk.ReadAsync($"{path}/quote")).Html.ShouldContain("<textarea id=\"source-text\" readonly");
        (await desk.ReadAsync("/sources/nothing/quote")).Status.ShouldBe(404);
        (await SaidAsync(("form", "q0"))).ShouldContain("Choose the words that you quote");
        (await SaidAsync(("form", "q1"), ("quote", "did not sign"), ("seen", "did not sign"))).ShouldContain("Choose the claim");
        (await SaidAsync(("form", "q2"), ("quote", "did not sign"), ("other", "nothing"))).ShouldContain("There is no such claim.");
        (await SaidAsync(("form", "q3"), ("quote", "did not sign"), ("other", $"http://x{Stock}?a=b"))).ShouldContain(
            "Choose what the source does"
        );
        using var saved = await desk.SendAsync(
            $"{path}/quote",
            ("form", "q4"),
            ("quote", "did not sign"),
            ("other", Stock),
            ("stance", "CONTEXT")
        );
        saved.Headers.Location.ShouldNotBeNull(await Desk.HtmlAsync(saved)).ToString().ShouldStartWith($"{Stock}?done=evidence#");

        async Task<string> SaidAsync(params (string, string)[] fields)
        {
            using var answer = await desk.SendAsync($"{path}/quote", fields);
            ((int)answer.StatusCode).ShouldBe(422);
            return await Desk.HtmlAsync(answer);
        }
    }

    /// <summary>Enters a source whose text is kept.</summary>
    private async Task<string> KeepAsync(string url, string text) =>
        (
            await site.Api.DataAsync(
                "mutation($input: CreateSourceInput!) { createSource(input: $input) { source { id } } }",
                new
                {
                    input = new
                    {
                        url,
                        language = "en",
                        snapshot = new { text },
                    },
                }
            )
        )["createSource"]!["source"]!["id"]!.GetValue<string>();

    /// <summary>The quote of the evidence that the address of the page names, as it was entered.</summary>
    private async Task<(string Exact, string Prefix, string Suffix)> EnteredAsync(IPage page)
    {
        var id = page.Url.Split('#')[1];
        var entered = (
            await site.Api.DataAsync("query($id: ID) { evidence(id: $id) { anchor { entered { exact prefix suffix } } } }", new { id })
        )["evidence"]!["anchor"]!["entered"]!;
        return (entered["exact"]!.GetValue<string>(), entered["prefix"]!.GetValue<string>(), entered["suffix"]!.GetValue<string>());
    }

    /// <summary>Selects a line of the text that is pasted, from its beginning to its end.</summary>
    internal static async Task DragOverLineAsync(IPage page, int line)
    {
        var text = page.Locator("#f-text");
        await text.ScrollIntoViewIfNeededAsync();
        var box = (await text.BoundingBoxAsync())!;
        var (top, height) = (
            await text.EvaluateAsync<float>("t => parseFloat(getComputedStyle(t).paddingTop)"),
            await text.EvaluateAsync<float>("t => parseFloat(getComputedStyle(t).lineHeight)")
        );
        var y = box.Y + 1 + top + height * (line + 0.5f);
        await page.Mouse.MoveAsync(box.X + 4, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + box.Width / 2, y);
        await page.Mouse.MoveAsync(box.X + box.Width - 30, y);
        await page.Mouse.UpAsync();
    }

    private async Task<(IPage Page, List<string> Complaints)> OpenAsync(Browser browser, string path)
    {
        var opened = await browser.OpenAsync(new Uri(site.Http.BaseAddress!, "/sign-in?next=" + Uri.EscapeDataString(path)));
        await Looks.SignInAsync(opened.Page, site.Api, Role.Contributor);
        return opened;
    }
}
