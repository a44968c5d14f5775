using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using ClaimGraph.Access;
using ClaimGraph.Pages;
using ClaimGraph.Pages.Fetching;
using ClaimGraph.Pages.Outbound;
using ClaimGraph.Server.Tests.Explorer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>Reading the pages of sources.</summary>
public sealed class FetchTests : IAsyncLifetime
{
    private const string Article = """
        <!doctype html><html lang="it"><head><title>Chi non ha firmato</title><meta property="og:site_name" content="Il Quotidiano">
        <meta property="article:published_time" content="2025-02-12T08:00:00Z"></head><body><nav>Menu</nav><article>
        <h1>Chi non ha firmato</h1>
        <p>Solo i rappresentanti degli Stati Uniti e del Regno Unito non hanno firmato la dichiarazione, secondo le agenzie presenti a
        Parigi, mentre molti altri Paesi, secondo gli organizzatori, hanno aderito nel corso della giornata conclusiva del vertice.</p>
        <p>Altri osservatori, però, contano una quarantina di Paesi rappresentati
        che non compaiono fra i firmatari, e ricordano che non tutte
        le delegazioni erano governative; la lista pubblicata, aggiungono, è stata aggiornata più volte nei giorni successivi.</p>
        <p>Il testo della dichiarazione è pubblico, e chi vuole può confrontare i nomi con l’elenco dei partecipanti, che gli organizzatori
        hanno diffuso il giorno dopo, insieme con le note dei governi che hanno spiegato la propria scelta.</p></article></body></html>
        """;

    private WebApplication _web = null!;

    private string Origin => _web.Urls.First();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        _web = builder.Build();
        _web.MapGet("/article", () => Results.Content(Article, "text/html; charset=utf-8"));
        _web.MapGet("/moved", () => Results.Redirect("/article"));
        _web.MapGet("/inside", (HttpContext http) => Results.Redirect($"http://127.0.0.2:{http.Connection.LocalPort}/article"));
        _web.MapGet("/file", () => Results.Redirect("file:///etc/passwd"));
        _web.MapGet("/round", () => Results.Redirect("/round"));
        _web.MapGet("/pdf", () => Results.Bytes([1, 2, 3], "application/pdf"));
        _web.MapGet("/gone", () => Results.StatusCode(410));
        _web.MapGet("/bomb", BombAsync);
        await _web.StartAsync();
    }

    public async ValueTask DisposeAsync() => await _web.DisposeAsync();

    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:2800:220:1::1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    public void Only_addresses_of_the_public_internet_are_read(string address, bool isPublic) =>
        PublicAddresses.IsPublic(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Theory]
    [InlineData("/article")]
    [InlineData("/moved")]
    public async Task A_page_says_its_title_site_date_and_language_and_its_text_is_found(string path)
    {
        using var reader = Reader();
        var page = await reader.ReadAsync(new Uri(Origin + path), TestContext.Current.CancellationToken);
        page.Title.ShouldBe("Chi non ha firmato");
        page.Site.ShouldBe("Il Quotidiano");
        page.PublishedOn.ShouldBe("2025-02-12");
        page.Language.ShouldBe("it");
        page.Text.ShouldNotBeNull().ShouldContain("contano una quarantina di Paesi rappresentati");
        page.Text.ShouldNotContain("Menu");
    }

    [Theory]
    [InlineData("/inside", FetchProblem.NotPublic)]
    [InlineData("/file", FetchProblem.NotPublic)]
    [InlineData("/round", FetchProblem.Refused)]
    [InlineData("/gone", FetchProblem.Refused)]
    [InlineData("/pdf", FetchProblem.NoPage)]
    [InlineData("/bomb", FetchProblem.TooLarge)]
    public async Task What_cannot_be_read_is_told(string path, FetchProblem problem)
    {
        using var reader = Reader();
        var e = await Should.ThrowAsync<UnreadPageException>(async () =>
            await reader.ReadAsync(new Uri(Origin + path), TestContext.Current.CancellationToken)
        );
        e.Problem.ShouldBe(problem);
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://localhost/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://user:password@example.org/")]
    [InlineData("ftp://example.org/")]
    public async Task An_address_inside_is_not_asked(string address)
    {
        using var reader = new WebPageReader(TimeProvider.System);
        var e = await Should.ThrowAsync<UnreadPageException>(async () =>
            await reader.ReadAsync(new Uri(address), TestContext.Current.CancellationToken)
        );
        e.Problem.ShouldBe(FetchProblem.NotPublic);
    }

    [Fact]
    public async Task What_the_page_of_a_new_source_says_is_filled_in_and_its_text_becomes_a_snapshot()
    {
        const string argue = "/statements/only-us-uk-did-not-sign/argue";
        await using var api = await SampleSite.StartAsync(
            pages: new PagesOptions { FetchSources = true },
            services: services => services.AddSingleton(_ => Reader())
        );
        using var desk = await Desk.WithAsync(api, Role.Contributor);
        var html = (await desk.ReadAsync($"{argue}?url={Origin}/article")).Html;
        html.ShouldContain("This is what its page says.");
        html.ShouldContain("value=\"Chi non ha firmato\"");
        html.ShouldContain("value=\"Il Quotidiano\"");
        html.ShouldContain("contano una quarantina di Paesi rappresentati");
        (await desk.ReadAsync($"{argue}?url={Origin}/inside")).Html.ShouldContain("its address does not lead to the public internet");
        using var reader = await Desk.WithAsync(api, Role.Reader);
        (await reader.ReadAsync($"{argue}?url={Origin}/article")).Html.ShouldNotContain("This is what its page says.");
    }

    [Fact]
    public async Task In_a_browser_the_text_of_an_article_is_fetched_and_its_words_become_a_claim()
    {
        const string words = "hanno diffuso il giorno dopo, insieme con le note dei governi";
        await using var api = await SampleSite.StartAsync(
            pages: new PagesOptions { FetchSources = true },
            services: services => services.AddSingleton(_ => Reader())
        );
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await browser.OpenAsync(new Uri(api.Http.BaseAddress!, "/sign-in?next=/articles/new"));
        await Looks.SignInAsync(page, api, Role.Contributor);
        await page.GetByLabel("Address of the article").FillAsync($"{Origin}/article");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Assertions.Expect(page.GetByText("This is what its page says.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#f-title")).ToHaveValueAsync("Chi non ha firmato");
        await Assertions.Expect(page.Locator("#f-text")).ToHaveValueAsync(new Regex(words));
        (await Looks.ProblemsAsync(page)).ShouldBeEmpty();
        await ArticleTests.SelectAsync(page, words);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add as an assertion" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the article" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The article is saved with its claims.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".snapshot mark")).ToHaveTextAsync([words]);
        var saved = await api.DataAsync(
            """
            query($url: String) {
              source(url: $url) {
                title language publishedOn publisher { name } appearances { nodes { statement { text language } anchor { status } } }
              }
            }
            """,
            new { url = $"{Origin}/article" }
        );
        saved["source"]!
            .ToJsonString()
            .ShouldBe(
                """
                {"title":"Chi non ha firmato","language":"it","publishedOn":"2025-02-12","publisher":{"name":"Il Quotidiano"},
                "appearances":{"nodes":[{"statement":
                {"text":"hanno diffuso il giorno dopo, insieme con le note dei governi","language":"it"},
                "anchor":{"status":"EXACT"}}]}}
                """.ReplaceLineEndings("")
            );
        complaints.ShouldBeEmpty();
    }

    private static WebPageReader Reader() => new(TimeProvider.System, end => end.Address.Equals(IPAddress.Loopback));

    private static async Task BombAsync(HttpContext http)
    {
        http.Response.ContentType = "text/html";
        http.Response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(http.Response.Body, CompressionLevel.Fastest);
        for (var i = 0; i < 100; i++)
            await gzip.WriteAsync(new byte[100_000]);
    }
}
