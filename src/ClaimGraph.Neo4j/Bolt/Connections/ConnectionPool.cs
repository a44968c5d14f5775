using System.Collections.Concurrent;
using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>
/// Connections to one server, up to a limit. The one used last is used first, so that connections that are not needed stay idle, grow old
/// and are closed.
/// </summary>
internal sealed class ConnectionPool(ConnectionFactory factory, Address address, Neo4jOptions options, TimeProvider clock)
    : IAsyncDisposable
{
    private readonly SemaphoreSlim _slots = new(options.MaxConnections);
    private readonly ConcurrentStack<BoltConnection> _idle = [];
    private volatile bool _isDisposed;

    public Address Address => address;

    /// <summary>Connections that are not in use, whether open or not.</summary>
    public int Available => _slots.CurrentCount;

    /// <summary>Gives a connection that is ready for queries, until <see cref="ReleaseAsync"/>.</summary>
    /// <exception cref="StoreUnavailableException">
    /// All connections were in use for longer than <see cref="Neo4jOptions.AcquisitionTimeout"/>.
    /// </exception>
    public async ValueTask<BoltConnection> AcquireAsync(CancellationToken cancellation)
    {
        if (!_slots.Wait(0, cancellation))
            await WaitForSlotAsync(cancellation);
        try
        {
            if (_isDisposed)
                throw new StoreUnavailableException("The store is closed.");
            while (_idle.TryPop(out var idle))
            {
                if (await IsUsableAsync(idle, cancellation))
                    return idle;
                var isLost = idle.IsBroken;
                await idle.DisposeAsync();
                // What broke one connection has often broken those that were idle for longer; testing each would take its time.
                if (isLost)
                    await CloseIdleAsync();
                cancellation.ThrowIfCancellationRequested();
            }
            return await factory.ConnectAsync(address, cancellation);
        }
        catch
        {
            _slots.Release();
            throw;
        }
    }

    /// <summary>Takes a connection back, and resets it first if needed. Await it only if the reset has to be complete.</summary>
    public async Task ReleaseAsync(BoltConnection connection)
    {
        try
        {
            if (connection.NeedsReset && !connection.IsBroken)
                await ResetAsync(connection, CancellationToken.None);
            if (connection.IsBroken || _isDisposed)
            {
                await connection.DisposeAsync();
                return;
            }
            connection.MarkUsed();
            _idle.Push(connection);
            if (_isDisposed)
                await CloseIdleAsync();
        }
        finally
        {
            _slots.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await CloseIdleAsync();
    }

    private async Task WaitForSlotAsync(CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(options.AcquisitionTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            await _slots.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new StoreUnavailableException(
                $"All {options.MaxConnections} connections to Neo4j at {address} were in use for "
                    + $"{options.AcquisitionTimeout.TotalSeconds:0.###} s. Try again later, or raise MaxConnections."
            )
            {
                ForClients = FailureTranslation.ForClients,
            };
        }
    }

    private async ValueTask<bool> IsUsableAsync(BoltConnection idle, CancellationToken cancellation)
    {
        if (idle.Age >= options.ConnectionLifetime)
            return false;
        if (idle.IdleTime < options.LivenessCheckAfter && !idle.HasUnreadInput)
            return true;
        await ResetAsync(idle, cancellation);
        return !idle.IsBroken;
    }

    private async ValueTask ResetAsync(BoltConnection connection, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        await connection.ResetAsync(either.Token);
    }

    private async ValueTask CloseIdleAsync()
    {
        while (_idle.TryPop(out var idle))
            await idle.DisposeAsync();
    }
}
