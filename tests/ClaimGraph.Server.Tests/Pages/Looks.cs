using ClaimGraph.Access;
using ClaimGraph.Server.Tests.Explorer;
using ClaimGraph.Server.Tests.GraphQL;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>Looks at pages.</summary>
internal static class Looks
{
    private static readonly (int Width, int Height, ColorScheme Colors)[] Sights =
    [
        (360, 780, ColorScheme.Light),
        (1440, 900, ColorScheme.Dark),
    ];

    /// <summary>The rules that depend on how a page looks.</summary>
    private static readonly string[] Seen = ["color-contrast", "scrollable-region-focusable"];

    /// <summary>What is wrong with a page on a phone and on a desk, in the light and in the dark.</summary>
    public static async Task<IEnumerable<string>> ProblemsAsync(Browser browser, Uri address)
    {
        var (page, complaints) = await browser.OpenAsync(address);
        var found = await ProblemsAsync(page);
        await page.Context.CloseAsync();
        return complaints.Concat(found).Select(problem => $"{address.AbsolutePath}: {problem}");
    }

    /// <summary>The same for the page that is open.</summary>
    public static async Task<IEnumerable<string>> ProblemsAsync(IPage page)
    {
        var found = new List<string>();
        foreach (var (width, height, colors) in Sights)
        {
            await page.SetViewportSizeAsync(width, height);
            await page.EmulateMediaAsync(new() { ColorScheme = colors });
            found.AddRange(await ProblemsAsync(page, new AxeRunOptions { RunOnly = RunOnlyOptions.Rules(Seen) }));
        }
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        found.AddRange(await ProblemsAsync(page, new AxeRunOptions())); // what else axe looks at is the same in all of them
        return found;
    }

    /// <summary>Signs in with a new key on the page for that, which is open.</summary>
    /// <param name="submit">The key that sends the form; null: its button is clicked.</param>
    public static async Task SignInAsync(IPage page, Api api, Role role, string? submit = null)
    {
        var key = await api.Keys.CreateAsync($"{role}", role, null, "tests");
        await page.GetByLabel("Key").FillAsync(key.Secret);
        if (submit is null)
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        else
            await page.Keyboard.PressAsync(submit);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).First).ToBeVisibleAsync();
    }

    private static async Task<List<string>> ProblemsAsync(IPage page, AxeRunOptions options)
    {
        var width = page.ViewportSize!.Width;
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        options.ResultTypes = [ResultType.Violations];
        var axe = await page.RunAxe(options);
        return
        [
            .. overflow > 0 ? [$"it is {overflow} px wider than {width} px"] : Array.Empty<string>(),
            .. axe
                .Violations.Where(v => v.Impact is "serious" or "critical")
                .Select(v => $"at {width} px {v.Id}: {string.Join(", ", v.Nodes.Take(3).Select(n => n.Html))}"),
        ];
    }
}
