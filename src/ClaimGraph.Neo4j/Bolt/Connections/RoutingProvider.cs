using System.Collections.Concurrent;
using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>
/// <c>neo4j://</c>: reads go to the reader with the most available connections, writes to the writer. The routing table is refreshed when
/// it has expired or has no server left for a role.
/// </summary>
internal sealed class RoutingProvider(Neo4jUri uri, Neo4jOptions options, TimeProvider clock) : ConnectionProvider
{
    private readonly ConnectionFactory _factory = new(options, uri, clock);
    private readonly ConcurrentDictionary<Address, ConnectionPool> _pools = [];
    private readonly Lock _changing = new();
    private readonly SemaphoreSlim _refreshing = new(1);
    private volatile RoutingTable _table = RoutingTable.Empty;
    private long _refreshedAt;
    private volatile bool _isDisposed;

    public override async ValueTask<ConnectionPool> PoolAsync(bool isRead, IReadOnlyList<string> bookmarks, CancellationToken cancellation)
    {
        if (!IsUsable(isRead))
            await RefreshAsync(isRead, bookmarks, cancellation);
        var table = _table;
        var servers = isRead ? table.Readers : table.Writers;
        if (servers.Count == 0)
            throw new ConnectionException($"The cluster has no server for {(isRead ? "reads" : "writes")} at present.");
        return servers.Select(PoolOf).MaxBy(pool => pool.Available)!;
    }

    public override void OnFailure(ConnectionPool pool, Exception failure)
    {
        var code = (failure as Neo4jException)?.Code;
        if (code is not null && StatusCode.IsNotWritable(code))
            Change(table => table.WithoutWriter(pool.Address));
        else if (code is null || StatusCode.IsDatabaseUnavailable(code))
            Change(table => table.Without(pool.Address));
    }

    public override async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        foreach (var pool in _pools.Values)
            await pool.DisposeAsync();
        _refreshing.Dispose();
    }

    private bool IsUsable(bool isRead)
    {
        var table = _table;
        var servers = isRead ? table.Readers : table.Writers;
        return servers.Count > 0 && clock.GetElapsedTime(Volatile.Read(ref _refreshedAt)) < table.TimeToLive;
    }

    /// <summary>
    /// One caller refreshes the table, the others wait for it. The address from the options comes last, in case no known router responds.
    /// </summary>
    private async ValueTask RefreshAsync(bool isRead, IReadOnlyList<string> bookmarks, CancellationToken cancellation)
    {
        await _refreshing.WaitAsync(cancellation);
        try
        {
            if (IsUsable(isRead))
                return;
            Exception? last = null;
            foreach (var router in _table.Routers.Append(uri.Address).Distinct())
            {
                try
                {
                    var now = clock.GetTimestamp();
                    var table = await RouteAsync(PoolOf(router), bookmarks, cancellation);
                    Volatile.Write(ref _refreshedAt, now);
                    Change(_ => table);
                    return;
                }
                catch (Exception failure)
                    when (failure is BoltException || failure is Neo4jException { Code: var code } && StatusCode.ConcernsServer(code))
                {
                    last = failure;
                }
            }
            throw last!;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private async ValueTask<RoutingTable> RouteAsync(ConnectionPool pool, IReadOnlyList<string> bookmarks, CancellationToken cancellation)
    {
        var connection = await pool.AcquireAsync(cancellation);
        try
        {
            connection.Requests.Clear();
            var database = new Dictionary<string, object?> { ["db"] = options.Database };
            connection.Requests.Add(Signature.Route, _factory.RoutingContext, bookmarks, database);
            var table = RoutingTable.Empty;
            await connection.ExchangeAsync(
                async (connection, _, cancellation) =>
                {
                    var metadata = await connection.ReceiveAsync(null, cancellation);
                    table = RoutingTable.Read(metadata.Span);
                },
                0,
                cancellation
            );
            return table.Readers.Count > 0 ? table : throw new ConnectionException("The cluster has no server for reads at present.");
        }
        finally
        {
            _ = pool.ReleaseAsync(connection);
        }
    }

    private ConnectionPool PoolOf(Address address)
    {
        if (_isDisposed)
            throw new StoreUnavailableException("The store is closed.");
        return _pools.GetOrAdd(address, address => new ConnectionPool(_factory, address, options, clock));
    }

    private void Change(Func<RoutingTable, RoutingTable> change)
    {
        lock (_changing)
        {
            _table = change(_table);
        }
    }
}
