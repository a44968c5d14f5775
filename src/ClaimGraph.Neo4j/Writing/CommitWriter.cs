using ClaimGraph.Neo4j.Counting;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Searching;
using ClaimGraph.Stores.Commits;
using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>
/// Writes what change sets have written, and commits: in one round trip, or in two if statements are quoted differently. A query costs the
/// server ten times and more of what a row in it costs, so there are few, whatever the number of nodes.
/// </summary>
internal static class CommitWriter
{
    /// <returns>True if words were left for the full-text index.</returns>
    public static async ValueTask<bool> CommitAsync(ITransaction transaction, UncommittedState state)
    {
        NodeWrite[] writes = [.. state.Writes];
        var tally = new Tally();
        foreach (var write in writes)
            Tallies.Write(tally, write.Before, write.After);
        var quoted = QuoteUpdate.StatementsToUpdate(writes);
        var words = new WordPlacement(writes, quoted);
        List<Query> queries = [GraphUpdate.Query(writes, tally, state.Entries, words)];
        queries.AddRange(RelationshipUpdate.Queries(writes));
        queries.AddRange(SnapshotUpdate.Queries(state.Snapshots));
        if (quoted.Length > 0)
        {
            var quotes = new Dictionary<long, string[]>();
            await transaction.RunAsync([.. queries, QuoteUpdate.Read(quoted, quotes)]);
            queries = [QuoteUpdate.Write(quotes, words)];
        }
        var leavesWords = words.Waiting is not null;
        await transaction.CommitAsync(queries);
        return leavesWords;
    }
}
