using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ClaimGraph.Server.Access;
using ClaimGraph.Server.Tests.GraphQL;
using Microsoft.IdentityModel.Tokens;

namespace ClaimGraph.Server.Tests.Access;

/// <summary>Tokens of an OpenID Connect issuer.</summary>
public sealed class JwtTests : IAsyncLifetime
{
    private Issuer Issuer { get; set; } = null!;

    public async ValueTask InitializeAsync() => Issuer = await Issuer.StartAsync();

    public ValueTask DisposeAsync() => Issuer.DisposeAsync();

    /// <summary>What is wrong with each token, and how it is made.</summary>
    private static readonly Dictionary<string, Func<Issuer, string>> Wrong = new()
    {
        ["expired"] = issuer => issuer.Token(t => t.Expires = DateTime.UtcNow.AddHours(-1)),
        ["not valid yet"] = issuer => issuer.Token(t => t.NotBefore = DateTime.UtcNow.AddMinutes(30)),
        ["without expiry"] = issuer => issuer.Token(t => t.Expires = null),
        ["for another audience"] = issuer => issuer.Token(t => t.Audience = "another"),
        ["for no audience"] = issuer => issuer.Token(t => t.Audience = null),
        ["of another issuer"] = issuer => issuer.Token(t => t.Issuer = "https://example.org"),
        ["without subject"] = issuer => issuer.Token(t => t.Claims.Remove("sub")),
        ["unsigned"] = issuer => Unsigned(issuer.Token()),
        ["without its signature"] = issuer => issuer.Token()[..(issuer.Token().LastIndexOf('.') + 1)],
        ["of an unknown key"] = issuer =>
            issuer.Token(t => t.SigningCredentials = new SigningCredentials(NewKey("other"), SecurityAlgorithms.RsaSha256)),
        ["of another key with a known id"] = issuer =>
            issuer.Token(t => t.SigningCredentials = new SigningCredentials(NewKey("rsa"), SecurityAlgorithms.RsaSha256)),
        ["signed with the public key as a shared secret"] = issuer => issuer.Token(t => t.SigningCredentials = Shared(issuer)),
        ["changed"] = issuer => Changed(issuer.Token()),
        ["with a critical extension"] = issuer => issuer.Token(t => t.AdditionalHeaderClaims = Header("crit", new[] { "exp" })),
        ["with a critical extension that it does not have"] = issuer =>
            issuer.Token(t => t.AdditionalHeaderClaims = Header("crit", new[] { "http://example.org/none" })),
        ["with an empty list of critical extensions"] = issuer =>
            issuer.Token(t => t.AdditionalHeaderClaims = Header("crit", Array.Empty<string>())),
        ["with critical extensions that are no list"] = issuer => issuer.Token(t => t.AdditionalHeaderClaims = Header("crit", "exp")),
        ["no token"] = _ => "nonsense",
        ["nearly a token"] = _ => "a.b.c",
    };

    public static TheoryData<string> WrongTokens => [.. Wrong.Keys];

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS512")]
    [InlineData("ES256")]
    public async Task A_token_of_the_issuer_opens_what_its_role_may_and_the_ledger_names_its_holder(string algorithm)
    {
        await using var api = await StartAsync();
        var token = Issuer.Token(t =>
            t.SigningCredentials = new SigningCredentials(algorithm[0] == 'E' ? Issuer.Ecdsa : Issuer.Rsa, algorithm)
        );
        (await AskAsync(api, token, """mutation { createActor(input: { name: "France" }) { outcome } }""")).Codes.ShouldBeEmpty();
        (await AskAsync(api, token, "{ keys { id } }")).ShouldBe((403, "FORBIDDEN"));
        await api.ShouldAnswerAsync(
            "{ ledger { entries { principal } } }",
            """{ "ledger": { "entries": [{ "principal": "user:The desk (u-17)" }] } }"""
        );
    }

    [Theory, MemberData(nameof(WrongTokens))]
    public async Task A_wrong_token_is_refused(string what)
    {
        await using var api = await StartAsync();
        (await AskAsync(api, Issuer.Token(), "{ __typename }")).Status.ShouldBe(200);
        var token = Wrong[what](Issuer);
        (await AskAsync(api, token, "{ __typename }")).ShouldBe((401, "UNAUTHENTICATED"));
    }

    [Fact]
    public async Task A_token_with_critical_extensions_is_told_apart()
    {
        await using var api = await StartAsync();
        using var client = Holding(api, Wrong["with a critical extension"](Issuer));
        (await Api.AskAsync(client, "{ __typename }")).Body["errors"]![0]!["message"]!
            .GetValue<string>()
            .ShouldBe("The token requires extensions that this server does not support (header crit).");
    }

    [Fact]
    public async Task A_token_opens_a_socket()
    {
        await using var api = await StartAsync();
        await using var client = await BeginAsync(api, Issuer.Token());
        (await client.ReceiveAsync()).ShouldBe("""{"type":"connection_ack"}""");
        await client.SubscribeAsync("1", "{ viewer { name } }");
        (await client.NextAsync()).ToJsonString().ShouldBe("""{"viewer":{"name":"user:The desk (u-17)"}}""");
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("of an unknown key")]
    [InlineData("with a critical extension")]
    public async Task A_wrong_token_opens_no_socket(string what)
    {
        await using var api = await StartAsync();
        await using var client = await BeginAsync(api, Wrong[what](Issuer));
        (await client.ClosureAsync()).ShouldBe((4403, "Forbidden"));
    }

    [Fact]
    public async Task Keys_are_taken_beside_tokens()
    {
        await using var api = await StartAsync();
        await api.DataAsync("{ keys { id } }");
        using var nobody = await api.ClientAsync(null);
        (await Api.AskAsync(nobody, "{ __typename }")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_new_key_of_the_issuer_is_found()
    {
        await using var api = await StartAsync();
        (await AskAsync(api, Issuer.Token(), "{ __typename }")).Status.ShouldBe(200);
        var key = NewKey("new");
        Issuer.Published.Add(key);
        var token = Issuer.Token(t => t.SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256));
        while ((await AskAsync(api, token, "{ __typename }")).Status != 200)
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task While_the_issuer_is_away_a_token_cannot_be_checked_and_keys_work_on()
    {
        await using var api = await StartAsync();
        var token = Issuer.Token();
        await Issuer.DisposeAsync();
        (await AskAsync(api, token, "{ __typename }")).ShouldBe((503, "ISSUER_UNAVAILABLE"));
        await api.DataAsync("{ keys { id } }");
    }

    [Theory]
    [InlineData("roles", """["contributor","reviewer","x"]""", "REVIEWER")]
    [InlineData("roles", "\"admin\"", "ADMIN")]
    [InlineData("scope", "\"openid contributor\"", "CONTRIBUTOR")]
    [InlineData("realm_access.roles", """{"roles":["admin"]}""", "ADMIN")]
    [InlineData("https://example.org/roles", """["reader"]""", "READER")]
    [InlineData("roles", "7", "READER")]
    [InlineData("roles", """["Admin"]""", "READER")]
    public async Task The_role_stands_in_the_claim_that_the_options_name(string claim, string value, string expected)
    {
        await using var api = await StartAsync(access => access.Jwt.RoleClaim = claim);
        var token = Issuer.Token(t =>
            t.Claims = new Dictionary<string, object>
            {
                ["sub"] = "u",
                [claim == "realm_access.roles" ? "realm_access" : claim] = System.Text.Json.JsonDocument.Parse(value).RootElement,
            }
        );
        using var client = Holding(api, token);
        (await Api.AskAsync(client, "{ viewer { name role } }")).Body["data"]!
            .ToJsonString()
            .ShouldBe($$$"""{"viewer":{"name":"user:u","role":"{{{expected}}}"}}""");
    }

    [Fact]
    public async Task A_token_without_a_role_opens_no_more_than_none()
    {
        await using var api = await StartAsync(access => access.Reading = Gate.Closed);
        (await AskAsync(api, Issuer.Token(t => t.Claims["roles"] = "guest"), "{ __typename }")).ShouldBe((403, "FORBIDDEN"));
        (await AskAsync(api, Issuer.Token(t => t.Claims["roles"] = "reader"), "{ __typename }")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Other_values_can_mean_the_roles()
    {
        await using var api = await StartAsync(access => access.Jwt.Contributor = "desk-writers");
        (await AskAsync(api, Issuer.Token(), """mutation { createActor(input: { name: "A" }) { outcome } }""")).Status.ShouldBe(403);
        (
            await AskAsync(
                api,
                Issuer.Token(t => t.Claims["roles"] = "desk-writers"),
                """mutation { createActor(input: { name: "A" }) { outcome } }"""
            )
        ).Status.ShouldBe(200);
    }

    private static async Task<SocketClient> BeginAsync(Api api, string token)
    {
        var client = await SocketClient.ConnectAsync(api);
        await client.SendAsync($$$"""{"type":"connection_init","payload":{"Authorization":"Bearer {{{token}}}"}}""");
        return client;
    }

    private Task<Api> StartAsync(Action<AccessOptions>? configure = null)
    {
        var access = new AccessOptions
        {
            Jwt = new JwtOptions { Authority = Issuer.Address, Audience = "claimgraph" },
        };
        configure?.Invoke(access);
        new AccessOptionsValidator().Validate(null, access).Succeeded.ShouldBeTrue();
        return Api.StartAsync(options => options.Live.InitTimeout = TimeSpan.FromMinutes(1), access: access);
    }

    private static async Task<(int Status, string Codes)> AskAsync(Api api, string token, string query)
    {
        using var client = Holding(api, token);
        var (status, codes, _) = await Api.AskAsync(client, query);
        return (status, string.Join(' ', codes));
    }

    private static HttpClient Holding(Api api, string token)
    {
        var client = new HttpClient { BaseAddress = api.Http.BaseAddress };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");
        return client;
    }

    private static Dictionary<string, object> Header(string name, object value) => new() { [name] = value };

    private static RsaSecurityKey NewKey(string id) => new(RSA.Create(2048)) { KeyId = id };

    private static SigningCredentials Shared(Issuer issuer) =>
        new(
            new SymmetricSecurityKey(Encoding.ASCII.GetBytes(issuer.Rsa.Rsa.ExportSubjectPublicKeyInfoPem())) { KeyId = "rsa" },
            SecurityAlgorithms.HmacSha256
        );

    private static string Unsigned(string token) =>
        $"{Base64Url.EncodeToString("""{"alg":"none","typ":"JWT"}"""u8)}.{token.Split('.')[1]}.";

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        var payload = Encoding
            .UTF8.GetString(Base64Url.DecodeFromChars(parts[1]))
            .Replace("contributor", "admin", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.{parts[2]}";
    }
}
