using System.Text.Json.Nodes;
using ClaimGraph.Server.Configuration;

namespace ClaimGraph.Server.Tests.Cli;

/// <summary>Settings from the file, the environment and the command line: what is accepted, and what is said about the rest.</summary>
public sealed class SettingTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("CLAIMGRAPH_STORE__CACHEMEGABYTES", "0", "0 is out of range; use 1 to 4,096.")]
    [InlineData("CLAIMGRAPH_STORE__BUSYTIMEOUT", "soon", "'soon' is not valid; use a time like 00:00:05.")]
    [InlineData("CLAIMGRAPH_STORE__PATH", " ", "it is empty; give the name of a file.")]
    [InlineData("CLAIMGRAPH_STORAGE", "Oracle", "'Oracle' is not valid; use Sqlite or Neo4j.")]
    [InlineData("CLAIMGRAPH_Neo4j__Uri", "http://localhost", "'http://localhost' is not valid; it must begin with bolt:// or neo4j://.")]
    [InlineData("CLAIMGRAPH_NEO4J__RESPONSETIMEOUT", "00:00:30", "00:00:30 is too short; it must be longer than TransactionTimeout.")]
    [InlineData("CLAIMGRAPH_ACCESS__READING", "Ajar", "'Ajar' is not valid; use Open or Closed.")]
    [InlineData("CLAIMGRAPH_ACCESS__JWT__AUTHORITY", "http://example.org", "'http://example.org' is not valid; use the https address")]
    [InlineData("CLAIMGRAPH_ACCESS__JWT__AUTHORITY", "https://login.example.org", "the audience is missing; set Access:Jwt:Audience")]
    [InlineData("CLAIMGRAPH_ACCESS__JWT__AUDIENCE", "claimgraph", "it has no effect without the issuer; set Access:Jwt:Authority, too.")]
    [InlineData("CLAIMGRAPH_ACCESS__JWT__ADMIN", "", "it is empty; give a value of the role claim.")]
    [InlineData("CLAIMGRAPH_GRAPHQL__MAXDEPTH", "0", "0 is out of range; use 1 to 100.")]
    [InlineData("CLAIMGRAPH_GRAPHQL__MAXCOST", "1", "1 is out of range; use 1,000 or more.")]
    [InlineData("CLAIMGRAPH_GRAPHQL__COSTPERSECOND", "5", "5 is out of range; use 0, or 10 to 10,000,000.")]
    [InlineData("CLAIMGRAPH_GRAPHQL__DEFAULTPAGESIZE", "200", "200 is out of range; use at most MaxPageSize, which is 100.")]
    [InlineData("CLAIMGRAPH_GRAPHQL__LIVE__POLLINTERVAL", "00:00:00", "00:00:00 is out of range; use 00:00:00.010 to 00:01:00.")]
    [InlineData("CLAIMGRAPH_GRAPHQL__PERSISTED__ONLY", "true", "it is true without trusted documents; set Path, too.")]
    [InlineData("CLAIMGRAPH_GRAPHQL__PERSISTED__PATH", "none.json", "Could not find file")]
    [InlineData("CLAIMGRAPH_GRAPHQL__ALLOWEDORIGINS", "https://a.example, b.example", "'b.example' is not an origin; use origins like")]
    [InlineData("CLAIMGRAPH_TELEMETRY__METRICS", "1", "'1' is not valid; use true or false.")]
    public async Task A_wrong_value_is_told_with_the_name_of_the_variable(string name, string value, string message) =>
        await FailsAsync($"{name}: {message}", (name, value));

    [Theory]
    [InlineData("CLAIMGRAPH_GRAPHQL__MAXDEPHT", "Did you mean CLAIMGRAPH_GRAPHQL__MAXDEPTH?")]
    [InlineData("CLAIMGRAPH_MAXDEPTH", "Did you mean CLAIMGRAPH_GRAPHQL__MAXDEPTH?")]
    [InlineData("CLAIMGRAPH_STORE__PHAT", "Did you mean CLAIMGRAPH_STORE__PATH?")]
    [InlineData("CLAIMGRAPH_ACCESS__JWT__READERS", "Did you mean CLAIMGRAPH_ACCESS__JWT__READER?")]
    [InlineData("CLAIMGRAPH_PROXIES__FIRST", "'claimgraph config print' lists all settings.")]
    [InlineData("CLAIMGRAPH_GRAPHQL", "'claimgraph config print' lists all settings.")]
    public async Task A_setting_that_does_not_exist_is_told_with_the_nearest_one(string name, string hint) =>
        await FailsAsync($"{name}: there is no such setting. {hint}", (name, "x"));

    [Fact]
    public async Task Every_wrong_setting_is_told_at_once()
    {
        _folder.Write("appsettings.json", """{ "GraphQL": { "MaxDepth": 0, "MaxPageSize": 501 } }""");
        (await _folder.RunAsync("verify", ("CLAIMGRAPH_STORE__CACHEMEGABYTES", "0"))).ShouldBe(
            (
                1,
                "",
                """
                claimgraph: CLAIMGRAPH_STORE__CACHEMEGABYTES: 0 is out of range; use 1 to 4,096.
                claimgraph: GraphQL:MaxDepth in appsettings.json: 0 is out of range; use 1 to 100.
                claimgraph: GraphQL:MaxPageSize in appsettings.json: 501 is out of range; use 1 to 500.

                """
            )
        );
    }

    [Fact]
    public async Task A_password_is_needed_only_where_Neo4j_is_used()
    {
        (await _folder.RunAsync("config print")).ExitCode.ShouldBe(0);
        await FailsAsync("Neo4j:Password: it is not set; set this or PasswordFile.", ("CLAIMGRAPH_STORAGE", "Neo4j"));
    }

    [Theory]
    [InlineData("https://desk:hunter2@collector.example:4317/v1?x=1", "https://********@collector.example:4317/v1?x=1")]
    [InlineData("https://hunter2@collector.example", "https://********@collector.example")]
    [InlineData("https://desk:hun%40ter2@[::1]:4317", "https://********@[::1]:4317")]
    [InlineData("https://collector.example/?token=hunter2&x=1", "https://collector.example/?token=********&x=1")]
    [InlineData("https://collector.example/?api-key=hunter2", "https://collector.example/?api-key=********")]
    [InlineData("https://collector.example/a@b", "https://********@b")]
    [InlineData("https://collector.example", "https://collector.example")]
    public async Task Secrets_inside_of_addresses_are_hidden(string address, string expected)
    {
        var (_, output, _) = await _folder.RunAsync("config print --json", ("CLAIMGRAPH_TELEMETRY__OTLP", address));
        ((string?)JsonNode.Parse(output)!.AsArray().Single(s => (string)s!["setting"]! == "Telemetry:Otlp")!["value"]).ShouldBe(expected);
    }

    [Theory]
    [InlineData("Server=db;User Id=desk;Password=hunter2;Timeout=5", "Server=db;User Id=desk;Password=********;Timeout=5")]
    [InlineData("Server=db;PWD = 'hunter2;x' ;Timeout=5", "Server=db;PWD = ******** ;Timeout=5")]
    [InlineData("bolt://a:hunter2@b,bolt://c:hunter2@d", "bolt://********@d")]
    [InlineData("bolt://desk:hun/ter?2#@x@db:7687", "bolt://********@db:7687")]
    [InlineData("bolt://desk:hun,ter2@db:7687", "bolt://********@db:7687")]
    [InlineData("no secret, a@b and c://d", "no secret, a@b and c://d")]
    [InlineData("/data/desk@home.db", "/data/desk@home.db")]
    public void Secrets_inside_of_texts_are_hidden(string text, string expected) => Secrets.Hide(text).ShouldBe(expected);

    [Fact]
    public async Task A_refused_address_does_not_show_its_secrets() =>
        await FailsAsync(
            "CLAIMGRAPH_TELEMETRY__OTLP: 'ftp://********@collector.example' is not valid; use the http or https address",
            ("CLAIMGRAPH_TELEMETRY__OTLP", "ftp://desk:hunter2@collector.example")
        );

    [Theory]
    [InlineData("""["https://a.example", "https://b.example"]""", null, null, "https://a.example, https://b.example | appsettings.json")]
    [InlineData("\"https://a.example,https://b.example\"", null, null, "https://a.example, https://b.example | appsettings.json")]
    [InlineData("""["https://a.example", "https://b.example"]""", "", "https://c.example", "https://c.example | environment")]
    [InlineData("""["https://a.example", "https://b.example"]""", "__0", "https://c.example", "https://c.example | environment")]
    [InlineData("""["https://a.example"]""", "", " ", " | environment")]
    [InlineData("[]", null, null, " | appsettings.json")]
    public async Task A_list_is_an_array_or_text_with_commas_and_comes_whole_from_its_last_source(
        string json,
        string? suffix,
        string? variable,
        string expected
    )
    {
        _folder.Write("appsettings.json", $$"""{ "GraphQL": { "AllowedOrigins": {{json}} } }""");
        (string, string)[] environment = variable is null ? [] : [($"CLAIMGRAPH_GRAPHQL__ALLOWEDORIGINS{suffix}", variable)];
        var (_, output, error) = await _folder.RunAsync("config print --json", environment);
        error.ShouldBeEmpty();
        var printed = JsonNode.Parse(output)!.AsArray().Single(s => (string)s!["setting"]! == "GraphQL:AllowedOrigins")!;
        $"{string.Join(", ", printed["value"]!.AsArray())} | {printed["source"]}".ShouldBe(expected);
    }

    private async Task FailsAsync(string message, params (string, string)[] environment)
    {
        var (code, output, error) = await _folder.RunAsync("serve", environment);
        (code, output).ShouldBe((1, ""));
        error.ShouldStartWith($"claimgraph: {message}");
        error.TrimEnd('\n').ShouldNotContain("\n");
    }
}
