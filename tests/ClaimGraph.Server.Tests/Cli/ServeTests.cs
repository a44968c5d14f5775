using System.Net;

namespace ClaimGraph.Server.Tests.Cli;

public sealed class ServeTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_start_loads_the_sample_and_the_second_does_not()
    {
        await using (var first = await _folder.ServeAsync())
        {
            first.Greeting.ShouldContain($"{_folder["claimgraph.db"]}, revision 7, 60 statements");
            first.Greeting.ShouldContain("sample  loaded into the new store, 646 records");
            (await first.StopAsync()).ShouldBe(0);
        }
        await using var second = await _folder.ServeAsync();
        second.Greeting.ShouldContain("revision 7, 60 statements");
        second.Greeting.ShouldNotContain("sample");
    }

    [Fact]
    public async Task The_sample_can_be_left_out()
    {
        await using var server = await _folder.ServeAsync("--sample false --store other.db");
        server.Greeting.ShouldContain("other.db, revision 0, 0 statements");
        File.Exists(_folder["claimgraph.db"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    public async Task It_says_that_it_is_well(string path, string answer)
    {
        await using var server = await _folder.ServeAsync("--sample false");
        var response = await server.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(answer);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_stops_in_order(string signal)
    {
        await using var server = await _folder.ServeAsync("--sample false");
        (await server.StopAsync(signal)).ShouldBe(0);
        (await _folder.RunAsync("verify")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_one_line()
    {
        await using var server = await _folder.ServeAsync("--sample false");
        var url = server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var (code, _, error) = await _folder.RunAsync($"serve --store other.db --url {url}");
        (code, error).ShouldBe((1, $"claimgraph: Cannot listen on {url}: Address already in use. Choose another address with --url.\n"));
    }

    [Theory]
    [InlineData("--url https://127.0.0.1:5080", "Url: 'https://127.0.0.1:5080' is not http")]
    [InlineData("--url http://example.org:5080", "Url: 'http://example.org:5080' is not http, a host")]
    [InlineData("--url http://127.0.0.1:5080/x", "Url: 'http://127.0.0.1:5080/x' is not http")]
    [InlineData("--sample maybe", "Sample: 'maybe' is not true or false.")]
    [InlineData("--durability Fast", "Store:Durability: 'Fast' is not one of Full, Normal.")]
    [InlineData("--store none/x.db", "The database file cannot be opened: the folder is missing or read-only, or access is denied.")]
    [InlineData("--store damaged.db", "'damaged.db': The file is damaged or no ClaimGraph database.")]
    public async Task What_is_in_the_way_of_a_start_is_told_in_one_line(string arguments, string message)
    {
        _folder.Write("damaged.db", new string('x', 9_000));
        await FailsAsync(arguments, message);
    }

    [Theory]
    [InlineData("CLAIMGRAPH_STORE__CACHEMEGABYTES", "0", "Store:CacheMegabytes: from 1 to 4096.")]
    [InlineData("CLAIMGRAPH_STORE__BUSYTIMEOUT", "soon", "Store:BUSYTIMEOUT: 'soon' is not a time like 00:00:05.")]
    [InlineData("CLAIMGRAPH_STORE__PHAT", "x", "Store:PHAT: there is no such setting; there are Path, Durability, BusyTimeout, CacheMegabytes, CachedNodes.")]
    [InlineData("CLAIMGRAPH_PORT", "1", "PORT: there is no such setting; there are Url, Proxies, Sample, Storage, Store, Neo4j, Access, GraphQL, Telemetry, Logging.")]
    [InlineData("CLAIMGRAPH_STORAGE", "Oracle", "STORAGE: 'Oracle' is not one of Sqlite, Neo4j.")]
    [InlineData("CLAIMGRAPH_STORAGE", "Neo4j", "Neo4j:Password: set Password or PasswordFile.")]
    [InlineData("CLAIMGRAPH_ACCESS__READING", "Ajar", "Access:READING: 'Ajar' is not one of Open, Closed.")]
    [InlineData("CLAIMGRAPH_ACCESS__ADMIN", "x", "Access:ADMIN: there is no such setting; there are Reading, Writing, Jwt.")]
    [InlineData("CLAIMGRAPH_ACCESS__JWT__AUTHORITY", "http://login.example.org", "Access:Jwt:Authority: 'http://login.example.org' is not the https address of an issuer")]
    [InlineData("CLAIMGRAPH_ACCESS__JWT__AUTHORITY", "https://login.example.org", "Access:Jwt:Audience: the name by which the issuer knows this API is needed.")]
    [InlineData("CLAIMGRAPH_ACCESS__JWT__AUDIENCE", "claimgraph", "Access:Jwt:Authority: the address of the issuer is needed")]
    [InlineData("CLAIMGRAPH_ACCESS__JWT__READERS", "x", "Access:Jwt:READERS: there is no such setting; there are Authority, Audience, NameClaim, RoleClaim, Reader, Contributor, Reviewer, Admin.")]
    [InlineData("CLAIMGRAPH_GRAPHQL__MAXDEPTH", "0", "GraphQL:MaxDepth: ")]
    [InlineData("CLAIMGRAPH_GRAPHQL__LIVE__POLLINTERVAL", "00:00:00", "GraphQL:Live:PollInterval: 00:00:00 is out of range")]
    [InlineData("CLAIMGRAPH_GRAPHQL__LIVE__POLL", "1", "GraphQL:LIVE:POLL: there is no such setting; there are PollInterval,")]
    [InlineData("CLAIMGRAPH_GRAPHQL__PERSISTED__ONLY", "true", "GraphQL:Persisted:Only: this needs GraphQL:Persisted:Path.")]
    [InlineData("CLAIMGRAPH_GRAPHQL__PERSISTED__PATH", "none.json", "GraphQL:Persisted:Path: Could not find file")]
    [InlineData("CLAIMGRAPH_GRAPHQL__ALLOWEDORIGINS", "example.org", "GraphQL:AllowedOrigins: 'example.org' is no origin")]
    [InlineData("CLAIMGRAPH_GRAPHQL__MAXDEPHT", "9", "GraphQL:MAXDEPHT: there is no such setting; there are ")]
    public async Task A_wrong_setting_is_told_with_its_key(string name, string value, string message) => await FailsAsync("", message, (name, value));

    [Fact]
    public async Task Settings_come_from_the_file_the_environment_and_the_command_line_and_the_later_wins()
    {
        _folder.Write("appsettings.json", """{"Sample": false, "Store": {"Path": "file.db", "CacheMegabytes": 2}}""");
        await using (var server = await _folder.ServeAsync()) server.Greeting.ShouldContain("file.db, revision 0");
        await using (var server = await _folder.ServeAsync("--store line.db")) server.Greeting.ShouldContain("line.db, revision 0");
        var (_, output, _) = await _folder.RunAsync("verify", ("CLAIMGRAPH_STORE__PATH", _folder["file.db"]));
        output.ShouldContain("file.db: the ledger is whole");
        _folder.Write("appsettings.json", "{\"Sample\"");
        await FailsAsync("", "Failed to load configuration from file");
    }

    private async Task FailsAsync(string arguments, string message, params (string, string)[] environment)
    {
        var (code, output, error) = await _folder.RunAsync($"serve {arguments}", environment);
        code.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldStartWith($"claimgraph: {message}");
        error.TrimEnd('\n').ShouldNotContain("\n");
    }
}
