using ClaimGraph.Neo4j.Bolt.Connections;
using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt;

/// <summary>The driver: Cypher over Bolt (https://neo4j.com/docs/bolt/current/).</summary>
internal sealed class BoltDriver : IDriver
{
    private static readonly Query Probe = new("RETURN 1");

    private readonly Neo4jOptions _options;
    private readonly TimeProvider _clock;
    private readonly ConnectionProvider _connections;
    private readonly Bookmarks _bookmarks = new();

    private BoltDriver(Neo4jOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        var uri = Neo4jUri.Parse(options.Uri);
        _connections = uri.Routing is null
            ? new DirectProvider(new ConnectionPool(new ConnectionFactory(options, uri, clock), uri.Address, options, clock))
            : new RoutingProvider(uri, options, clock);
    }

    /// <summary>A driver that connects when it is first used.</summary>
    /// <exception cref="ClaimGraphException">An option is out of range.</exception>
    public static BoltDriver Open(Neo4jOptions options, TimeProvider clock)
    {
        options.Validate();
        return new BoltDriver(options, clock);
    }

    /// <summary>A driver that has checked the server, the credentials and the database.</summary>
    /// <exception cref="StoreUnavailableException">One of them is wrong; the message says which.</exception>
    public static async Task<BoltDriver> ConnectAsync(Neo4jOptions options, TimeProvider clock, CancellationToken cancellation = default)
    {
        var driver = Open(options, clock);
        try
        {
            await driver.ReadOnceAsync([Probe], cancellation);
            return driver;
        }
        catch (Exception failure)
        {
            await driver.DisposeAsync();
            if (failure is not (BoltException or Neo4jException))
                throw;
            throw FailureTranslation.Translate(failure, options.Uri);
        }
    }

    public async ValueTask ReadAsync(IReadOnlyList<Query> queries, CancellationToken cancellation = default)
    {
        if (queries.Count == 0)
            return;
        RetryPolicy? retry = null;
        while (true)
        {
            try
            {
                await ReadOnceAsync(queries, cancellation);
                return;
            }
            catch (Exception failure) when (failure is BoltException or Neo4jException)
            {
                retry ??= NewRetryPolicy();
                if (!await retry.DelayAsync(failure, cancellation))
                    throw FailureTranslation.Translate(failure, _options.Uri);
            }
        }
    }

    public async ValueTask<T> WriteAsync<T>(
        Func<ITransaction, ValueTask<T>> work,
        TimeSpan waited = default,
        CancellationToken cancellation = default
    )
    {
        var retry = NewRetryPolicy(waited);
        while (true)
        {
            var attempt = new Attempt();
            try
            {
                return await WriteOnceAsync(work, attempt, cancellation);
            }
            catch (Exception failure) when (attempt.Cause(failure) is { } cause && !cancellation.IsCancellationRequested)
            {
                if (await retry.DelayAsync(cause, cancellation))
                    continue;
                // The work may have turned the failure into an exception of its own.
                if (failure is not (BoltException or Neo4jException))
                    throw;
                throw FailureTranslation.Translate(failure, _options.Uri);
            }
        }
    }

    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    private async ValueTask ReadOnceAsync(IReadOnlyList<Query> queries, CancellationToken cancellation)
    {
        var config = Config(isRead: true);
        var pool = await PoolAsync(config, cancellation);
        var connection = await AcquireAsync(pool, cancellation);
        try
        {
            connection.Requests.Clear();
            for (var i = 0; i < queries.Count; i++)
                connection.Requests.Run(queries[i], config);
            await connection.ExchangeAsync(
                static (connection, queries, cancellation) => connection.ReceiveResultsAsync(queries, cancellation),
                queries,
                cancellation
            );
        }
        catch (Exception failure) when (failure is BoltException or Neo4jException)
        {
            OnFailure(pool, failure);
            // Rows that were delivered cannot be taken back.
            if (connection.RowsDelivered > 0 && RetryPolicy.IsTransient(failure))
                throw FailureTranslation.Translate(failure, _options.Uri);
            throw;
        }
        finally
        {
            // The caller does not wait for the reset of a failed or cancelled request.
            _ = pool.ReleaseAsync(connection);
        }
    }

    private async ValueTask<T> WriteOnceAsync<T>(Func<ITransaction, ValueTask<T>> work, Attempt attempt, CancellationToken cancellation)
    {
        var config = Config(isRead: false);
        var pool = await PoolAsync(config, cancellation);
        var connection = await AcquireAsync(pool, cancellation);
        var transaction = attempt.Transaction = new BoltTransaction(connection, config, _options.Uri, cancellation);
        try
        {
            var result = await work(transaction);
            if (transaction.Failure is { } hidden)
                throw hidden;
            return result;
        }
        finally
        {
            if (transaction.IsCommitted)
                _bookmarks.Update(config.Bookmarks, transaction.Bookmark);
            if (transaction.Failure is { } failure)
                OnFailure(pool, failure);
            var released = pool.ReleaseAsync(connection);
            // The rollback frees the locks before the next attempt starts.
            if (!cancellation.IsCancellationRequested)
                await released;
        }
    }

    private async ValueTask<BoltConnection> AcquireAsync(ConnectionPool pool, CancellationToken cancellation)
    {
        try
        {
            return await pool.AcquireAsync(cancellation);
        }
        catch (Exception failure) when (failure is BoltException or Neo4jException)
        {
            OnFailure(pool, failure);
            throw;
        }
    }

    private async ValueTask<ConnectionPool> PoolAsync(TransactionConfig config, CancellationToken cancellation)
    {
        try
        {
            return await _connections.PoolAsync(config.IsRead, config.Bookmarks, cancellation);
        }
        catch (Neo4jException failure)
        {
            DropInvalidBookmarks(failure);
            throw;
        }
    }

    private void OnFailure(ConnectionPool pool, Exception failure)
    {
        _connections.OnFailure(pool, failure);
        DropInvalidBookmarks(failure);
    }

    private void DropInvalidBookmarks(Exception failure)
    {
        if (failure is Neo4jException { Code: var code } && StatusCode.IsInvalidBookmark(code))
            _bookmarks.Clear();
    }

    private TransactionConfig Config(bool isRead) => new(isRead, _options.Database, _options.TransactionTimeout, _bookmarks.Latest);

    private RetryPolicy NewRetryPolicy(TimeSpan waited = default) => new(_options.RetryTime - waited, _clock);

    private sealed class Attempt
    {
        public BoltTransaction? Transaction { get; set; }

        /// <summary>The failure of the server or the connection behind the exception that the work threw; null if there is none.</summary>
        public Exception? Cause(Exception thrown) => Transaction?.Failure ?? (thrown is BoltException or Neo4jException ? thrown : null);
    }
}
