using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ClaimGraph.Changes;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>
/// Small requests that are made to cost much are refused, or answered, for little, also on a store with thousands of claims. Each request
/// of a row is a text of its own, so that nothing is known from the one before.
/// </summary>
[Collection(nameof(MeasuredAlone))]
public class HostileCostTests(HostileCostTests.Server server) : IClassFixture<HostileCostTests.Server>
{
    // Of all threads, the client's and those of a Neo4j server that NEO4J_PID names included; and of all that is allocated, though most of
    // it is free again at once.
    private const double MostMilliseconds = 50;
    private const long MostBytes = 32 * 1024 * 1024;

    // The cheapest run counts, on a server that has run a while: what else goes on, like compiling code anew, only adds to it.
    private const int MostRuns = 100;

    private static readonly Dictionary<string, Func<int, string>> Documents = new()
    {
        ["fragments spread four times on each of twelve levels"] = run =>
            "{ source(key: \"report\") { ...F0 } } "
            + Times(12, i => $"fragment F{i} on Source {{ {Times(4, _ => $"derivedFrom {{ ...F{i + 1} }} ")}}} ")
            + $"fragment F12 on Source {{ a{run}: id }}",
        ["fragments spread under two aliases on each level"] = run =>
            "{ source(key: \"report\") { ...F0 } } "
            + Times(12, i => $"fragment F{i} on Source {{ a: derivedFrom {{ ...F{i + 1} }} b: derivedFrom {{ ...F{i + 1} }} }} ")
            + $"fragment F12 on Source {{ a{run}: id }}",
        ["inline fragments that multiply"] = run =>
            $"{{ a{run}: node(id: \"x\") {{ {Times(13, _ => "... on Source { derivedFrom { id ")}"
            + $"{Times(13, _ => "} derivedFrom { key } } ")} }} }}",
        ["640 fragments in one selection"] = run =>
            $"{{ a{run}: __typename {Times(640, i => $"...F{i} ")}}} "
            + Times(640, i => $"fragment F{i} on Query {{ overview {{ counts {{ actors }} }} }} "),
        ["640 fragments on one another"] = run =>
            $"{{ a{run}: __typename ...F0 }} "
            + Times(640, i => $"fragment F{i} on Query {{ __typename ...F{i + 1} }} ")
            + "fragment F640 on Query { __typename }",
        ["fragments that each spread all others"] = run =>
            $"{{ a{run}: __typename {Times(45, i => $"...F{i} ")}}} "
            + Times(45, i => $"fragment F{i} on Query {{ __typename {Times(45 - i - 1, k => $"...F{i + k + 1} ")}}} "),
        ["many operations with the same fragments"] = run =>
            Times(300, i => $"query Q{i} {{ a{run}: __typename ...A ...B ...C }} ")
            + "fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { __typename }",
        ["many operations and many fragments"] = run =>
            Times(150, i => $"query Q{i}($v: Int) {{ a{run}: actors(first: $v) {{ totalCount }} ...F0 }} ")
            + Times(150, i => $"fragment F{i} on Query {{ actors(first: $v) {{ totalCount }} ...F{i + 1} }} ")
            + "fragment F150 on Query { __typename }",
        ["one field two thousand times"] = run => $"{{ {Times(1_900, _ => "__typename ")} a{run}: __typename }}",
        ["one field with arguments many times"] = run =>
            $"{{ a{run}: __typename {Times(250, _ => "actors(first: 1, filter: { name: { eq: \"x\" } }) { totalCount } ")}}}",
        ["a large argument in a fragment that is spread often"] = run =>
            $"{{ a{run}: __typename {Times(180, i => $"a{i}: node(id: \"x\") {{ ...A }} ")}}} "
            + $"fragment A on Actor {{ events(filter: {{ name: {{ in: [{Times(2_000, i => $"\"{i}\" ")}] }} }}) {{ totalCount }} }}",
        ["directives without end"] = run => $"{{ a{run}: __typename {Times(1_500, _ => "@include(if: true) ")}}}",
        ["unknown directives"] = run => $"{{ a{run}: __typename {Times(3_000, i => $"@d{i} ")}}}",
        ["unknown fields"] = run => $"{{ a{run}: __typename {Times(1_900, i => $"statement{i} ")}}}",
        ["unknown arguments"] = run => $"{{ a{run}: actors({Times(1_900, i => $"first{i}: 1 ")}) {{ totalCount }} }}",
        ["one argument many times"] = run => $"{{ a{run}: actors({Times(1_900, _ => "first: 1 ")}) {{ totalCount }} }}",
        ["unknown types of variables"] = run => $"query ({Times(1_500, i => $"$v{i}: Statement{i} ")}) {{ a{run}: __typename }}",
        ["variables without use"] = run => $"query ({Times(1_500, i => $"$v{i}: Int ")}) {{ a{run}: __typename }}",
        ["a name of sixty thousand letters"] = run => $"{{ {new string('a', 60_000)}{run}: __typename }}",
        ["an unknown field with a long name"] = run => $"{{ {new string('a', 60_000)}{run} }}",
        ["a string of sixty thousand escapes"] = run => $"{{ a{run}: actor(key: \"{Times(10_000, _ => "\\u0041")}\") {{ id }} }}",
        ["code points without end"] = run => $"{{ a{run}: actor(key: \"{Times(6_000, _ => "\\u{1F600")}\") {{ id }} }}",
        ["block strings without end"] = run => $"{{ a{run}: nodes(ids: [{Times(7_900, _ => "\"\"\"\"\"\" ")}]) {{ id }} }}",
        ["block strings in lists of lists"] = run => $"{{ a{run}: nodes(ids: [{Times(7_900, _ => "\"\"\" \\n \"\"\"")}]) {{ id }} }}",
        ["strings without end"] = run => $"{{ a{run}: actor(key: {Times(3_500, _ => "\"\"")}) {{ id }} }}",
        ["a list in a list without end"] = run => $"{{ a{run}: nodes(ids: {new string('[', 250)}{new string(']', 250)}) {{ id }} }}",
        ["null filters in each other"] = run =>
            $"{{ a{run}: statements(filter: {Times(120, _ => "{or: [")}null{Times(120, _ => "]}")}) {{ totalCount }} }}",
        ["a wide filter"] = run =>
            $"{{ a{run}: statements(filter: {{ or: [{Times(900, _ => "{text: {eq: \"a\"}} ")}] }}) {{ totalCount }} }}",
        ["a field of an interface on all its types"] = run =>
            $"{{ a{run}: node(id: \"x\") {{ " + Times(100, i => $"a{i}: history {{ revision changes {{ node {{ id }} }} }} ") + "} }",
        ["introspection under many aliases"] = run =>
            $"{{ a{run}: __typename {Times(190, i => $"a{i}: __schema {{ types {{ fields {{ args {{ name }} }} }} }} ")}}}",
        ["introspection through fragments"] = run =>
            $"{{ a{run}: __schema {{ types {{ ...T ...T }} }} }} "
            + "fragment T on __Type { fields { type { ...U ...U } args { type { ...U } } } } "
            + "fragment U on __Type { ofType { ofType { ofType { name fields { name args { name } } } } } }",
        ["types of types of types"] = run =>
            $"{{ a{run}: __schema {{ types {{ {Times(12, _ => "ofType { possibleTypes { name } ")} name {Times(12, _ => "} ")} }} }} }}",
        ["a subscription to all aliases"] = run =>
            $"subscription {{ {Times(190, i => $"a{i}: changes {{ revision }} ")} b{run}: changes {{ revision }} }}",
        ["conditions without end"] = run =>
            $"query ({Times(400, i => $"$v{i}: Boolean! ")}) {{ a{run}: __typename {Times(400, i => $"__typename @include(if: $v{i}) ")}}}",
        ["a syntax error far on a line"] = run => $"{{ a{run}: __typename {Times(7_000, _ => "abcdefg ")}]",
        ["an invalid character far on a line"] = run => $"{{ a{run}: __typename{new string(' ', 60_000)}?",
        ["a string of sixty thousand letters without end"] = run => $"{{ a{run}: actor(key: \"{new string('a', 60_000)}",
        ["an invalid escape far in a string"] = run => $"{{ a{run}: actor(key: \"{new string('a', 60_000)}\\x\") {{ id }} }}",
        ["an invalid character far in a block string"] = run =>
            $"{{ a{run}: actor(key: \"\"\"{new string('a', 60_000)}\0\"\"\") {{ id }} }}",
        ["a number of sixty thousand digits"] = run => $"{{ a{run}: actors(first: {new string('1', 60_000)}.x) {{ totalCount }} }}",
        ["lists in each other far on a line"] = run => $"{{ a{run}: nodes(ids:{new string(' ', 60_000)}{new string('[', 300)}",
        ["braces without end"] = _ => Times(3_000, _ => "{a"),
        ["fragments in a circle through inline fragments"] = run =>
            $"{{ a{run}: node(id: \"x\") {{ ...A }} }} fragment A on Node {{ ... on Actor {{ ...B }} ... on Source {{ ...B }} }} "
            + "fragment B on Node { ... on Actor { ...A } ... on Event { ...A } }",
        ["a text of the ledger under many aliases"] = run =>
            $"{{ a{run}: ledger {{ entries(first: 100) {{ changes {{ {Times(190, i => $"a{i}: after ")}}} }} }} }}",
        ["the headings of large entries of the ledger"] = run => $"{{ a{run}: ledger {{ entries(first: 100) {{ revision hash }} }} }}",
    };

    // Searches for the same words cost the same each time.
    private static readonly Dictionary<string, string> Searches = new()
    {
        ["the word that all claims have, five hundred times"] = Times(500, _ => "a "),
        ["five hundred words of one letter"] = Times(500, i => $"{(char)('a' + i % 26)} "),
        ["beginnings of many words"] = Times(SearchTerms.MostWords, i => $"{(char)('a' + i % 7)}{(char)('a' + i / 7)} "),
        ["a phrase of the word that all claims have"] = $"\"{Times(SearchTerms.MostWords, _ => "a ")}\"",
        ["a phrase that ends with the beginning of many words"] = "a-a",
        ["the word that all claims have and one that none has"] = "a nowhere",
    };

    public static IEnumerable<TheoryDataRow<string>> Names => Documents.Keys.Select(name => new TheoryDataRow<string>(name));

    public static IEnumerable<TheoryDataRow<string, bool>> SearchNames =>
        from name in Searches.Keys
        from highlighted in new[] { false, true }
        select new TheoryDataRow<string, bool>(name, highlighted);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Costs_little(string name) => MustCostLittleAsync(run => Body(Documents[name](run)));

    [Theory]
    [MemberData(nameof(SearchNames))]
    public async Task A_search_costs_little(string name, bool highlighted)
    {
        (await server.Api.Store.CountAsync(NodeKind.Statement, null)).ShouldBeGreaterThan(Server.Claims);
        await MustCostLittleAsync(_ =>
            JsonSerializer.Serialize(
                new
                {
                    query = "query ($words: String!) { search(query: $words, first: 100) { score "
                        + (highlighted ? "highlight { text }" : "")
                        + " } }",
                    variables = new { words = Searches[name] },
                }
            )
        );
    }

    [Fact]
    public Task A_document_that_is_too_long_to_be_kept_costs_little_each_time()
    {
        var body = Body(Documents["640 fragments in one selection"](0));
        return MustCostLittleAsync(_ => body);
    }

    [Fact]
    public async Task What_was_refused_is_refused_again()
    {
        var body = Body(Documents["unknown fields"](0));
        var (_, first) = await server.Api.PostAsync(body);
        var (_, again) = await server.Api.PostAsync(body);
        again.ToJsonString().ShouldBe(first.ToJsonString());
    }

    private async Task MustCostLittleAsync(Func<int, string> body)
    {
        var (milliseconds, bytes) = (double.MaxValue, long.MaxValue);
        for (var run = 0; run < MostRuns && (milliseconds >= MostMilliseconds || bytes >= MostBytes); run++)
        {
            var text = body(run);
            var before = Spent();
            var (response, _) = await server.Api.PostAsync(text);
            var after = Spent();
            ((int)response.StatusCode).ShouldBeLessThan(500);
            (milliseconds, bytes) = (
                Math.Min(milliseconds, after.Milliseconds - before.Milliseconds),
                Math.Min(bytes, after.Bytes - before.Bytes)
            );
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{milliseconds:0.0} ms, {bytes / 1024:N0} KiB");
        milliseconds.ShouldBeLessThan(MostMilliseconds);
        bytes.ShouldBeLessThan(MostBytes);
    }

    private static (double Milliseconds, long Bytes) Spent() =>
        ((Environment.CpuUsage.TotalTime + SpentByNeo4j()).TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true));

    private static TimeSpan SpentByNeo4j() =>
        Api.IsNeo4j && int.TryParse(Environment.GetEnvironmentVariable("NEO4J_PID"), CultureInfo.InvariantCulture, out var id)
            ? Process.GetProcessById(id).TotalProcessorTime
            : TimeSpan.Zero;

    /// <summary>One server for all rows.</summary>
    public sealed class Server : IAsyncLifetime
    {
        internal const int Claims = 7_500;
        private const int AtOnce = 2_500;
        private const int DifferentWords = 3_000;

        internal Api Api { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Api = await World.StartAsync(o => o.CostPerSecond = 0);
            var random = new Random(1);
            for (var i = 0; i < Claims; i += AtOnce)
                await Api.Store.CommitAsync(
                    new ChangeSet
                    {
                        Principal = "tests",
                        Operations =
                        [
                            .. Enumerable
                                .Range(i, AtOnce)
                                .Select(n => new Create(
                                    Api.Ids.Next(NodeKind.Statement),
                                    new StatementContent { Text = Claim(n, random) }
                                )),
                        ],
                    }
                );
        }

        public ValueTask DisposeAsync() => Api.DisposeAsync();

        // Some words are frequent, as in any language, and all begin with one of seven letters.
        private static string Claim(int number, Random random) =>
            $"a claim {number}: {Times(20, _ => Word((int)(Math.Pow(random.NextDouble(), 3) * DifferentWords)) + " ")}";

        private static string Word(int rank) => rank == 0 ? "a" : $"{(char)('a' + rank % 7)}{(char)('a' + rank / 7 % 26)}{rank / 182}";
    }

    private static string Body(string query) => JsonSerializer.Serialize(new { query });

    private static string Times(int times, Func<int, string> text) => string.Concat(Enumerable.Range(0, times).Select(text));
}

/// <summary>Tests that measure the process run while no others do.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public class MeasuredAlone;
