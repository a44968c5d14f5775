namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>A place of one store's kind where nothing is kept yet. Disposing it removes what was kept.</summary>
public interface IStorePlace : IAsyncDisposable
{
    /// <summary>Opens the store of this place: empty the first time, later with all that was committed. The one opened before must be
    /// disposed.</summary>
    ValueTask<IClaimStore> OpenAsync(TimeProvider clock);

    /// <summary>Of how many random examples one is tried: more where each costs the store much.</summary>
    int OneExampleOf => 1;
}
