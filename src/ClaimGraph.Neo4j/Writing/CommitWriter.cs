using ClaimGraph.Neo4j.Counting;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Stores.Commits;
using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>
/// Writes what change sets have written, and commits, in one round trip. A query costs the server ten times and more of what a row in it
/// costs, so there are few, whatever the number of nodes.
/// </summary>
internal static class CommitWriter
{
    public static async ValueTask CommitAsync(ITransaction transaction, UncommittedState state)
    {
        NodeWrite[] writes = [.. state.Writes];
        var tally = new Tally();
        foreach (var write in writes)
            Tallies.Write(tally, write.Before, write.After);
        List<Query> queries = [GraphUpdate.Query(writes, tally, state.Entries)];
        queries.AddRange(RelationshipUpdate.Queries(writes));
        queries.AddRange(TraceUpdate.Queries(writes));
        queries.AddRange(SnapshotUpdate.Queries(state.Snapshots));
        await transaction.CommitAsync(queries);
    }
}
