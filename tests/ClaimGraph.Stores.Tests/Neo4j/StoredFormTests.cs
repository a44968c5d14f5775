using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>What people who read the graph without this program find in it.</summary>
[Collection(OneServer.Name)]
public sealed class StoredFormTests : IAsyncLifetime
{
    private static readonly string[] Common = ["_id", "id", "version", "createdAt", "status", "createdBy", "_createdByFolded", "updatedAt"];

    private static readonly StatementContent NotSigned = new() { Text = "They did not sign" };

    private readonly IdSource _ids = new(TimeProvider.System, new Random(1));
    private IDriver _cypher = null!;
    private Neo4jStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        var options = Neo4jServer.Options();
        options.CachedNodes = 0;
        await Neo4jServer.EmptyAsync();
        _cypher = await Neo4jDriver.ConnectAsync(options, TimeProvider.System);
        _store = await Neo4jStore.OpenAsync(options, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        if (_cypher is not null)
            await _cypher.DisposeAsync();
    }

    [Fact]
    public async Task Properties_have_the_names_of_the_fields_and_those_of_a_part_begin_with_its_name()
    {
        var (statement, source) = (await EnterAsync(NotSigned), await EnterAsync(new SourceContent { Title = "A" }));
        await EnterAsync(
            new AppearanceContent
            {
                Statement = statement,
                Source = source,
                SaidOn = new PartialDate(2025, 2),
                Anchor = new QuoteAnchor
                {
                    Exact = "Não",
                    Start = 0,
                    End = 3,
                },
            }
        );
        await ShouldHaveAsync(
            "Appearance",
            "_naturalKey",
            "_statement",
            "_source",
            "saidOn",
            "anchorExact",
            "_anchorExactFolded",
            "anchorStart",
            "anchorStatus",
            "anchorEnd",
            "anchorLanguage"
        );
        (await TextsAsync("MATCH (n:Appearance) RETURN [n.saidOn, n.anchorExact, n._anchorExactFolded, n.anchorLanguage]")).ShouldBe([
            "2025-02",
            "Não",
            "nao",
            "und",
        ]);
    }

    [Fact]
    public async Task Participations_are_parallel_lists_and_relationships_with_a_role()
    {
        NodeId[] actors = [await EnterAsync(new ActorContent { Name = "A" }), await EnterAsync(new ActorContent { Name = "B" })];
        var summit = new EventContent
        {
            Name = "Summit",
            Participations = [new(actors[0], "SIGNED"), new(actors[0], "HOSTED"), new(actors[1], "SIGNED")],
        };
        var id = await EnterAsync(summit);
        await ShouldHaveAsync("Event", "name", "_nameFolded", "_nameSortKey", "_participants", "roles");
        (
            await TextsAsync(
                """
                MATCH (n:Event) UNWIND range(0, 2) AS i MATCH (a:Actor {_id: n._participants[i]}) RETURN collect(a.name + ' ' + n.roles[i])
                """
            )
        ).ShouldBe(["A SIGNED", "A HOSTED", "B SIGNED"]);
        (await RolesAsync()).ShouldBe(["A HOSTED", "A SIGNED", "B SIGNED"]);
        await CommitAsync(new Update(id, 1, summit with { Participations = [new(actors[0], "SIGNED"), new(actors[1], "PARTICIPATED")] }));
        (await RolesAsync()).ShouldBe(["A SIGNED", "B PARTICIPATED"]);
    }

    [Fact]
    public async Task Relationships_follow_what_evidence_argues()
    {
        var (statement, source) = (await EnterAsync(NotSigned), await EnterAsync(new SourceContent { Title = "A" }));
        var content = new EvidenceContent
        {
            Basis = source,
            Target = statement,
            Stance = Stance.Supports,
        };
        var id = await EnterAsync(content);
        (await TypesAsync()).ShouldBe(["CITES Source", "SUPPORTS Statement"]);
        var reason = await EnterAsync(new StatementContent { Text = "Because" });
        await EnterAsync(content with { Basis = reason, Target = id, Stance = Stance.Context });
        await CommitAsync(new Update(id, 1, content with { Stance = Stance.Rebuts }));
        (await TypesAsync()).ShouldBe(["CITES Source", "CONTEXT_FOR Evidence", "REBUTS Statement", "RESTS_ON Statement"]);
    }

    [Fact]
    public async Task Evidence_that_nothing_argues_about_has_no_counts()
    {
        var (statement, source) = (await EnterAsync(NotSigned), await EnterAsync(new SourceContent { Title = "A" }));
        await EnterAsync(
            new EvidenceContent
            {
                Basis = source,
                Target = statement,
                Stance = Stance.Context,
            }
        );
        await ShouldHaveAsync(
            "Evidence",
            "_naturalKey",
            "_basis",
            "basisKind",
            "basisRetracted",
            "_target",
            "stance",
            "_origin",
            "_converged"
        );
    }

    [Fact]
    public async Task A_property_that_is_missing_has_the_value_that_a_new_node_would_have()
    {
        var id = await EnterAsync(NotSigned with { StatementKind = StatementKind.Opinion, Checkable = false });
        await _cypher.CommitAsync(
            new Query(
                """
                MATCH (n:Statement) SET n.kind = null, n.checkable = null, n.supportCount = null, n.attention = null
                """
            )
        );
        var read = (Statement)(await _store.GetAsync([id]))[0]!;
        (read.Content.StatementKind, read.Content.Checkable).ShouldBe((StatementKind.Fact, true));
        (read.Derived.SupportCount, read.Derived.Attention).ShouldBe((0, Attention.None));
    }

    [Theory]
    [InlineData("n.text = null", "A node has no property text.")]
    [InlineData("n.kind = 'GOSSIP'", "'GOSSIP' is not a value of StatementKind.")]
    public async Task A_node_that_something_else_broke_is_told_of_and_not_guessed(string change, string message)
    {
        var id = await EnterAsync(NotSigned);
        await _cypher.CommitAsync(new Query($"MATCH (n:Statement) SET {change}"));
        (await _store.GetAsync([id]))[0].ShouldBeNull();
        (await _store.StrangersAsync()).ShouldHaveSingleItem().ShouldBe($"Statement {id.Value}: {message}");
    }

    [Fact]
    public async Task What_the_API_shows_as_id_finds_the_node_and_its_history()
    {
        var id = await EnterAsync(NotSigned);
        await CommitAsync(new Update(id, 1, NotSigned with { Note = "Of two" }));
        (
            await TextsAsync(
                $$"""
                MATCH (:LedgerEntry)-[:CONTAINS]->(c:Change)-[:CHANGED]->(:Statement {id: '{{id}}'})
                WITH c ORDER BY c.revision RETURN collect(c.action)
                """
            )
        ).ShouldBe(["CREATE", "UPDATE"]);
    }

    [Fact]
    public async Task Relationships_of_what_is_retracted_say_so_until_it_is_restored()
    {
        var (statement, source) = (await EnterAsync(NotSigned), await EnterAsync(new SourceContent { Title = "A" }));
        var id = await EnterAsync(
            new EvidenceContent
            {
                Basis = source,
                Target = statement,
                Stance = Stance.Rebuts,
            }
        );
        await CommitAsync(new SetStatus(id, RecordStatus.Retracted));
        (await TypesAsync()).ShouldBe(["RETRACTED_CITES Source", "RETRACTED_REBUTS Statement"]);
        await CommitAsync(new SetStatus(id, RecordStatus.Active));
        (await TypesAsync()).ShouldBe(["CITES Source", "REBUTS Statement"]);
    }

    private async Task ShouldHaveAsync(string label, params string[] own)
    {
        var names = await TextsAsync($"MATCH (n:{label}) RETURN keys(n)");
        names.Order(StringComparer.Ordinal).ShouldBe([.. Common.Concat(own).Order(StringComparer.Ordinal)]);
    }

    private Task<string[]> RolesAsync() =>
        TextsAsync(
            """
            MATCH (a:Actor)-[x:TOOK_PART]->(:Event) WITH a.name + ' ' + x.role AS t ORDER BY t RETURN collect(t)
            """
        );

    private Task<string[]> TypesAsync() =>
        TextsAsync(
            """
            MATCH (:Evidence)-[x]->(n:Node) WITH type(x) + ' ' + [l IN labels(n) WHERE l <> 'Node'][0] AS t ORDER BY t RETURN collect(t)
            """
        );

    private async Task<NodeId> EnterAsync(Content content)
    {
        var id = _ids.Next(content.Kind);
        await CommitAsync(new Create(id, content));
        return id;
    }

    private async Task CommitAsync(Operation operation) =>
        await _store.CommitAsync(
            new ChangeSet
            {
                Principal = "test",
                Reason = "wrong",
                Operations = [operation],
            }
        );

    private async Task<string[]> TextsAsync(string cypher)
    {
        string[] texts = [];
        await _cypher.ReadAsync([new Query(cypher, row => texts = row.Texts())]);
        return texts;
    }
}
