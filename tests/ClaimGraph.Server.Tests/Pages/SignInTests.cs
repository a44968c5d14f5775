using System.Net;
using ClaimGraph.Access;
using ClaimGraph.Pages;
using ClaimGraph.Pages.SignIn;
using ClaimGraph.Server.Access;
using ClaimGraph.Server.Tests.GraphQL;
using Microsoft.AspNetCore.Http;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>Who signs in on a page.</summary>
public sealed class SignInTests(SampleSite site) : IClassFixture<SampleSite>
{
    private const string Stock = "/statements/only-us-uk-did-not-sign";

    [Fact]
    public async Task Who_signs_in_with_a_key_is_named_on_every_page_until_they_sign_out()
    {
        using var desk = new Desk(site.Http.BaseAddress!);
        var key = await site.Api.Keys.CreateAsync("Ida", Role.Reviewer, null, "tests");
        using var answer = await desk.SendAsync("/sign-in?next=" + Uri.EscapeDataString(Stock), ("key", key.Secret));
        answer.Headers.Location!.ToString().ShouldBe(Stock);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
        cookie.ShouldNotContain(key.Secret);
        (await desk.ReadAsync(Stock)).Html.ShouldContain("Ida<span class=\"quiet\"> · reviewer</span>");
        using var left = await desk.SendAsync("/sign-out");
        (await desk.ReadAsync(Stock)).Html.ShouldNotContain("reviewer</span>");
    }

    [Fact]
    public async Task A_wrong_key_opens_nothing_and_is_not_written_back()
    {
        using var desk = new Desk(site.Http.BaseAddress!);
        using var answer = await desk.SendAsync("/sign-in", ("key", "cg_aaaaaaaaaa_wrong"));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        var html = await Desk.HtmlAsync(answer);
        html.ShouldContain("This key is wrong, expired or revoked.");
        html.ShouldNotContain("cg_aaaaaaaaaa_wrong");
    }

    [Fact]
    public async Task A_key_that_is_revoked_signs_its_holder_out_at_once()
    {
        using var desk = new Desk(site.Http.BaseAddress!);
        var key = await site.Api.Keys.CreateAsync("Ida", Role.Contributor, null, "tests");
        using (await desk.SendAsync("/sign-in", ("key", key.Secret))) { }
        (await desk.ReadAsync("/")).Html.ShouldContain("Sign out");
        await site.Api.Keys.RevokeAsync(key.Key.Id, TestContext.Current.CancellationToken);
        (await desk.ReadAsync("/")).Html.ShouldNotContain("Sign out");
    }

    [Fact]
    public async Task Who_tries_keys_pays_for_each_until_nothing_is_left()
    {
        await using var api = await SampleSite.StartAsync(configure: options =>
            (options.AnonymousCostPerSecond, options.BurstSeconds) = (10, 1)
        );
        using var desk = new Desk(api.Http.BaseAddress!);
        (await TryAsync()).ShouldBe(HttpStatusCode.UnprocessableEntity);
        // Points come back all the time, so the tries come close upon each other.
        HttpStatusCode[] statuses = [];
        for (var round = 0; round < 20 && !statuses.Contains(HttpStatusCode.TooManyRequests); round++)
            statuses = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => TryAsync()));
        statuses.ShouldContain(HttpStatusCode.TooManyRequests);
        using var right = await desk.SendAsync("/sign-in", ("key", api.Secret));
        right.StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        async Task<HttpStatusCode> TryAsync()
        {
            using var answer = await desk.SendAsync("/sign-in", ("key", "cg_aaaaaaaaaa_wrong"));
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task When_a_key_is_revoked_the_open_stream_of_who_signed_in_with_it_ends()
    {
        await using var api = await SampleSite.StartAsync(configure: options => options.Live.KeepAlive = TimeSpan.FromSeconds(1));
        var key = await api.Keys.CreateAsync("Ida", Role.Contributor, null, "tests");
        using var desk = new Desk(api.Http.BaseAddress!);
        using (await desk.SendAsync("/sign-in", ("key", key.Secret))) { }
        using var stream = await desk.ListenAsync("subscription { changes { revision } }");
        await SocketTests.Until(() => api.Feed.Subscribers == 1);
        await api.Keys.RevokeAsync(key.Key.Id, TestContext.Current.CancellationToken);
        var rest = await new StreamReader(await stream.Content.ReadAsStreamAsync()).ReadToEndAsync(TestContext.Current.CancellationToken);
        rest.ShouldContain("Your sign-in has ended. Sign in again.");
        rest.ShouldEndWith("event: complete\ndata:\n\n");
    }

    [Fact]
    public async Task When_a_key_is_revoked_the_open_socket_of_who_signed_in_with_it_is_closed()
    {
        await using var api = await SampleSite.StartAsync(configure: options => options.Live.KeepAlive = TimeSpan.FromSeconds(1));
        var key = await api.Keys.CreateAsync("Ida", Role.Contributor, null, "tests");
        using var desk = new Desk(api.Http.BaseAddress!);
        using (await desk.SendAsync("/sign-in", ("key", key.Secret))) { }
        await using var socket = await SocketClient.ConnectAsync(api, configure: options => options.Cookies = desk.Cookies);
        await socket.SendAsync("""{"type":"connection_init"}""");
        (await socket.ReceiveAsync()).ShouldBe("""{"type":"connection_ack"}""");
        await socket.SubscribeAsync("1", "{ viewer { name } }");
        (await socket.NextAsync()).ToJsonString().ShouldContain("key:Ida");
        await socket.ReceiveAsync();
        await api.Keys.RevokeAsync(key.Key.Id, TestContext.Current.CancellationToken);
        (await socket.ClosureAsync()).ShouldBe((4403, "Forbidden"));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    public async Task Who_signs_in_stays_on_this_site(string next)
    {
        using var desk = new Desk(site.Http.BaseAddress!);
        using var answer = await desk.SendAsync("/sign-in?next=" + Uri.EscapeDataString(next), ("key", site.Api.Secret));
        answer.Headers.Location!.ToString().ShouldBe("/");
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task A_form_of_another_site_is_refused(string? origin)
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Admin);
        var before = await site.Api.Store.HeadAsync(TestContext.Current.CancellationToken);
        using var answer = await desk.SendFromAsync(
            origin,
            $"{Stock}/argue",
            ("form", "f1"),
            ("url", "https://example.org/a"),
            ("stance", "REBUTS")
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Desk.HtmlAsync(answer)).ShouldContain("The form was not sent from a page of this site");
        (await site.Api.Store.HeadAsync(TestContext.Current.CancellationToken)).Revision.ShouldBe(before.Revision);
    }

    [Fact]
    public async Task Where_reading_needs_a_key_signing_in_opens_the_pages()
    {
        await using var closed = await SampleSite.StartAsync(new AccessOptions { Reading = Gate.Closed });
        using var stranger = new Desk(closed.Http.BaseAddress!);
        (await stranger.ReadAsync("/")).Html.ShouldContain("href=\"/sign-in?next=%2F\"");
        using var desk = await Desk.WithAsync(closed, Role.Reader);
        (await desk.ReadAsync(Stock)).Status.ShouldBe(200);
    }

    [Fact]
    public void A_cookie_is_read_until_it_is_too_old_and_only_by_the_server_that_wrote_it()
    {
        var clock = new ManualClock();
        var options = new PagesOptions { SignedInFor = TimeSpan.FromHours(1) };
        var secrets = SignInSecrets.In(null);
        var cookie = new SignInCookie(options, secrets, clock);
        var http = new DefaultHttpContext();
        http.Request.Scheme = "https";
        cookie.Set(http, "cg_key");
        var header = http.Response.Headers.SetCookie.ToString();
        header.ShouldStartWith("__Host-claimgraph=");
        header.ShouldContain("; secure; samesite=strict; httponly");
        http.Request.Headers.Cookie = header.Split(';')[0];
        cookie.Read(http.Request)!.Key.ShouldBe("cg_key");
        new SignInCookie(options, secrets, clock).Read(http.Request).ShouldNotBeNull();
        new SignInCookie(options, SignInSecrets.In(null), clock).Read(http.Request).ShouldBeNull();
        clock.Advance(TimeSpan.FromHours(1));
        cookie.Read(http.Request).ShouldBeNull();
    }

    [Fact]
    public void Servers_with_the_same_secrets_read_each_others_cookies()
    {
        var folder = Directory.CreateTempSubdirectory("claimgraph-");
        try
        {
            var options = new PagesOptions { SignInSecrets = Path.Combine(folder.FullName, "secrets") };
            var http = new DefaultHttpContext();
            new SignInCookie(options, SignInSecrets.In(options.SignInSecrets), TimeProvider.System).Set(http, "cg_key");
            http.Request.Headers.Cookie = http.Response.Headers.SetCookie.ToString().Split(';')[0];
            new SignInCookie(options, SignInSecrets.In(options.SignInSecrets), TimeProvider.System)
                .Read(http.Request)!
                .Key.ShouldBe("cg_key");
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(options.SignInSecrets!)
                    .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
