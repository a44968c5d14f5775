using System.Collections.Concurrent;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>Connections to one server: at most so many, the last used first, so that those beyond need grow old and go.</summary>
internal sealed class ConnectionPool(ConnectionFactory connector, Address address, Neo4jOptions options, TimeProvider clock) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(options.MaxConnections);
    private readonly ConcurrentStack<BoltConnection> _idle = [];
    private volatile bool _disposed;

    public Address Address => address;

    /// <summary>Connections that could be had at once, made already or not.</summary>
    public int Free => _free.CurrentCount;

    /// <summary>Gives a connection that is ready for statements, until <see cref="ReturnAsync"/>.</summary>
    /// <exception cref="StoreUnavailableException">All stayed in use for too long.</exception>
    public async ValueTask<BoltConnection> RentAsync(CancellationToken cancellation)
    {
        if (!_free.Wait(0, cancellation) && !await _free.WaitAsync(options.AcquisitionTimeout, cancellation))
            throw new StoreUnavailableException(
                $"All {options.MaxConnections} connections to Neo4j at {address} stayed in use for {options.AcquisitionTimeout.TotalSeconds:0.###} s. Try again later, or raise MaxConnections.");
        try
        {
            if (_disposed) throw new StoreUnavailableException("The store is closed.");
            while (_idle.TryPop(out var idle))
            {
                if (await IsFitAsync(idle, cancellation)) return idle;
                await idle.DisposeAsync();
                cancellation.ThrowIfCancellationRequested();
            }
            return await connector.ConnectAsync(address, cancellation);
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    /// <summary>Takes a connection back. What it left undone is ended first; await it where that has to have happened.</summary>
    public async Task ReturnAsync(BoltConnection connection)
    {
        try
        {
            if (connection.NeedsRecovery && !connection.IsBroken) await RecoverAsync(connection, CancellationToken.None);
            if (connection.IsBroken || _disposed)
            {
                await connection.DisposeAsync();
                return;
            }
            connection.UsedAt = clock.GetTimestamp();
            _idle.Push(connection);
            if (_disposed) await CloseIdleAsync();
        }
        finally
        {
            _free.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await CloseIdleAsync();
    }

    private async ValueTask<bool> IsFitAsync(BoltConnection idle, CancellationToken cancellation)
    {
        if (clock.GetElapsedTime(idle.CreatedAt) >= options.ConnectionLifetime) return false;
        if (clock.GetElapsedTime(idle.UsedAt) < options.LivenessCheckAfter && !idle.HasUnexpected) return true;
        await RecoverAsync(idle, cancellation);
        return !idle.IsBroken;
    }

    private async ValueTask RecoverAsync(BoltConnection connection, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.ConnectTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        await connection.RecoverAsync(either.Token);
    }

    private async ValueTask CloseIdleAsync()
    {
        while (_idle.TryPop(out var idle)) await idle.DisposeAsync();
    }
}
