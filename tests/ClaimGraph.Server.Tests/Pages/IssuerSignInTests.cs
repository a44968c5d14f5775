using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ClaimGraph.Server.Access;
using ClaimGraph.Server.Tests.Access;
using ClaimGraph.Server.Tests.Explorer;
using ClaimGraph.Server.Tests.GraphQL;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Playwright;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>Who signs in on a page with an OpenID Connect issuer.</summary>
public sealed partial class IssuerSignInTests : IAsyncLifetime
{
    private const string Stock = "/statements/only-us-uk-did-not-sign";
    private static readonly string Start = "/sign-in/with/OpenIdConnect?next=" + Uri.EscapeDataString(Stock);

    private Issuer Issuer { get; set; } = null!;

    public async ValueTask InitializeAsync() => Issuer = await Issuer.StartAsync();

    public ValueTask DisposeAsync() => Issuer.DisposeAsync();

    /// <summary>Identity tokens that tell nothing, and why.</summary>
    private static readonly Dictionary<string, Action<SecurityTokenDescriptor>> Untrusted = new()
    {
        ["expired"] = t => t.Expires = DateTime.UtcNow.AddHours(-1),
        ["for another client"] = t => t.Audience = "another",
        ["of another issuer"] = t => t.Issuer = "https://example.org",
        ["with another nonce"] = t => t.Claims["nonce"] = "another",
        ["without a nonce"] = t => t.Claims.Remove("nonce"),
        ["without a subject"] = t => t.Claims.Remove("sub"),
        ["with a subject of several lines"] = t => t.Claims["sub"] = "a\nb",
        ["of an unknown key"] = t =>
            t.SigningCredentials = new SigningCredentials(
                new RsaSecurityKey(RSA.Create(2048)) { KeyId = "rsa" },
                SecurityAlgorithms.RsaSha256
            ),
    };

    public static TheoryData<string> UntrustedTokens => [.. Untrusted.Keys];

    [Fact]
    public async Task Who_signs_in_comes_back_to_where_they_were_and_may_what_their_role_allows()
    {
        await using var api = await StartAsync();
        using var desk = new Desk(api.Http.BaseAddress!);
        (await desk.ReadAsync("/sign-in")).Html.ShouldContain("Sign in with Newsroom");
        var (done, cookies) = await SignInAsync(desk);
        done.ShouldBe("/sign-in/done?next=" + Uri.EscapeDataString(Stock));
        var session = cookies.Single(c => c.StartsWith("claimgraph=", StringComparison.Ordinal));
        session.ShouldContain("samesite=strict");
        session.ShouldContain("httponly");
        (await desk.ReadAsync(done)).Html.ShouldContain($"<meta http-equiv=\"refresh\" content=\"0; url={Stock}\"");
        (await desk.ReadAsync(Stock)).Html.ShouldContain("The desk<span class=\"quiet\"> · contributor</span>");
        using var saved = await desk.SendAsync(
            "/statements/new",
            ("form", "f1"),
            ("text", "Sixty states signed the statement in Paris."),
            ("language", "en"),
            ("kind", "FACT"),
            ("seen", "Sixty states signed the statement in Paris.")
        );
        saved.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await Desk.HtmlAsync(saved));
        var head = await api.Store.HeadAsync(TestContext.Current.CancellationToken);
        (await api.Store.ChangesAsync(head.Revision - 1, 1)).ShouldHaveSingleItem().Principal.ShouldBe("user:The desk (u-17)");
        using (await desk.SendAsync("/sign-out")) { }
        (await desk.ReadAsync(Stock)).Html.ShouldNotContain("The desk<span");
    }

    [Fact]
    public async Task The_request_to_the_issuer_has_a_challenge_and_its_cookies_are_for_the_way_back_alone()
    {
        await using var api = await StartAsync();
        using var desk = new Desk(api.Http.BaseAddress!);
        using var answer = await desk.GetAsync(Start);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var asked = answer.Headers.Location!.AbsoluteUri;
        asked.ShouldStartWith(Issuer.Address + "/authorize?");
        asked.ShouldContain("code_challenge_method=S256");
        asked.ShouldContain("scope=openid%20profile");
        asked.ShouldNotContain("secret");
        foreach (var cookie in answer.Headers.GetValues("Set-Cookie"))
        {
            cookie.ShouldContain("httponly");
            cookie.ShouldContain("samesite=lax");
            cookie.ShouldContain("path=/sign-in/callback");
        }
    }

    [Theory, MemberData(nameof(UntrustedTokens))]
    public async Task A_token_that_does_not_hold_signs_nobody_in(string what)
    {
        await using var api = await StartAsync();
        Issuer.SignIns.Change = Untrusted[what];
        using var desk = new Desk(api.Http.BaseAddress!);
        var (back, cookies) = await SignInAsync(desk);
        back.ShouldBe("/sign-in?failed=Untrusted");
        cookies.ShouldNotContain(c => c.StartsWith("claimgraph=", StringComparison.Ordinal));
        var (status, html) = await desk.ReadAsync(back);
        status.ShouldBe(403);
        html.ShouldContain("What the sign-in service said about you could not be verified.");
    }

    [Fact]
    public async Task Who_says_no_is_told_so_and_may_try_again()
    {
        await using var api = await StartAsync();
        using var desk = new Desk(api.Http.BaseAddress!);
        (await SignInAsync(desk, "No")).Location.ShouldBe("/sign-in?failed=Declined");
        (await desk.ReadAsync("/sign-in?failed=Declined")).Html.ShouldContain("The sign-in was declined.");
        (await SignInAsync(desk)).Location.ShouldStartWith("/sign-in/done");
    }

    [Fact]
    public async Task A_way_back_that_another_browser_began_or_that_was_gone_before_leads_nowhere()
    {
        await using var api = await StartAsync();
        using var desk = new Desk(api.Http.BaseAddress!);
        var callback = await CallbackAsync(desk);
        using var other = new Desk(api.Http.BaseAddress!);
        (await LocationAsync(other, callback)).ShouldBe("/sign-in?failed=Stale");
        (await LocationAsync(desk, callback)).ShouldStartWith("/sign-in/done");
        (await LocationAsync(desk, callback)).ShouldBe("/sign-in?failed=Stale");
        (await other.ReadAsync("/sign-in?failed=Stale")).Html.ShouldContain("was begun in another browser");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=x")]
    [InlineData("?state=x")]
    [InlineData("?code=x&state=%00%ff")]
    [InlineData("?error=server_error&error_description=%0d%0aX:y&state=x")]
    [InlineData("?id_token=x&state=x")]
    public async Task Whatever_stands_in_the_address_of_the_way_back_gives_a_page(string query)
    {
        await using var api = await StartAsync();
        using var desk = new Desk(api.Http.BaseAddress!);
        var back = await LocationAsync(desk, "/sign-in/callback" + query);
        (await desk.ReadAsync(back)).Status.ShouldBe(403);
        using var sent = await desk.SendAsync("/sign-in/callback" + query, ("code", "x"), ("state", "y"));
        ((int)sent.StatusCode).ShouldBeLessThan(500);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(500)]
    public async Task An_issuer_that_gives_no_tokens_signs_nobody_in(int status)
    {
        await using var api = await StartAsync();
        Issuer.SignIns.Status = status;
        using var desk = new Desk(api.Http.BaseAddress!);
        var back = (await SignInAsync(desk)).Location;
        back.ShouldStartWith("/sign-in?failed=");
        (await desk.ReadAsync(back)).Html.ShouldContain("You are not signed in.");
    }

    [Fact]
    public async Task While_the_issuer_is_away_keys_work_on()
    {
        await using var api = await StartAsync();
        await Issuer.DisposeAsync();
        using var desk = new Desk(api.Http.BaseAddress!);
        var back = await LocationAsync(desk, Start);
        back.ShouldBe("/sign-in?failed=Unavailable");
        (await desk.ReadAsync(back)).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(503),
            answer => answer.Html.ShouldContain("cannot be reached now")
        );
        using var signedIn = await desk.SendAsync("/sign-in", ("key", api.Secret));
        signedIn.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("reviewer", "reviewer")]
    [InlineData("guest", "reader")]
    public async Task The_role_is_that_of_the_token(string claim, string shown)
    {
        await using var api = await StartAsync();
        Issuer.SignIns.Change = t => t.Claims["roles"] = claim;
        using var desk = new Desk(api.Http.BaseAddress!);
        await SignInAsync(desk);
        (await desk.ReadAsync(Stock)).Html.ShouldContain($"The desk<span class=\"quiet\"> · {shown}</span>");
    }

    [Fact]
    public async Task Where_reading_is_closed_a_token_without_a_role_opens_nothing()
    {
        await using var api = await StartAsync(access => access.Reading = Gate.Closed);
        Issuer.SignIns.Change = t => t.Claims["roles"] = "guest";
        using var desk = new Desk(api.Http.BaseAddress!);
        await SignInAsync(desk);
        (await desk.ReadAsync(Stock)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Without_an_audience_tokens_are_for_signing_in_alone()
    {
        await using var api = await StartAsync();
        using var client = new HttpClient { BaseAddress = api.Http.BaseAddress };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {Issuer.Token(t => t.Audience = SignIns.ClientId)}");
        (await Api.AskAsync(client, "{ __typename }")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Without_a_client_there_is_no_button_and_no_way()
    {
        await using var api = await SampleSite.StartAsync(new AccessOptions());
        using var desk = new Desk(api.Http.BaseAddress!);
        (await desk.ReadAsync("/sign-in")).Html.ShouldNotContain("/sign-in/with/");
        (await desk.ReadAsync(Start)).Status.ShouldBe(404);
        (await desk.ReadAsync("/sign-in/with/Bearer")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task In_a_browser_without_JavaScript_the_way_leads_over_another_site_and_back()
    {
        await using var api = await StartAsync();
        await using var browser = await Browser.StartAsync();
        // Another host than the issuer's, so that the browser takes them for different sites.
        var site = new UriBuilder(api.Http.BaseAddress!) { Host = "localhost" }.Uri;
        var (page, complaints) = await browser.OpenAsync(new Uri(site, Stock), new() { JavaScriptEnabled = false });
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Newsroom" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Yes" }).ClickAsync();
        await page.WaitForURLAsync("**" + Stock);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
        // The browser tells of the other host, and that it has no icon.
        complaints
            .Where(c => !c.Contains(Issuer.Address, StringComparison.Ordinal) && !c.Contains("404", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    private Task<Api> StartAsync(Action<AccessOptions>? configure = null)
    {
        var access = new AccessOptions
        {
            Jwt = new JwtOptions
            {
                Authority = Issuer.Address,
                SignIn = new IssuerSignInOptions
                {
                    ClientId = SignIns.ClientId,
                    ClientSecret = SignIns.ClientSecret,
                    Name = "Newsroom",
                },
            },
        };
        configure?.Invoke(access);
        new AccessOptionsValidator().Validate(null, access).Succeeded.ShouldBeTrue();
        return SampleSite.StartAsync(access);
    }

    /// <summary>Goes the whole way; tells where it leads, and the cookies on the way back.</summary>
    private async Task<(string Location, string[] Cookies)> SignInAsync(Desk desk, string answer = "Yes")
    {
        using var back = await desk.GetAsync(await CallbackAsync(desk, answer));
        return (back.Headers.Location!.ToString(), back.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : []);
    }

    /// <summary>The address to which the issuer sends the browser back.</summary>
    private async Task<string> CallbackAsync(Desk desk, string answer = "Yes")
    {
        using var asked = await desk.GetAsync(await LocationAsync(desk, Start));
        asked.StatusCode.ShouldBe(HttpStatusCode.OK, await Desk.HtmlAsync(asked));
        var link = Links().Matches(await Desk.HtmlAsync(asked)).Single(m => m.Groups[2].Value == answer).Groups[1].Value;
        return answer == "Yes" ? await LocationAsync(desk, $"{Issuer.Address}/{link}") : link;
    }

    private static async Task<string> LocationAsync(Desk desk, string address)
    {
        using var answer = await desk.GetAsync(address);
        return answer.Headers.Location.ShouldNotBeNull($"{address} {answer.StatusCode}").ToString();
    }

    [GeneratedRegex("<a href=\"([^\"]*)\">(\\w+)</a>")]
    private static partial Regex Links();
}
