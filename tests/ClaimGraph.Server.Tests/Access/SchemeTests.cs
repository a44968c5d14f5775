using System.Net;
using System.Security.Claims;
using ClaimGraph.Access;
using ClaimGraph.GraphQL;
using ClaimGraph.Server.Tests.GraphQL;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.Server.Tests.Access;

/// <summary>The authentication schemes of the API in an application with endpoints and schemes of its own.</summary>
public class SchemeTests
{
    [Fact]
    public async Task Another_endpoint_sees_the_holder_of_a_key()
    {
        await using var api = await Api.StartAsync(endpoints: app =>
            app.MapGet(
                "/me",
                (ClaimsPrincipal user) => $"{user.Identity!.Name} {user.FindFirstValue(ApiClaims.Role)} {user.IsInRole("Admin")}"
            )
        );
        (await api.Http.GetStringAsync("/me", TestContext.Current.CancellationToken)).ShouldBe($"{api.Key.Principal} Admin True");
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData(Role.Reader, 403)]
    [InlineData(Role.Reviewer, 200)]
    public async Task Another_endpoint_can_ask_for_a_role(Role? role, int status)
    {
        await using var api = await Api.StartAsync(
            services: services => services.AddAuthorization(),
            endpoints: app =>
                app.MapGet("/desk", () => "in")
                    .RequireAuthorization(policy =>
                        policy.AddAuthenticationSchemes(ApiAuthenticationOptions.Scheme).RequireRole("Reviewer")
                    )
        );
        using var client = await api.ClientAsync(role);
        using var response = await client.GetAsync(new Uri("/desk", UriKind.Relative), TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(status);
        if (status == 401)
            response.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
    }

    [Fact]
    public async Task Users_can_sign_in_with_cookies_beside_keys()
    {
        await using var api = await WithCookiesAsync(new ManualClock());
        api.LayDownKey();
        await api.ShouldFailAsync("UNAUTHENTICATED", "", """mutation { createActor(input: { name: "A" }) { outcome } }""");
        await SignInAsync(api);
        await api.DataAsync("""mutation { createActor(input: { name: "A" }) { outcome } }""");
        (await api.Store.ChangesAsync(0, 1, TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Principal.ShouldBe("user:Ida");
        using var other = await api.ClientAsync(Role.Admin);
        (await Api.AskAsync(other, "{ keys { id } }")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_cookie_opens_a_socket_until_the_sign_in_expires()
    {
        var clock = new ManualClock();
        await using var api = await WithCookiesAsync(clock);
        var cookie = await SignInAsync(api);
        await using var client = await SocketClient.ConnectAsync(api, configure: o => o.SetRequestHeader("Cookie", cookie));
        await client.SendAsync("""{"type":"connection_init"}""");
        (await client.ReceiveAsync()).ShouldBe("""{"type":"connection_ack"}""");
        await client.SubscribeAsync("1", "{ viewer { name role } }");
        (await client.NextAsync()).ToJsonString().ShouldBe("""{"viewer":{"name":"user:Ida","role":"CONTRIBUTOR"}}""");
        clock.Advance(TimeSpan.FromHours(1));
        while (await client.ReceiveAsync() is not null) { } // complete, and pings
        (await client.ClosureAsync()).ShouldBe((4403, "Forbidden"));
    }

    private static Task<Api> WithCookiesAsync(ManualClock clock) =>
        Api.StartAsync(
            options => options.Live.KeepAlive = TimeSpan.FromSeconds(1),
            services: services =>
            {
                services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = TimeSpan.FromHours(1));
                services.AddDataProtection().UseEphemeralDataProtectionProvider();
                services.Configure<PolicySchemeOptions>(
                    ApiAuthenticationOptions.Scheme,
                    policy => policy.ForwardDefault = CookieAuthenticationDefaults.AuthenticationScheme
                );
            },
            endpoints: app =>
                app.MapPost(
                    "/sign-in",
                    (HttpContext context) =>
                        context.SignInAsync(
                            CookieAuthenticationDefaults.AuthenticationScheme,
                            ApiClaims.User("user:Ida", Role.Contributor, CookieAuthenticationDefaults.AuthenticationScheme)
                        )
                ),
            clock: clock
        );

    /// <summary>Signs the client in, whose later requests carry the cookie.</summary>
    private static async Task<string> SignInAsync(Api api)
    {
        using var response = await api.Http.PostAsync("/sign-in", null, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }
}
