using ClaimGraph.Neo4j.Bolt.Connections;
using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt;

/// <summary>A transaction on one connection. BEGIN is pipelined with the first queries, COMMIT with the last.</summary>
internal sealed class BoltTransaction(BoltConnection connection, TransactionConfig config, string server, CancellationToken cancellation)
    : ITransaction
{
    private bool _hasBegun,
        _hasEnded;

    /// <summary>The failure of the connection or the server, even if the work handled the exception.</summary>
    public Exception? Failure { get; private set; }

    public bool IsCommitted { get; private set; }

    public string? Bookmark { get; private set; }

    public ValueTask RunAsync(IReadOnlyList<Query> queries) => queries.Count == 0 ? default : SendAsync(queries, commits: false);

    public ValueTask CommitAsync(IReadOnlyList<Query> queries) => SendAsync(queries, commits: true);

    private async ValueTask SendAsync(IReadOnlyList<Query> queries, bool commits)
    {
        if (_hasEnded)
            throw new InvalidOperationException("The transaction has ended.");
        try
        {
            var begins = !_hasBegun;
            AddRequests(queries, commits);
            _hasBegun = true;
            connection.TransactionOpened();
            await connection.ExchangeAsync(ReceiveAsync, (queries, begins, commits), cancellation);
            if (!commits)
                return;
            IsCommitted = _hasEnded = true;
            connection.TransactionClosed();
        }
        catch (Exception failure)
        {
            _hasEnded = true;
            if (failure is not (BoltException or Neo4jException))
                throw;
            Failure = failure;
            throw FailureTranslation.Translate(failure, server);
        }
    }

    private void AddRequests(IReadOnlyList<Query> queries, bool commits)
    {
        var requests = connection.Requests;
        requests.Clear();
        if (!_hasBegun)
            requests.Begin(config);
        foreach (var query in queries)
            requests.Run(query, null);
        if (commits)
            requests.Add(Signature.Commit);
    }

    private async ValueTask ReceiveAsync(
        BoltConnection connection,
        (IReadOnlyList<Query> Queries, bool Begins, bool Commits) sent,
        CancellationToken cancellation
    )
    {
        if (sent.Begins)
            await connection.ReceiveAsync(null, cancellation);
        await connection.ReceiveResultsAsync(sent.Queries, cancellation);
        if (sent.Commits)
            Bookmark = Metadata.Bookmark((await connection.ReceiveAsync(null, cancellation)).Span);
    }
}
