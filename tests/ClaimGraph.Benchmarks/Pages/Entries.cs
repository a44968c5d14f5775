using ClaimGraph.Changes;
using ClaimGraph.Queries;

namespace ClaimGraph.Benchmarks.Pages;

/// <summary>What is entered into loaded data for the pages: topics, which generated data has not, and commits between visits.</summary>
internal sealed class Entries(IClaimStore store)
{
    private const int PerTopic = 200;
    private static readonly string[] Topics = ["economy", "energy", "health", "migration", "war"];

    private readonly IdSource _ids = new(TimeProvider.System, Random.Shared);

    /// <summary>Gives each topic statements of its own, the most rebutted ones, unless the data has topics.</summary>
    public async Task EnterTopicsAsync()
    {
        if (await store.CountAsync(NodeKind.Statement, Filter.Is(Fields.Statement.Topics, Topics[0])) > 0)
            return;
        var operations = new List<Operation>();
        var order = new OrderBy(Fields.Statement.Argued.RebutCount, Descending: true);
        for (Cursor? after = null; operations.Count < PerTopic * Topics.Length; )
        {
            var page = await store.ListAsync(new ListQuery(NodeKind.Statement, null, order, PageRequest.First(Limits.Page, after)));
            operations.AddRange(page.Nodes.Select((node, i) => GiveTopic(node.Id, Topics[i % Topics.Length])));
            after = Cursor.Of(page.Nodes[^1], order);
        }
        await store.CommitAsync(new ChangeSet { Principal = "benchmark", Operations = operations });
    }

    /// <summary>A commit after which nothing that was kept is right.</summary>
    public async Task CommitAsync() =>
        await store.CommitAsync(
            new ChangeSet
            {
                Principal = "benchmark",
                Operations = [new Create(_ids.Next(NodeKind.Actor), new ActorContent { Name = $"Visitor {Guid.NewGuid()}" })],
            }
        );

    private static Amend GiveTopic(NodeId id, string topic) => new(id, content => ((StatementContent)content) with { Topics = [topic] });
}
