using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>The queries of schema/neo4j/README.md, run on a small graph.</summary>
[Collection(OneServer.Name)]
public sealed partial class CypherPageTests : IAsyncLifetime
{
    private readonly IdSource _ids = new(TimeProvider.System, new Random(1));
    private readonly Dictionary<string, object?> _parameters = [];
    private IDriver _cypher = null!;

    public async ValueTask InitializeAsync()
    {
        await Neo4jServer.EmptyAsync();
        _cypher = await Neo4jDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System);
        await using var store = await Neo4jStore.OpenAsync(Neo4jServer.Options(), TimeProvider.System);
        await EnterAsync(store);
    }

    public ValueTask DisposeAsync() => _cypher?.DisposeAsync() ?? default;

    [Fact]
    public async Task Every_query_answers_what_it_says()
    {
        var found = new List<string>();
        foreach (var query in Queries())
        {
            var rows = new List<string>();
            await _cypher.ReadAsync([new Query(query, _parameters, row => rows.Add(Text(row.Any())))]);
            found.Add(string.Join(" | ", rows.Order(StringComparer.Ordinal)));
        }
        found.ShouldBe([
            "They did not sign",
            "REBUTS | SUPPORTS",
            "Press",
            "they signed",
            "Copy | Minutes | Minutes",
            "[Press, Summit, Ministry]",
            "1",
        ]);
    }

    /// <summary>Minutes that Press published support a statement; a copy of them rebuts it, and they answer that.</summary>
    private async Task EnterAsync(Neo4jStore store)
    {
        var (press, ministry, said) = (Next(NodeKind.Actor), Next(NodeKind.Actor), Next(NodeKind.Statement));
        var (minutes, copy, rebuttal, wrong) = (
            Next(NodeKind.Source),
            Next(NodeKind.Source),
            Next(NodeKind.Evidence),
            Next(NodeKind.Evidence)
        );
        await CommitAsync(
            new Create(press, new ActorContent { Name = "Press" }),
            new Create(ministry, new ActorContent { Name = "Ministry" }),
            new Create(
                minutes,
                new SourceContent
                {
                    Title = "Minutes",
                    Url = "https://example.org/minutes",
                    Publisher = press,
                }
            ),
            new Create(copy, new SourceContent { Title = "Copy", DerivedFrom = minutes }),
            new Create(
                Next(NodeKind.Event),
                new EventContent { Name = "Summit", Participations = [new(press, "ATTENDED"), new(ministry, "HOSTED")] }
            ),
            new Create(said, new StatementContent { Text = "They did not sign", About = [ministry] }) { Key = "signed" },
            new Create(
                Next(NodeKind.Appearance),
                new AppearanceContent
                {
                    Statement = said,
                    Actor = press,
                    Source = minutes,
                    Anchor = new QuoteAnchor { Exact = "did not" },
                }
            ),
            new Create(Next(NodeKind.Evidence), Argument(minutes, said, Stance.Supports, "absent")),
            new Create(rebuttal, Argument(copy, said, Stance.Rebuts, "they signed")),
            new Create(Next(NodeKind.Evidence), Argument(minutes, rebuttal, Stance.Rebuts, "a forgery")),
            new Create(wrong, Argument(minutes, said, Stance.Rebuts, "misread"))
        );
        await CommitAsync(new SetStatus(wrong, RecordStatus.Retracted));
        _parameters["id"] = said.ToString();
        _parameters["statement"] = "signed";
        const string Url = "MATCH (s:Source {title: 'Minutes'}) RETURN s.canonicalUrl";
        await _cypher.ReadAsync([new Query(Url, row => _parameters["url"] = row.Text())]);
        (_parameters["one"], _parameters["other"]) = ("Press", "Ministry");

        async Task CommitAsync(params Operation[] operations) =>
            await store.CommitAsync(
                new ChangeSet
                {
                    Principal = "desk",
                    Reason = "misread",
                    Operations = operations,
                }
            );
    }

    private NodeId Next(NodeKind kind) => _ids.Next(kind);

    private static EvidenceContent Argument(NodeId basis, NodeId target, Stance stance, string words) =>
        new()
        {
            Basis = basis,
            Target = target,
            Stance = stance,
            Anchor = new QuoteAnchor { Exact = words },
        };

    private static string Text(object? value) =>
        value switch
        {
            GraphNode node => (string)node.Properties["text"]!,
            List<object?> list => $"[{string.Join(", ", list)}]",
            _ => $"{value}",
        };

    private static IEnumerable<string> Queries([CallerFilePath] string here = "")
    {
        var page = Path.Combine(Path.GetDirectoryName(here)!, "../../../schema/neo4j/README.md");
        return Blocks().Matches(File.ReadAllText(page)).Select(block => block.Groups["query"].Value);
    }

    [GeneratedRegex("```cypher\n(?<query>[^`]*)```", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Blocks();
}
