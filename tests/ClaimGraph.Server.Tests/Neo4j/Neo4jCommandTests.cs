using System.Net;
using System.Net.Sockets;
using ClaimGraph.Neo4j;
using ClaimGraph.Server.Tests.Cli;

namespace ClaimGraph.Server.Tests.Neo4j;

/// <summary>The commands on a Neo4j server.</summary>
[Collection(OwnServer.Name)]
public sealed class Neo4jCommandTests(OwnNeo4j neo4j) : IDisposable
{
    private const string File = """
        {"format":"claimgraph/1","actors":[{"key":"a","kind":"PERSON","name":"A"}],
         "sources":[{"key":"src","url":"https://example.org/","snapshot":{"text":"Città"}}],
         "statements":[{"key":"s","text":"S","about":[{"actor":"a"}]}],
         "evidence":[{"key":"e","target":{"statement":"s"},"basis":{"source":"src"},"stance":"SUPPORTS"}]}
        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_export_verify_and_serve_work_as_on_a_file()
    {
        var environment = OwnServer.Environment(await neo4j.EmptyAsync());
        _folder.Write("in.json", File);
        (await _folder.RunAsync("import in.json", environment)).Output.ShouldBe(
            "in.json: 4 created, 0 updated, 0 unchanged, 0 refused; revision 4\n"
        );
        (await _folder.RunAsync("import in.json", environment)).Output.ShouldBe(
            "in.json: 0 created, 0 updated, 4 unchanged, 0 refused; revision 4\n"
        );
        (await _folder.RunAsync("export out.json", environment)).ShouldBe((0, "out.json: 4 records, revision 4\n", ""));
        (await _folder.RunAsync("import out.json --storage Sqlite", environment)).Output.ShouldStartWith("out.json: 4 created");
        var (verified, said, _) = await _folder.RunAsync("verify", environment);
        verified.ShouldBe(0);
        said.ShouldStartWith($"{neo4j.Options.Uri}: whole up to revision 4; head 4:");
        (await _folder.RunAsync("backup copy.db", environment)).Error.ShouldStartWith("claimgraph: backup copies the embedded store only");
        await using var server = await _folder.ServeAsync("", environment);
        server.Greeting.ShouldContain($"store   {neo4j.Options.Uri}, revision 4, 1 statements");
        server.Greeting.ShouldNotContain("sample");
        (await server.StopAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Copy_carries_the_sample_to_Neo4j_and_back()
    {
        var options = await neo4j.EmptyAsync();
        await using (await _folder.ServeAsync()) { }
        _folder.Write("password", options.Password!);
        var there = await _folder.RunAsync($"copy --from claimgraph.db --to {options.Uri} --to-password-file password");
        TellsProgressOnly(there.Error);
        var lines = there.Output.Split('\n');
        lines[0].ShouldBe($"claimgraph.db → {options.Uri}: 8 entries added, revision 8");
        lines[1]
            .ShouldBe(
                "the same in both: 171 actors, 119 sources, 20 events, 60 statements, 60 appearances, 179 evidence, 36 reviews, "
                    + "1 relations, 0 proposals, 0 review requests, 1 keys"
            );
        lines[2].ShouldStartWith("  nodes   sha256 ");
        var back = await _folder.RunAsync($"copy --from {options.Uri} --to back.db", OwnServer.Environment(options));
        TellsProgressOnly(back.Error);
        back.Output.Split('\n')[1..].ShouldBe(lines[1..]);
        (await _folder.RunAsync($"copy --from {options.Uri} --to back.db", OwnServer.Environment(options))).Output.ShouldStartWith(
            $"{options.Uri} → back.db: 0 entries added, revision 8"
        );
        (await _folder.RunAsync("verify --store back.db")).Output.ShouldStartWith("back.db: whole up to revision 8; head 8:");
    }

    // A slow copy tells where it is every ten seconds.
    private static void TellsProgressOnly(string error) =>
        error
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldAllBe(line => line.Contains(": revision ", StringComparison.Ordinal));

    [Fact]
    public async Task What_is_in_the_way_of_a_start_is_told_in_one_line()
    {
        var options = await neo4j.EmptyAsync();
        await FailsAsync("Check the user and the password.", With(options, o => o.Password = "wrong-one"));
        await FailsAsync(
            "Check the name of the database",
            [.. OwnServer.Environment(options), ("CLAIMGRAPH_NEO4J__DATABASE", "elsewhere")]
        );
        await FailsAsync("Cannot connect to Neo4j", With(options, o => o.Uri = $"bolt://127.0.0.1:{FreePort()}"));
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await FailsAsync(
            "did not complete the handshake within 0.5 s",
            [
                .. With(options, o => o.Uri = $"bolt://{silent.LocalEndpoint}"),
                ("CLAIMGRAPH_NEO4J__CONNECTTIMEOUT", "00:00:00.5"),
                ("CLAIMGRAPH_NEO4J__RETRYTIME", "00:00:00.1"),
            ]
        );
    }

    private async Task FailsAsync(string why, (string, string)[] environment)
    {
        var (code, output, error) = await _folder.RunAsync("serve --url http://127.0.0.1:0", environment);
        (code, output).ShouldBe((1, ""));
        error.ShouldStartWith("claimgraph: ");
        error.ShouldContain(why);
        error.TrimEnd('\n').ShouldNotContain("\n");
        error.ShouldNotContain("wrong-one");
    }

    private static (string, string)[] With(Neo4jOptions options, Action<Neo4jOptions> change)
    {
        var other = new Neo4jOptions
        {
            Uri = options.Uri,
            User = options.User,
            Password = options.Password,
        };
        change(other);
        return OwnServer.Environment(other);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
