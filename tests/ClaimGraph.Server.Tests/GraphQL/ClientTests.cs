using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ClaimGraph.Access;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>
/// Clients of npm, as they are published, against a real server. <c>npm ci</c> in the folder Clients brings them; without node and them
/// the tests are skipped, but not where the environment variable CI is true.
/// </summary>
public class ClientTests
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(Here())!, "../Clients");

    [Theory]
    [InlineData("apollo.mjs")]
    [InlineData("urql.mjs")]
    [InlineData("graphql-ws.mjs")]
    public async Task A_client_reads_writes_and_follows(string script)
    {
        NeedsNode();
        await using var api = await Api.StartAsync();
        var desk = await api.Keys.CreateAsync("desk", Role.Contributor, null, "tests", TestContext.Current.CancellationToken);
        await RunAsync("node", script, new Uri(api.Http.BaseAddress!, "/graphql").ToString(), $"Bearer {desk.Secret}", desk.Key.Principal);
        (await api.Store.ChangesAsync(0, 1)).ShouldHaveSingleItem().Principal.ShouldBe(desk.Key.Principal);
    }

    [Fact]
    public async Task GraphQL_codegen_makes_types_that_TypeScript_takes()
    {
        NeedsNode();
        await RunAsync("node", "node_modules/@graphql-codegen/cli/cjs/bin.js", "--config", "codegen.mjs");
        await RunAsync("node", "node_modules/typescript/bin/tsc", "--project", ".");
    }

    [Fact]
    public async Task The_Relay_compiler_takes_the_schema_and_the_server_its_persisted_documents()
    {
        NeedsNode();
        var manifest = Path.Combine(Folder, "generated/relay.json");
        Directory.CreateDirectory(Path.GetDirectoryName(manifest)!);
        await File.WriteAllTextAsync(manifest, "{}");
        // It persists only what it writes anew.
        if (Path.Combine(Folder, "relay/__generated__") is var written && Directory.Exists(written))
            Directory.Delete(written, recursive: true);
        await RunAsync("node", "node_modules/relay-compiler/cli.js", "relay.config.json");

        var documents = JsonNode.Parse(await File.ReadAllTextAsync(manifest))!.AsObject();
        var (hash, _) = documents.Single(d => ((string)d.Value!).StartsWith("query StatementsPageQuery", StringComparison.Ordinal));
        documents.Count.ShouldBe(5);
        await using var api = await Api.StartAsync(options => (options.Persisted.Path, options.Persisted.Only) = (manifest, true));
        var (_, body) = await api.PostAsync($$"""{"documentId":"{{hash}}","variables":{"count":3} }""");
        body["data"]!["statements"]!["edges"]!.AsArray().ShouldBeEmpty();
    }

    private static void NeedsNode()
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            return;
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Folder, "node_modules")),
            "Run `npm ci` in tests/ClaimGraph.Server.Tests/Clients for these tests."
        );
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            var (output, error) = (
                process.StandardOutput.ReadToEndAsync(patience.Token),
                process.StandardError.ReadToEndAsync(patience.Token)
            );
            await process.WaitForExitAsync(patience.Token);
            process.ExitCode.ShouldBe(0, $"{await output}{await error}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
