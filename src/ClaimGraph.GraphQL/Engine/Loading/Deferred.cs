using GraphQL.DataLoader;

namespace ClaimGraph.GraphQL.Engine.Loading;

/// <summary>
/// A value that comes with the next batch. The engine collects all that a level of the query asks for, dispatches the loaders once and
/// takes the results. It is an <see cref="IDataLoaderResult"/> so that GraphQL.NET's executor can wait for it too.
/// </summary>
internal abstract class Deferred(ILoaders loaders) : IDataLoaderResult
{
    /// <summary>The value, once the loaders were dispatched.</summary>
    public abstract object? Result { get; }

    public async Task<object?> GetResultAsync(CancellationToken cancellationToken = default)
    {
        await loaders.DispatchAsync();
        return Result;
    }
}

/// <summary>Where the values of one request are loaded from, in batches.</summary>
internal interface ILoaders
{
    /// <summary>Loads what is waiting. What that leads to waits for the next time.</summary>
    ValueTask DispatchAsync();
}
