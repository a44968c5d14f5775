using ClaimGraph.Server.Tests.Cli;
using ClaimGraph.Server.Tests.GraphQL;

namespace ClaimGraph.Server.Tests.Access;

/// <summary>
/// The first start's key and the command <c>keys</c>, with the real program on a file of its own; where <c>CLAIMGRAPH_TEST_STORAGE</c>
/// says Neo4j, on the test server's database, emptied.
/// </summary>
public sealed class KeysCommandTests : IAsyncLifetime
{
    private const string Actor = """mutation { createActor(input: { name: "France" }) { outcome } }""";

    private readonly Folder _folder = new(onTestStorage: true);

    public async ValueTask InitializeAsync()
    {
        if (Folder.OnNeo4j)
            await Neo4jServer.EmptyAsync();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    [Fact]
    public async Task The_first_start_prints_a_key_for_an_admin_and_the_second_does_not()
    {
        string secret;
        await using (var first = await _folder.ServeAsync("--sample false"))
        {
            secret = first.Key.ShouldNotBeNull();
            (await AskAsync(first, secret, "{ viewer { role } keys { name createdBy } }")).Body["data"]!
                .ToJsonString()
                .ShouldBe("""{"viewer":{"role":"ADMIN"},"keys":[{"name":"first admin","createdBy":"cli:serve"}]}""");
        }
        await using var second = await _folder.ServeAsync("--sample false");
        second.Key.ShouldBeNull();
        second.Greeting.ShouldContain("to create another: claimgraph keys create NAME --role admin");
        (await AskAsync(second, secret, Actor)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_first_key_can_go_to_a_file_that_only_its_owner_reads()
    {
        (string, string)[] environment = [("CLAIMGRAPH_ACCESS__FIRSTKEYFILE", "first.key")];
        string written;
        await using (var first = await _folder.ServeAsync("--sample false", environment))
        {
            first.Key.ShouldBeNull();
            first.Greeting.ShouldContain("the first admin key is in first.key");
            written = await File.ReadAllTextAsync(_folder["first.key"], TestContext.Current.CancellationToken);
            (await AskAsync(first, written.TrimEnd(), "{ viewer { role } }")).Body["data"]!["viewer"]!["role"]!
                .GetValue<string>()
                .ShouldBe("ADMIN");
        }
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(_folder["first.key"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var second = await _folder.ServeAsync("--sample false", environment);
        (await File.ReadAllTextAsync(_folder["first.key"], TestContext.Current.CancellationToken)).ShouldBe(written);
        File.Exists(_folder["first.key"] + ".part").ShouldBeFalse();
    }

    [Fact]
    public async Task Of_two_servers_that_start_at_once_on_one_empty_store_one_prints_a_key()
    {
        (await _folder.RunAsync("import none.json")).ExitCode.ShouldBe(1); // warm; no store is made
        var servers = await Task.WhenAll(_folder.ServeAsync("--sample false"), _folder.ServeAsync("--sample false"));
        await using var one = servers[0];
        await using var other = servers[1];
        var key = servers.Select(s => s.Key).Where(k => k is not null).ShouldHaveSingleItem()!;
        foreach (var server in servers)
            (await AskAsync(server, key, "{ keys { id } }")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Keys_are_made_listed_and_revoked_while_a_server_runs()
    {
        await using var server = await _folder.ServeAsync("--sample false");
        var (code, output, error) = await _folder.RunAsync("keys create Desk --role Contributor --expires 2999-01-31");
        var secret = output.TrimEnd();
        (code, output, error[..13]).ShouldBe((0, secret + "\n", secret[..13]));
        error.ShouldContain("contributor, 'Desk', created ");
        error.ShouldContain(" by cli:keys, expires 2999-01-31T00:00:00Z");
        (await AskAsync(server, secret, Actor)).Status.ShouldBe(200);

        (await _folder.RunAsync("keys list"))
            .Output.Split('\n')
            .Select(line => line.Split(',')[0])
            .ShouldBe([$"{secret[..13]}  contributor", $"{server.Key![..13]}  admin", ""]);
        (await _folder.RunAsync($"keys revoke {secret[..13]}")).Output.ShouldContain(", revoked ");
        while ((await AskAsync(server, secret, Actor)).Status != 401)
            await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_key_made_before_the_first_start_is_the_only_one()
    {
        var secret = (await _folder.RunAsync("keys create Root --role admin")).Output.TrimEnd();
        await using var server = await _folder.ServeAsync();
        server.Key.ShouldBeNull();
        server.Greeting.ShouldContain("sample  ");
        (await AskAsync(server, secret, "{ keys { name } }")).Body["data"]!.ToJsonString().ShouldBe("""{"keys":[{"name":"Root"}]}""");
    }

    [Fact]
    public async Task A_key_that_is_not_there_cannot_be_revoked()
    {
        await _folder.RunAsync("keys create Root --role admin");
        (await _folder.RunAsync("keys revoke cg_none")).ShouldBe(
            (1, "", "claimgraph: There is no key 'cg_none'; 'claimgraph keys list' shows all keys.\n")
        );
    }

    internal static async Task<(int Status, System.Text.Json.Nodes.JsonNode Body)> AskAsync(
        RunningServer server,
        string secret,
        string query
    )
    {
        using var client = new HttpClient { BaseAddress = server.Http.BaseAddress };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {secret}");
        var (status, _, body) = await Api.AskAsync(client, query);
        return (status, body);
    }
}
