using System.Text;
using ClaimGraph.Server.Tests.Access;
using ClaimGraph.Server.Tests.GraphQL;

namespace ClaimGraph.Server.Tests.Cli;

/// <summary>Keys and the program around them: where secrets stand, what is told when something is wrong.</summary>
public sealed class KeySecrecyTests : IDisposable
{
    private const string Actor = """mutation { createActor(input: { name: "France" }) { outcome } }""";

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_secret_is_nowhere_but_in_the_greeting()
    {
        _folder.Write("appsettings.json", """{"Logging": {"LogLevel": {"Default": "Trace"}}}""");
        await using var server = await _folder.ServeAsync("--sample false");
        var secret = server.Key.ShouldNotBeNull();
        (await KeysCommandTests.AskAsync(server, secret, Actor)).Status.ShouldBe(200);
        (await KeysCommandTests.AskAsync(server, secret[..^2] + "__", Actor)).Status.ShouldBe(401);
        (await server.StopAsync()).ShouldBe(0);
        var rest = await server.RestAsync();
        rest.ShouldContain("Request starting"); // it does log
        rest.ShouldNotContain(secret[14..30]);
        (await _folder.RunAsync("keys list")).Output.ShouldNotContain(secret[14..30]);
        foreach (var file in Directory.GetFiles(_folder[""]))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Encoding.Latin1.GetString(bytes).ShouldNotContain(secret[14..30]);
        }
    }

    [Fact]
    public async Task No_key_is_made_when_the_server_cannot_listen()
    {
        await using var server = await _folder.ServeAsync("--sample false --store first.db");
        await _folder.RunAsync($"serve --sample false --url {server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)}");
        (await _folder.RunAsync("keys list")).ShouldBe((0, "", ""));
        await using var later = await _folder.ServeAsync("--sample false");
        later.Key.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("keys create x --role boss", "--role: 'boss' is not valid; use reader, contributor, reviewer or admin.")]
    [InlineData("keys create x --role 2", "--role: '2' is not valid; use reader, contributor, reviewer or admin.")]
    [InlineData(
        "keys create x --role reader --expires soon",
        "--expires: 'soon' is not valid; use a time in UTC like 2027-01-31 or 2027-01-31T12:00:00Z."
    )]
    [InlineData("keys create x --role reader --expires 2020-01-01", "expiresAt: The expiry must be in the future. (OUT_OF_RANGE)")]
    [InlineData("keys list --store none.db", "There is no store 'none.db'; name it with --store.")]
    [InlineData("keys revoke cg_none --store none.db", "There is no store 'none.db'; name it with --store.")]
    public async Task What_is_wrong_is_told_in_one_line(string command, string message) =>
        (await _folder.RunAsync(command)).ShouldBe((1, "", $"claimgraph: {message}\n"));

    [Fact]
    public async Task Reading_can_be_closed()
    {
        await _folder.RunAsync("keys create Reader --role reader");
        _folder.Write("appsettings.json", """{"Access": {"Reading": "Closed"}, "Sample": false}""");
        await using var server = await _folder.ServeAsync();
        (await Api.AskAsync(server.Http, "{ __typename }")).Status.ShouldBe(401);
        var health = await server.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        health.IsSuccessStatusCode.ShouldBeTrue();
    }
}
