namespace ClaimGraph.GraphQL.Engine.Loading;

/// <summary>
/// A value that comes with the next batch. The engine collects all that a level of the query asks for, dispatches the loaders once and
/// takes the results.
/// </summary>
internal abstract class Deferred
{
    /// <summary>The value, once the loaders were dispatched.</summary>
    public abstract object? Result { get; }
}

/// <summary>Where the values of one request are loaded from, in batches.</summary>
internal interface ILoaders
{
    /// <summary>Loads what is waiting. What that leads to waits for the next time.</summary>
    ValueTask DispatchAsync();
}
