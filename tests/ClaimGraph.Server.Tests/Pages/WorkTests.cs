using ClaimGraph.Access;
using ClaimGraph.Server.Tests.Explorer;
using ClaimGraph.Server.Tests.GraphQL;
using Microsoft.Playwright;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>The pages with forms in a browser.</summary>
public sealed class WorkTests(SampleSite site) : IClassFixture<SampleSite>
{
    private const string Stock = "/statements/only-us-uk-did-not-sign";

    [Fact]
    public async Task Without_JavaScript_a_source_link_and_its_rebuttal_are_added()
    {
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await browser.OpenAsync(At(Stock), new() { JavaScriptEnabled = false });
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a source link" }).ClickAsync();
        await SignInAsync(page, Role.Contributor);
        await page.GetByLabel("Address of the source").FillAsync("https://example.org/observers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await page.GetByLabel("Title").FillAsync("What the observers saw");
        await page.GetByLabel("Published by").FillAsync("Observers’ Weekly");
        await page.GetByLabel("Supports").CheckAsync();
        await page.GetByLabel("What it shows").FillAsync("Two refusals were seen.");
        await page.GetByLabel("Strength").FillAsync("much");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Use a number from 0 to 1");
        await Assertions.Expect(page.GetByLabel("Title")).ToHaveValueAsync("What the observers saw");
        await page.GetByLabel("Strength").FillAsync("0.6");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        var card = page.Locator(".argument:target");
        await Assertions.Expect(card).ToContainTextAsync("Two refusals were seen.");
        await card.GetByRole(AriaRole.Link, new() { Name = "Rebut this" }).ClickAsync();
        await page.GetByLabel("Address of the source").FillAsync("https://example.org/observers-corrected");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Rebuts")).ToBeCheckedAsync();
        await page.GetByLabel("What it shows").FillAsync("The observers left early.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator(".argument:target")).ToContainTextAsync("The observers left early.");
        complaints.Where(c => !c.Contains("422", StringComparison.Ordinal)).ShouldBeEmpty(); // the browser tells of wrong input
    }

    [Fact]
    public async Task By_keyboard_alone_a_source_link_is_added_and_what_is_wrong_is_where_the_focus_goes()
    {
        await using var browser = await Browser.StartAsync();
        var (page, _) = await browser.OpenAsync(At("/sign-in?next=" + Uri.EscapeDataString($"{Stock}/argue?stance=REBUTS")));
        await SignInAsync(page, Role.Contributor, submit: "Enter");
        await page.Locator("#f-url").FocusAsync();
        await page.Keyboard.TypeAsync("https://example.org/keyboard");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#f-note").FocusAsync();
        await page.Keyboard.TypeAsync("Others stayed away as well.");
        await page.Locator("#f-strength").FocusAsync();
        await page.Keyboard.TypeAsync("2");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".mistakes")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#f-strength")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("0.2");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".argument:target")).ToContainTextAsync("Others stayed away as well.");
    }

    [Fact]
    public async Task What_one_person_saves_appears_on_the_overview_of_another_without_loading_it_again()
    {
        await using var browser = await Browser.StartAsync();
        var (reader, _) = await browser.OpenAsync(At("/"));
        await SocketTests.Until(() => site.Api.Feed.Subscribers > 0);
        await reader.EvaluateAsync("() => { window.isSamePage = true; }");
        var (writer, _) = await browser.OpenAsync(At("/sign-in?next=" + Uri.EscapeDataString($"{Stock}/argue?stance=CONTEXT")));
        await SignInAsync(writer, Role.Contributor);
        await writer.GetByLabel("Address of the source").FillAsync("https://example.org/second-browser");
        await writer.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await writer.GetByLabel("Title").FillAsync("Seen in a second browser");
        await writer.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(reader.Locator("#latest-list")).ToContainTextAsync("Seen in a second browser", new() { Timeout = 60_000 });
        (await reader.EvaluateAsync<bool>("() => window.isSamePage === true")).ShouldBeTrue();
    }

    [Fact]
    public async Task Every_form_fits_a_phone_and_a_desk_in_light_and_dark_and_axe_finds_nothing_serious()
    {
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await browser.OpenAsync(At("/sign-in"));
        var found = new List<string>(await Looks.ProblemsAsync(page));
        await SignInAsync(page, Role.Admin);
        foreach (var path in SampleSite.Forms)
        {
            await page.GotoAsync(At(path).ToString());
            found.AddRange((await Looks.ProblemsAsync(page)).Select(problem => $"{path}: {problem}"));
        }
        // With what is wrong beside the fields.
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mistakes")).ToBeVisibleAsync();
        found.AddRange(await Looks.ProblemsAsync(page));
        found.ShouldBeEmpty();
        complaints.Where(c => !c.Contains("422", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private Task SignInAsync(IPage page, Role role, string? submit = null) => Looks.SignInAsync(page, site.Api, role, submit);

    private Uri At(string path) => new(site.Http.BaseAddress!, path);
}
