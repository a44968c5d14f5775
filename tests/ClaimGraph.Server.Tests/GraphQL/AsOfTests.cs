using ClaimGraph.Changes;

namespace ClaimGraph.Server.Tests.GraphQL;

public class AsOfTests
{
    private const string Asked = """
        statement(key: "unsigned"@) {
          text version status verdict strength { value base contributions { share delta evidence { id } } } attention
          evidenceCounts { supports rebuts context } sourceCounts { supports { independentSourceCount } } updatedAt
          appearances { totalCount nodes { saidOn actor { name aliases } source { title snapshot { text } } } }
          evidence {
            totalCount nodes { stance status computedStrength { value } basis { __typename ... on Source { title evidenceCount } } }
          }
          reviews { nodes { verdict basedOn { id } } }
          history(linked: true, first: 50) { revision principal changes { action fields { name before after } } }
        }
        statements(filter: { contested: true }, orderBy: { field: STRENGTH, direction: DESC }@) {
          totalCount nodes { key strength { value } }
        }
        sources(first: 50@) { totalCount pageInfo { endCursor } nodes { title evidenceCount evidence { totalCount } } }
        one: nodes(ids: ["ID"]@) { id version status ... on Statement { text } }
        nodes(ids: ["ID"]@) { updatedAt }
        statementDistribution(by: ATTENTION@) { value count }
        evidenceDistribution(by: BASIS, filter: { stance: { eq: REBUTS } }@) { count node { id ... on Source { evidenceCount } } }
        evidenceTimeSeries(by: UPDATED_AT, interval: DAY@) { start count }
        search(query: "not in OR signed the declaration", first: 30@) {
          totalCount pageInfo { hasNextPage } nodes { id ... on Statement { note strength { value } } } edges { score highlight { text } }
        }
        argumentTree(root: "ID", depth: 4@) {
          isWhole edges { from to depth evidence { note weight } } nodes { id ... on Source { evidenceCount } }
        }
        """;

    [Fact]
    public async Task What_was_answered_once_is_answered_again_after_whatever_happened_since()
    {
        await using var api = await World.StartAsync();
        var id = await ReadingTests.IdAsync(api, "statement", "unsigned");
        var dice = new Dice(7, 60);
        var told = new List<(long Revision, string Time, string Answer)>();
        for (var round = 0; round < 6; round++)
        {
            var head = (await api.Store.HeadAsync()).Revision;
            var recorded = (await api.Store.SummariesAsync(head - 1, 1))[0].Entry.RecordedAt;
            var time = recorded.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
            told.Add((head, time, await AskAsync(api, id, "")));
            await ChangeAsync(api, dice);
        }
        told.Select(t => t.Answer).Distinct().Count().ShouldBe(told.Count);
        foreach (var (revision, time, answer) in told)
        {
            (await AskAsync(api, id, $"asOf: {{ revision: {revision} }}")).ShouldBe(answer);
            (await AskAsync(api, id, $"asOf: {{ time: \"{time}\" }}")).ShouldBe(answer);
        }
    }

    [Fact]
    public async Task Now_and_several_moments_stand_in_one_answer()
    {
        await using var api = await World.StartAsync();
        var id = await ReadingTests.IdAsync(api, "statement", "weak");
        await api.DataAsync($$"""mutation { retract(input: { id: "{{id}}", reason: "A test" }) { outcome } }""");
        await api.ShouldAnswerAsync(
            """
            {
              now: statement(key: "weak") { status }
              then: statement(key: "weak", asOf: { revision: 11 }) { status }
              before: statement(key: "weak", asOf: { revision: 10 }) { status }
              empty: statements(asOf: { revision: 0 }) { totalCount }
            }
            """,
            """
            { "now": { "status": "RETRACTED" }, "then": { "status": "ACTIVE" }, "before": null, "empty": { "totalCount": 0 } }
            """
        );
    }

    [Theory]
    [InlineData("{ revision: 99 }", "Revision 99 does not exist; use one from 0 to 18.")]
    [InlineData("{ time: \"2999-01-01T00:00:00Z\" }", "This time is in the future; use one that has passed.")]
    [InlineData("{}", "Give asOf either a revision or a time.")]
    [InlineData("{ revision: 1, time: \"2025-01-01T00:00:00Z\" }", "Give asOf either a revision or a time.")]
    public async Task A_moment_that_cannot_be_read_is_refused(string moment, string message)
    {
        await using var api = await World.StartAsync();
        await api.ShouldFailAsync("INVALID_ARGUMENT", message, $$"""{ statement(key: "weak", asOf: {{moment}}) { text } }""");
    }

    [Fact]
    public async Task One_request_names_few_moments()
    {
        await using var api = await World.StartAsync();
        var query = string.Join(' ', Enumerable.Range(1, 4).Select(r => $"a{r}: statements(asOf: {{ revision: {r} }}) {{ totalCount }}"));
        await api.ShouldFailAsync("INVALID_ARGUMENT", "Name at most 3 different moments (asOf) in one request.", $"{{ {query} }}");
    }

    private static async Task<string> AskAsync(Api api, string id, string moment)
    {
        var alone = Asked.Replace("ID", id, StringComparison.Ordinal);
        return (
            await api.DataAsync($"{{ {alone.Replace("@", moment.Length == 0 ? "" : ", " + moment, StringComparison.Ordinal)} }}")
        ).ToJsonString();
    }

    /// <summary>A few random changes of the world.</summary>
    private static async Task ChangeAsync(Api api, Dice dice)
    {
        var evidence = await api.Store.FindAsync([
            .. new[] { "pro", "pro-copy", "con", "undercut" }.Select(k => NaturalKey.OfCaller(NodeKind.Evidence, k)),
        ]);
        var sources = await api.Store.FindAsync([
            .. new[] { "report", "copy", "note" }.Select(k => NaturalKey.OfCaller(NodeKind.Source, k)),
        ]);
        var one = dice.Pick(evidence)!.Value;
        var node = (await api.Store.GetAsync([one]))[0]!;
        var statement = (await api.Store.FindAsync([NaturalKey.OfCaller(NodeKind.Statement, "unsigned")]))[0]!.Value;
        await CommitAsync(api, new SetStatus(one, node.IsActive ? RecordStatus.Retracted : RecordStatus.Active));
        await CommitAsync(
            api,
            new Create(
                api.Ids.Next(NodeKind.Evidence),
                new EvidenceContent
                {
                    Basis = dice.Pick(sources)!.Value,
                    Target = statement,
                    Stance = dice.AnyOf<Stance>(),
                    Strength = dice.Below(100) / 100.0,
                    Note = $"{dice.Below(1000)}",
                    Anchor = new QuoteAnchor { Exact = $"not in {dice.Below(1_000_000)}" },
                }
            )
            {
                AcceptsLostQuote = true,
            },
            new Amend(statement, c => ((StatementContent)c) with { Note = $"{dice.Below(1000)}" })
        );
    }

    private static async Task CommitAsync(Api api, params Operation[] operations) =>
        await api.Store.CommitAsync(
            new ChangeSet
            {
                Principal = "test",
                Reason = "A change",
                Operations = operations,
            }
        );
}
