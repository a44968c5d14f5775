using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClaimGraph.Access;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Tests.Explorer;
using ClaimGraph.Server.Tests.GraphQL;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ClaimGraph.Server.Tests.Samples;

/// <summary>The programs in <c>src/samples</c> do what their page says, against a real server with the sample article.</summary>
public sealed partial class ProgramTests
{
    private const string Claim = "Only the representatives of the United States and the United Kingdom did not sign.";

    private static readonly string Folder = Path.GetFullPath(Path.Combine(Here(), "../../../../src/samples"));

    [Fact]
    public async Task The_client_in_CSharp_prints_claims_and_what_argues()
    {
        await using var api = await StartAsync();
        var (code, output, error) = await RunAsync("dotnet", "run", "claims.cs", "--", UrlOf(api), "did", "not", "sign");
        (code, error).ShouldBe((0, ""));
        output.ShouldContain($"MIXED, strength 0.50: {Claim}");
        output.ShouldContain("  REBUTS: About 40 of the countries represented are not among the signatories.");
    }

    [Fact]
    public async Task The_client_in_Python_finds_and_proposes()
    {
        await using var api = await StartAsync();
        var key = (await api.Keys.CreateAsync("python", Role.Reader, null, "tests", TestContext.Current.CancellationToken)).Secret;
        var (code, output, error) = await RunAsync("python3", "claims.py", UrlOf(api), "find", "did", "not", "sign");
        (code, error).ShouldBe((0, ""));
        output.ShouldContain($"MIXED, strength 0.50: {Claim} [");
        string[] propose =
        [
            "claims.py",
            UrlOf(api),
            "propose",
            "key:only-us-uk-did-not-sign",
            "REBUTS",
            "https://example.org/a",
            "It lists more.",
        ];
        (await RunAsync("python3", propose)).Error.ShouldContain("propose needs a key");
        (await RunAsync("python3", [("CLAIMGRAPH_KEY", key)], propose)).Output.ShouldMatch("^proposal .* is OPEN\n$");
        propose[5] = "here";
        (await RunAsync("python3", [("CLAIMGRAPH_KEY", key)], propose)).Error.ShouldContain("'here' is not a valid URL");
    }

    [Fact]
    public async Task The_shell_sends_words_with_quotation_marks()
    {
        await using var api = await StartAsync();
        var (code, output, error) = await RunAsync("sh", "claims.sh", UrlOf(api), "\"did not sign\" \\");
        (code, error).ShouldBe((0, ""));
        JsonNode.Parse(output)!["data"]!["search"]!["nodes"]![0]!["text"]!.GetValue<string>().ShouldBe(Claim);
    }

    [Fact]
    public async Task The_page_shows_claims_where_the_server_allows_it()
    {
        await using var browser = await Browser.StartAsync();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var site = builder.Build();
        var page = await File.ReadAllTextAsync(Path.Combine(Folder, "claims.html"), TestContext.Current.CancellationToken);
        site.Run(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync(page);
        });
        await site.StartAsync(TestContext.Current.CancellationToken);
        var origin = site.Urls.Single();
        await using var api = await StartAsync(origin);
        var (tab, complaints) = await browser.OpenAsync(new Uri($"{origin}/?url={Uri.EscapeDataString(UrlOf(api))}"));
        await tab.ClickAsync("button");
        await tab.GetByText(Claim).WaitForAsync();
        (await tab.Locator("li").First.InnerTextAsync()).ShouldStartWith("MIXED ");
        complaints.ShouldAllBe(c => c.StartsWith("asks " + UrlOf(api), StringComparison.Ordinal) || c.Contains("favicon"));
    }

    [Fact]
    public async Task Each_panel_of_the_board_finds_its_columns()
    {
        await using var api = await StartAsync();
        var board = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(Folder, "grafana.json"), TestContext.Current.CancellationToken)
        )!;
        var targets = board["panels"]!.AsArray().SelectMany(p => p!["targets"]!.AsArray()).ToArray();
        targets.Length.ShouldBe(6);
        foreach (var target in targets)
        {
            var options = target!["url_options"]!;
            var variables = Times().Replace((string)options["body_graphql_variables"]!, "2025-01-01T00:00:00.000Z", 1);
            variables = Times().Replace(variables, "2099-01-01T00:00:00.000Z");
            var data = await api.DataAsync((string)options["body_graphql_query"]!, JsonSerializer.Deserialize<JsonElement>(variables));
            var root = At(new JsonObject { ["data"] = data.DeepClone() }, (string)target["root_selector"]!);
            var row = root is JsonArray rows ? rows[0] : root;
            foreach (var column in target["columns"]!.AsArray())
                Has(row!, (string)column!["selector"]!).ShouldBeTrue($"{target["root_selector"]} {column["selector"]}");
        }
    }

    private static async Task<Api> StartAsync(string? origin = null)
    {
        var api = await Api.StartAsync(options =>
        {
            options.AnonymousCostPerSecond = 0;
            if (origin is not null)
                options.AllowedOrigins = [origin];
        });
        await SampleArticle.LoadIntoNewAsync(api.Store, api.Ids, CancellationToken.None);
        return api;
    }

    private static string UrlOf(Api api) => api.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    private static JsonNode? At(JsonNode from, string path) => path.Split('.').Aggregate((JsonNode?)from, (at, step) => at?[step]);

    private static bool Has(JsonNode row, string selector) =>
        selector.Split('.') is [.. var path, var last]
        && (path.Length == 0 ? row : At(row, string.Join('.', path))) is JsonObject owner
        && owner.ContainsKey(last);

    private static Task<(int Code, string Output, string Error)> RunAsync(string program, params string[] arguments) =>
        RunAsync(program, [], arguments);

    private static async Task<(int Code, string Output, string Error)> RunAsync(
        string program,
        (string Name, string Value)[] environment,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    [GeneratedRegex(@"\$\{__(from|to):date:iso\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Times();

    private static string Here([CallerFilePath] string path = "") => path;
}
