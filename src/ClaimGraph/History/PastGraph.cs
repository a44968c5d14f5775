using ClaimGraph.Stores;

namespace ClaimGraph.History;

/// <summary>The graph as it was, to be read until it is disposed of.</summary>
public sealed class PastGraph(IClaimStore store, Action release) : IDisposable
{
    private Action? _release = release;

    public IClaimStore Store { get; } = store;

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}

/// <summary>Makes stores that are gone when they are disposed of.</summary>
public interface ITemporaryStores
{
    /// <summary>Makes a store, has it filled, and gives it for reading.</summary>
    Task<IClaimStore> FillAsync(Func<IClaimStore, Task> fill, CancellationToken cancellation = default);
}
