using System.Net;
using ClaimGraph.Server.Tests.GraphQL;

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
            first.Greeting.ShouldContain($"{_folder["claimgraph.db"]}, revision 8, 60 statements");
            first.Greeting.ShouldContain("sample  646 records loaded into the new store");
            (await first.StopAsync()).ShouldBe(0);
        }
        await using var second = await _folder.ServeAsync();
        second.Greeting.ShouldContain("revision 8, 60 statements");
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
    public async Task When_its_file_is_deleted_it_is_not_ready_and_writes_nothing_more()
    {
        await using var server = await _folder.ServeAsync("--sample false");
        server.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {server.Key}");
        const string write = """mutation { createActor(input: { name: "A" }) { outcome } }""";
        (await Api.AskAsync(server.Http, write)).Status.ShouldBe(200);
        File.Delete(_folder["claimgraph.db"]);
        var (status, codes, _) = await Api.AskAsync(server.Http, write);
        (status, string.Join(' ', codes)).ShouldBe((503, "STORE_UNAVAILABLE"));
        using var ready = await server.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldStartWith("The database file was deleted");
        File.Exists(_folder["claimgraph.db"]).ShouldBeFalse();
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
    [InlineData("--url https://127.0.0.1:5080", "--url: 'https://127.0.0.1:5080' is not valid; use http, localhost or")]
    [InlineData("--url http://example.org:5080", "--url: 'http://example.org:5080' is not valid; use http, localhost or")]
    [InlineData("--url http://127.0.0.1:5080/x", "--url: 'http://127.0.0.1:5080/x' is not valid; use http, localhost or")]
    [InlineData("--sample maybe", "--sample: 'maybe' is not valid; use true or false.")]
    [InlineData("--durability Fast", "--durability: 'Fast' is not valid; use Full or Normal.")]
    [InlineData("--storage 1", "--storage: '1' is not valid; use Sqlite or Neo4j.")]
    [InlineData("--store none/x.db", "The database file cannot be opened: the folder is missing or read-only, or access is denied.")]
    [InlineData("--store damaged.db", "'damaged.db': The file is damaged or")]
    public async Task What_is_in_the_way_of_a_start_is_told_in_one_line(string arguments, string message)
    {
        _folder.Write("damaged.db", new string('x', 9_000));
        await FailsAsync(arguments, message);
    }

    [Fact]
    public async Task Settings_come_from_the_file_the_environment_and_the_command_line_and_the_later_wins()
    {
        _folder.Write("appsettings.json", """{"Sample": false, "Store": {"Path": "file.db", "CacheMegabytes": 2}}""");
        await using (var server = await _folder.ServeAsync())
            server.Greeting.ShouldContain("file.db, revision 0");
        await using (var server = await _folder.ServeAsync("--store line.db"))
            server.Greeting.ShouldContain("line.db, revision 0");
        var (_, output, _) = await _folder.RunAsync("verify", ("CLAIMGRAPH_STORE__PATH", _folder["file.db"]));
        output.ShouldContain("file.db: whole up to revision 0");
        _folder.Write("appsettings.json", "{\"Sample\"");
        await FailsAsync("", "appsettings.json: ");
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
