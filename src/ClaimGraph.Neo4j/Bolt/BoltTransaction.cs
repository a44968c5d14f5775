using ClaimGraph.Neo4j.Bolt.Connections;
using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt;

/// <summary>A transaction on one connection. BEGIN travels with the first flight and COMMIT with the last.</summary>
internal sealed class BoltTransaction(BoltConnection connection, TransactionConfig header, string server, CancellationToken cancellation) : ITransaction
{
    private bool _begun, _ended;

    /// <summary>What went wrong on the wire or in the server, whatever the work made of it.</summary>
    public Exception? Failure { get; private set; }

    public bool IsCommitted { get; private set; }

    public string? Bookmark { get; private set; }

    public ValueTask RunAsync(IReadOnlyList<Query> flight) => flight.Count == 0 ? ValueTask.CompletedTask : FlyAsync(flight, commits: false);

    public ValueTask CommitAsync(IReadOnlyList<Query> flight) => FlyAsync(flight, commits: true);

    private async ValueTask FlyAsync(IReadOnlyList<Query> flight, bool commits)
    {
        if (_ended) throw new InvalidOperationException("The transaction has ended.");
        try
        {
            var begins = !_begun;
            Prepare(flight, commits);
            _begun = true;
            connection.LeaveUndone();
            await connection.FlyAsync(ReadAsync, (flight, begins, commits), cancellation);
            if (!commits) return;
            IsCommitted = _ended = true;
            connection.Finish();
        }
        catch (Exception failure)
        {
            _ended = true;
            if (failure is not (BoltException or Neo4jException)) throw;
            Failure = failure;
            throw FailureTranslation.Translate(failure, server);
        }
    }

    private void Prepare(IReadOnlyList<Query> flight, bool commits)
    {
        var requests = connection.Requests;
        requests.Clear();
        if (!_begun) requests.Begin(header);
        foreach (var query in flight) requests.Run(query, null);
        if (commits) requests.Add(Signature.Commit);
    }

    private async ValueTask ReadAsync(BoltConnection connection, (IReadOnlyList<Query> Flight, bool Begins, bool Commits) sent, CancellationToken cancellation)
    {
        if (sent.Begins) await connection.AnswerAsync(null, cancellation);
        await connection.AnswersAsync(sent.Flight, cancellation);
        if (sent.Commits) Bookmark = Metadata.Bookmark((await connection.AnswerAsync(null, cancellation)).Span);
    }
}
