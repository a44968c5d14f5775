using System.Collections.Concurrent;
using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>
/// <c>neo4j://</c>: reads go to the reader with the most connections free, writes to the writer. The table that says who they are is asked for when it
/// has expired or a role has nobody left in it.
/// </summary>
internal sealed class RoutingProvider(Neo4jUri uri, Neo4jOptions options, TimeProvider clock) : ConnectionProvider
{
    private readonly ConnectionFactory _connector = new(options, uri, clock);
    private readonly ConcurrentDictionary<Address, ConnectionPool> _pools = [];
    private readonly Lock _changing = new();
    private readonly SemaphoreSlim _asking = new(1);
    private volatile RoutingTable _table = RoutingTable.Empty;
    private long _askedAt;
    private volatile bool _disposed;

    public override async ValueTask<ConnectionPool> ForAsync(bool reads, IReadOnlyList<string> bookmarks, CancellationToken cancellation)
    {
        if (!IsUsable(reads)) await AskAsync(reads, bookmarks, cancellation);
        var table = _table;
        var servers = reads ? table.Readers : table.Writers;
        if (servers.Count == 0)
            throw new ConnectionException(reads ? "The cluster has no server that takes reads." : "The cluster has no server that takes writes at present.");
        return servers.Select(PoolOf).MaxBy(pool => pool.Free)!;
    }

    public override void Failed(ConnectionPool pool, Exception failure)
    {
        if (failure is Neo4jException { Code: var code } && StatusCode.IsMisrouted(code)) Change(table => table.WithoutWriter(pool.Address));
        else if (failure is BoltException || (failure is Neo4jException { Code: var unavailable } && StatusCode.IsOutOfService(unavailable)))
            Change(table => table.Without(pool.Address));
    }

    public override async ValueTask DisposeAsync()
    {
        _disposed = true;
        foreach (var pool in _pools.Values) await pool.DisposeAsync();
        _asking.Dispose();
    }

    private bool IsUsable(bool reads)
    {
        var table = _table;
        return (reads ? table.Readers : table.Writers).Count > 0 && clock.GetElapsedTime(Volatile.Read(ref _askedAt)) < table.TimeToLive;
    }

    /// <summary>One asks, the others wait for what it learns. The address of the options is asked last, when no known router answers.</summary>
    private async ValueTask AskAsync(bool reads, IReadOnlyList<string> bookmarks, CancellationToken cancellation)
    {
        await _asking.WaitAsync(cancellation);
        try
        {
            if (IsUsable(reads)) return;
            Exception? last = null;
            foreach (var router in _table.Routers.Append(uri.Address).Distinct())
            {
                try
                {
                    var asked = clock.GetTimestamp();
                    var table = await AskAsync(PoolOf(router), bookmarks, cancellation);
                    Volatile.Write(ref _askedAt, asked);
                    Change(_ => table);
                    return;
                }
                catch (Exception failure) when (failure is BoltException or Neo4jException)
                {
                    last = failure;
                }
            }
            throw last!;
        }
        finally
        {
            _asking.Release();
        }
    }

    private async ValueTask<RoutingTable> AskAsync(ConnectionPool pool, IReadOnlyList<string> bookmarks, CancellationToken cancellation)
    {
        var connection = await pool.RentAsync(cancellation);
        try
        {
            connection.Requests.Clear();
            connection.Requests.Add(Signature.Route, _connector.RoutingContext, bookmarks, new Dictionary<string, object?> { ["db"] = options.Database });
            var table = RoutingTable.Empty;
            await connection.FlyAsync(static async (connection, keep, cancellation) => keep(RoutingTable.Read((await connection.AnswerAsync(null, cancellation)).Span)),
                (Action<RoutingTable>)(answer => table = answer), cancellation);
            return table.Readers.Count > 0 ? table : throw new ConnectionException("The cluster has no server that takes reads.");
        }
        finally
        {
            _ = pool.ReturnAsync(connection);
        }
    }

    private ConnectionPool PoolOf(Address address)
    {
        if (_disposed) throw new StoreUnavailableException("The store is closed.");
        return _pools.GetOrAdd(address, address => new ConnectionPool(_connector, address, options, clock));
    }

    private void Change(Func<RoutingTable, RoutingTable> change)
    {
        lock (_changing)
        {
            _table = change(_table);
        }
    }
}
