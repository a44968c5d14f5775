namespace ClaimGraph.Stores;

/// <summary>A store in whose database others may write, too.</summary>
public interface ISharedStore
{
    /// <summary>What others have written under the names of this store, a line for each: nodes that no list contains, and what reads have
    /// skipped since the store was opened.</summary>
    ValueTask<IReadOnlyList<string>> StrangersAsync(CancellationToken cancellation = default);
}
