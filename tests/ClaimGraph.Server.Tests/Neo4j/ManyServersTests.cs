using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ClaimGraph.Server.Tests.Cli;

namespace ClaimGraph.Server.Tests.Neo4j;

/// <summary>Two servers on one database are as one.</summary>
[Collection(OwnServer.Name)]
public sealed class ManyServersTests(OwnNeo4j neo4j) : IAsyncLifetime
{
    private const int Writers = 8;
    private const int LinksPerRequest = 10;

    private readonly Folder _folder = new();
    private readonly List<RunningServer> _servers = [];
    private Caller[] _callers = [];

    /// <summary>How many links are made to one statement: 400, or as many as the environment variable <c>MANY_SERVERS_LINKS</c>
    /// says.</summary>
    private static int Links =>
        int.TryParse(Environment.GetEnvironmentVariable("MANY_SERVERS_LINKS"), CultureInfo.InvariantCulture, out var given) ? given : 400;

    public async ValueTask InitializeAsync()
    {
        var environment = OwnServer.Environment(await neo4j.EmptyAsync());
        for (var i = 0; i < 2; i++)
            _servers.Add(await _folder.ServeAsync("--sample false", environment));
        _callers = [.. _servers.Select(s => new Caller(s.Http))];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Links_to_one_statement_from_eight_writers_are_all_counted_and_both_tell_them_in_the_same_order()
    {
        var (hub, source) = (await _callers[0].CreateStatementAsync("hub"), await _callers[1].CreateSourceAsync("source"));
        var links = Links / (Writers * LinksPerRequest) * (Writers * LinksPerRequest);
        var feeds = _callers.Select(c => FollowAsync(c, until: links + 2)).ToArray();
        await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(w =>
                    Task.Run(async () =>
                    {
                        for (var i = 0; i < links / Writers; i += LinksPerRequest)
                            await LinkAsync(_callers[w % 2], hub, source, $"{w}-{i}");
                    })
                )
        );

        foreach (var caller in _callers)
        {
            var data = await caller.DataAsync(
                """
                query ($hub: ID!, $source: ID!) {
                  statement(id: $hub) {
                    evidenceCounts { supports } sourceCounts { supports { independentSourceCount } } evidence { totalCount }
                  }
                  source(id: $source) { evidenceCount } overview { counts { evidence } } ledger { head { revision } }
                }
                """,
                new { hub, source }
            );
            var (statement, all) = (data["statement"]!, $"{links}");
            string.Join(
                    ' ',
                    statement["evidenceCounts"]!["supports"],
                    statement["evidence"]!["totalCount"],
                    data["source"]!["evidenceCount"],
                    data["overview"]!["counts"]!["evidence"]
                )
                .ShouldBe($"{all} {all} {all} {all}");
            statement["sourceCounts"]!["supports"]!["independentSourceCount"]!.GetValue<int>().ShouldBe(1);
            data["ledger"]!["head"]!["revision"]!.GetValue<int>().ShouldBe(links + 2);
        }
        var told = await Task.WhenAll(feeds);
        told[0].Select(e => e.Revision).ShouldBe(Enumerable.Range(1, links + 2));
        told[1].ShouldBe(told[0]);
    }

    [Fact]
    public async Task Of_many_who_change_the_same_version_one_succeeds_and_the_others_are_told()
    {
        var id = await _callers[0].CreateStatementAsync("version 1");
        for (var version = 1; version <= 10; version++)
        {
            var payloads = await Task.WhenAll(
                Enumerable.Range(0, Writers).Select(w => UpdateAsync(_callers[w % 2], id, version, $"{version} by {w}"))
            );
            var refused = payloads.Where(p => p["statement"] is null).ToArray();
            refused.Length.ShouldBe(Writers - 1);
            refused.ShouldAllBe(p =>
                p["userErrors"]!.AsArray().Count == 1 && p["userErrors"]![0]!["code"]!.GetValue<string>() == "STALE_VERSION"
            );
            var won = payloads.Single(p => p["statement"] is not null)["statement"]!.ToJsonString();
            foreach (var caller in _callers)
                await WithinASecondAsync(
                    async () =>
                        (await caller.DataAsync("query ($id: ID!) { statement(id: $id) { version text } }", new { id }))[
                            "statement"
                        ]!.ToJsonString(),
                    won
                );
        }
    }

    [Fact]
    public async Task The_same_wording_entered_through_both_at_once_is_one_statement()
    {
        for (var round = 0; round < 10; round++)
        {
            var payloads = await Task.WhenAll(
                Enumerable
                    .Range(0, Writers)
                    .Select(async w =>
                        Caller.Payload(
                            await _callers[w % 2]
                                .DataAsync(
                                    """
                                    mutation ($text: String!) {
                                      createStatement(input: { text: $text, language: "it" }) {
                                        outcome statement { id } userErrors { message }
                                      }
                                    }
                                    """,
                                    new { text = $"Vertice {round}" }
                                )
                        )
                    )
            );
            payloads.Select(p => p["statement"]!["id"]!.GetValue<string>()).Distinct().ShouldHaveSingleItem();
            payloads.Count(p => p["outcome"]!.GetValue<string>() == "CREATED").ShouldBe(1);
            payloads.Count(p => p["outcome"]!.GetValue<string>() == "EXISTING").ShouldBe(Writers - 1);
        }
        (await _callers[0].DataAsync("{ statements { totalCount } }"))["statements"]!["totalCount"]!.GetValue<int>().ShouldBe(10);
    }

    [Fact]
    public async Task What_one_commits_the_other_tells_within_a_second_in_whatever_way_it_is_asked()
    {
        var (id, source) = (await _callers[0].CreateStatementAsync("round 0"), await _callers[0].CreateSourceAsync("source"));
        for (var round = 1; round <= 20; round++)
        {
            var (writer, reader) = (_callers[round % 2], _callers[1 - round % 2]);
            await TellAsync(reader, id); // whatever it keeps, it keeps now
            (await UpdateAsync(writer, id, round, $"round {round}"))["userErrors"]!.AsArray().ShouldBeEmpty();
            await LinkAsync(writer, id, source, $"{round}");
            var (links, head) = (round * LinksPerRequest, 2 + round * (LinksPerRequest + 1));
            var expected = $"round {round} {links} round {round} {links} {links} {links} {head}";
            await WithinASecondAsync(() => TellAsync(reader, id), expected);
        }
    }

    private static async Task WithinASecondAsync(Func<Task<string>> ask, string expected)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(10))
        {
            var late = watch.Elapsed > TimeSpan.FromSeconds(1); // before asking: how long an answer takes is no matter
            var told = await ask();
            if (told == expected)
                return;
            if (late)
                told.ShouldBe(expected);
        }
    }

    /// <summary>The statement by its id, in a list and by a search; its links as a count and as a list; the whole; the ledger.</summary>
    private static async Task<string> TellAsync(Caller caller, string id)
    {
        var data = await caller.DataAsync(
            """
            query ($id: ID!) {
              statement(id: $id) { text evidenceCounts { supports } evidence { totalCount } }
              statements { nodes { text evidenceCounts { supports } } }
              overview { counts { evidence } }
              ledger { head { revision } }
            }
            """,
            new { id }
        );
        var (one, listed) = (data["statement"]!, data["statements"]!["nodes"]![0]!);
        return string.Join(
            ' ',
            one["text"],
            one["evidenceCounts"]!["supports"],
            listed["text"],
            listed["evidenceCounts"]!["supports"],
            one["evidence"]!["totalCount"],
            data["overview"]!["counts"]!["evidence"],
            data["ledger"]!["head"]!["revision"]
        );
    }

    private static async Task<JsonNode> UpdateAsync(Caller caller, string id, int version, string text) =>
        (
            await caller.DataAsync(
                """
                mutation ($id: ID!, $version: Int!, $text: String!) {
                  updateStatement(input: { id: $id, version: $version, text: $text }) {
                    statement { version text } userErrors { code }
                  }
                }
                """,
                new
                {
                    id,
                    version,
                    text,
                }
            )
        )["updateStatement"]!;

    /// <summary>Several links, each a commit of its own, in one request.</summary>
    private static async Task LinkAsync(Caller caller, string hub, string source, string name)
    {
        var document = new StringBuilder("mutation ($hub: ID!, $source: ID!) {");
        for (var i = 0; i < LinksPerRequest; i++)
            document.Append(
                CultureInfo.InvariantCulture,
                $$"""
                a{{i}}: addEvidence(input: { targetId: $hub, basisId: $source, stance: SUPPORTS, anchor: { exact: "{{name}}-{{i}}" } }) {
                  outcome userErrors { code message }
                }
                """
            );
        var data = await caller.DataAsync(document.Append('}').ToString(), new { hub, source });
        data.AsObject().ShouldAllBe(p => p.Value!["outcome"]!.GetValue<string>() == "CREATED");
    }

    /// <summary>Reads the feed of changes as it grows.</summary>
    private static async Task<List<(int Revision, string Hash)>> FollowAsync(Caller caller, int until)
    {
        List<(int Revision, string Hash)> told = [];
        while (told.Count < until)
        {
            var data = await caller.DataAsync(
                "query ($after: Int!) { ledger { entries(after: $after, first: 100) { revision hash } } }",
                new { after = told.LastOrDefault().Revision }
            );
            foreach (var entry in data["ledger"]!["entries"]!.AsArray())
            {
                told.Add((entry!["revision"]!.GetValue<int>(), entry["hash"]!.GetValue<string>()));
                told[^1].Revision.ShouldBe(told.Count);
            }
            await Task.Delay(200);
        }
        return told;
    }
}
