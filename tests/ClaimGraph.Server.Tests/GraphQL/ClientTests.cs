using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.Server.Tests.Clients;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>Clients of npm, as they are published, against a real server.</summary>
public class ClientTests
{
    [Theory]
    [InlineData("apollo.mjs")]
    [InlineData("urql.mjs")]
    [InlineData("graphql-ws.mjs")]
    public async Task A_client_reads_writes_and_follows(string script)
    {
        NodeProgram.Needed();
        await using var api = await Api.StartAsync();
        var desk = await api.Keys.CreateAsync("desk", Role.Contributor, null, "tests", TestContext.Current.CancellationToken);
        await NodeProgram.RunAsync(
            "node",
            script,
            new Uri(api.Http.BaseAddress!, "/graphql").ToString(),
            $"Bearer {desk.Secret}",
            desk.Key.Principal
        );
        (await api.Store.ChangesAsync(0, 1)).ShouldHaveSingleItem().Principal.ShouldBe(desk.Key.Principal);
    }

    [Fact]
    public async Task GraphQL_codegen_makes_types_that_TypeScript_takes()
    {
        NodeProgram.Needed();
        await NodeProgram.RunAsync("node", "node_modules/@graphql-codegen/cli/cjs/bin.js", "--config", "codegen.mjs");
        await NodeProgram.RunAsync("node", "node_modules/typescript/bin/tsc", "--project", ".");
    }

    [Fact]
    public async Task The_Relay_compiler_takes_the_schema_and_the_server_its_persisted_documents()
    {
        NodeProgram.Needed();
        var manifest = Path.Combine(NodeProgram.Folder, "generated/relay.json");
        Directory.CreateDirectory(Path.GetDirectoryName(manifest)!);
        await File.WriteAllTextAsync(manifest, "{}");
        // It persists only what it writes anew.
        if (Path.Combine(NodeProgram.Folder, "relay/__generated__") is var written && Directory.Exists(written))
            Directory.Delete(written, recursive: true);
        await NodeProgram.RunAsync("node", "node_modules/relay-compiler/cli.js", "relay.config.json");

        var documents = JsonNode.Parse(await File.ReadAllTextAsync(manifest))!.AsObject();
        var (hash, _) = documents.Single(d => ((string)d.Value!).StartsWith("query StatementsPageQuery", StringComparison.Ordinal));
        documents.Count.ShouldBe(5);
        await using var api = await Api.StartAsync(options => (options.Persisted.Path, options.Persisted.Only) = (manifest, true));
        var (_, body) = await api.PostAsync($$"""{"documentId":"{{hash}}","variables":{"count":3} }""");
        body["data"]!["statements"]!["edges"]!.AsArray().ShouldBeEmpty();
    }
}
