using ClaimGraph.Neo4j.Bolt.Connections;
using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt;

/// <summary>Cypher over Bolt (https://neo4j.com/docs/bolt/current/).</summary>
internal sealed class BoltDriver : IDriver
{
    private static readonly Query Nothing = new("RETURN 1");

    private readonly Neo4jOptions _options;
    private readonly TimeProvider _clock;
    private readonly ConnectionProvider _servers;
    private readonly Bookmarks _bookmarks = new();

    private BoltDriver(Neo4jOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        var uri = Neo4jUri.Parse(options.Uri);
        _servers = uri.Routing is null
            ? new DirectProvider(new ConnectionPool(new ConnectionFactory(options, uri, clock), uri.Address, options, clock))
            : new RoutingProvider(uri, options, clock);
    }

    /// <summary>A client that connects when it is first used.</summary>
    /// <exception cref="ClaimGraphException">An option is out of its range.</exception>
    public static BoltDriver Open(Neo4jOptions options, TimeProvider? clock = null)
    {
        options.Validate();
        return new BoltDriver(options, clock ?? TimeProvider.System);
    }

    /// <summary>A client that has made sure that server, user, password and database are right.</summary>
    /// <exception cref="StoreUnavailableException">They are not; the message says which.</exception>
    public static async Task<BoltDriver> ConnectAsync(Neo4jOptions options, TimeProvider? clock = null, CancellationToken cancellation = default)
    {
        var client = Open(options, clock);
        try
        {
            await client.ReadOnceAsync([Nothing], cancellation);
            return client;
        }
        catch (Exception failure)
        {
            await client.DisposeAsync();
            if (failure is not (BoltException or Neo4jException)) throw;
            throw FailureTranslation.Translate(failure, options.Uri);
        }
    }

    public async ValueTask ReadAsync(IReadOnlyList<Query> flight, CancellationToken cancellation = default)
    {
        if (flight.Count == 0) return;
        RetryPolicy? patience = null;
        while (true)
        {
            try
            {
                await ReadOnceAsync(flight, cancellation);
                return;
            }
            catch (Exception failure) when (failure is BoltException or Neo4jException)
            {
                patience ??= new RetryPolicy(_options.RetryTime, _clock);
                if (!await patience.WaitAsync(failure, cancellation)) throw FailureTranslation.Translate(failure, _options.Uri);
            }
        }
    }

    public async ValueTask<T> WriteAsync<T>(Func<ITransaction, ValueTask<T>> work, CancellationToken cancellation = default)
    {
        var patience = new RetryPolicy(_options.RetryTime, _clock);
        while (true)
        {
            var attempt = new Attempt();
            try
            {
                return await WriteOnceAsync(work, attempt, cancellation);
            }
            catch (Exception failure) when (attempt.Cause(failure) is { } cause && !cancellation.IsCancellationRequested)
            {
                if (await patience.WaitAsync(cause, cancellation)) continue;
                // What the work made of a failure is its own affair.
                if (failure is not (BoltException or Neo4jException)) throw;
                throw FailureTranslation.Translate(failure, _options.Uri);
            }
        }
    }

    public ValueTask DisposeAsync() => _servers.DisposeAsync();

    private async ValueTask ReadOnceAsync(IReadOnlyList<Query> flight, CancellationToken cancellation)
    {
        var header = Header(reads: true);
        var pool = await _servers.ForAsync(reads: true, header.Bookmarks, cancellation);
        var connection = await RentAsync(pool, cancellation);
        try
        {
            connection.Requests.Clear();
            for (var i = 0; i < flight.Count; i++) connection.Requests.Run(flight[i], header);
            await connection.FlyAsync(static (connection, flight, cancellation) => connection.AnswersAsync(flight, cancellation), flight, cancellation);
        }
        catch (Exception failure) when (failure is BoltException or Neo4jException)
        {
            Learn(pool, failure);
            // Rows that were given out cannot be taken back.
            if (connection.RowsGiven > 0 && RetryPolicy.IsTransient(failure)) throw FailureTranslation.Translate(failure, _options.Uri);
            throw;
        }
        finally
        {
            // Nobody waits for the end of what was cancelled or failed.
            _ = pool.ReturnAsync(connection);
        }
    }

    private async ValueTask<T> WriteOnceAsync<T>(Func<ITransaction, ValueTask<T>> work, Attempt attempt, CancellationToken cancellation)
    {
        var header = Header(reads: false);
        var pool = await _servers.ForAsync(reads: false, header.Bookmarks, cancellation);
        var connection = await RentAsync(pool, cancellation);
        var transaction = attempt.Transaction = new BoltTransaction(connection, header, _options.Uri, cancellation);
        try
        {
            var result = await work(transaction);
            if (transaction.Failure is { } hidden) throw hidden;
            return result;
        }
        finally
        {
            if (transaction.IsCommitted) _bookmarks.Committed(header.Bookmarks, transaction.Bookmark);
            if (transaction.Failure is { } failure) Learn(pool, failure);
            var returned = pool.ReturnAsync(connection);
            // Locks are free again before the work is begun again, or anything else.
            if (!cancellation.IsCancellationRequested) await returned;
        }
    }

    private async ValueTask<BoltConnection> RentAsync(ConnectionPool pool, CancellationToken cancellation)
    {
        try
        {
            return await pool.RentAsync(cancellation);
        }
        catch (Exception failure) when (failure is BoltException or Neo4jException)
        {
            Learn(pool, failure);
            throw;
        }
    }

    private void Learn(ConnectionPool pool, Exception failure)
    {
        _servers.Failed(pool, failure);
        if (failure is Neo4jException { Code: var code } && StatusCode.IsForeignBookmark(code)) _bookmarks.Forget();
    }

    private TransactionConfig Header(bool reads) => new(reads, _options.Database, _options.TransactionTimeout, _bookmarks.Latest);

    private sealed class Attempt
    {
        public BoltTransaction? Transaction { get; set; }

        /// <summary>The failure of server or connection behind what the work threw; null when there is none.</summary>
        public Exception? Cause(Exception thrown) => Transaction?.Failure ?? (thrown is BoltException or Neo4jException ? thrown : null);
    }
}
