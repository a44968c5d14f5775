using Microsoft.Playwright;

namespace ClaimGraph.Server.Tests.Explorer;

/// <summary>A real Chromium: where the variable <c>CHROMIUM</c> says, or where the system keeps it.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Browser> StartAsync()
    {
        var program = Environment.GetEnvironmentVariable("CHROMIUM") ?? Array.Find(Places, File.Exists);
        Assert.SkipWhen(
            program is null && Environment.GetEnvironmentVariable("CI") != "true",
            "There is no Chromium here: install it, or name it in the variable CHROMIUM."
        );
        Assertions.SetDefaultExpectTimeout(30_000); // machines can be busy
        var playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] }));
    }

    /// <summary>Opens a page that may not break any rule: what its console or its policy complains about is collected.</summary>
    public async Task<(IPage Page, List<string> Complaints)> OpenAsync(Uri address, BrowserNewPageOptions? options = null)
    {
        var page = await _browser.NewPageAsync(options);
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != address.Authority && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                complaints.Add($"asks {request.Url}");
        };
        await page.GotoAsync(address.ToString());
        return (page, complaints);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
