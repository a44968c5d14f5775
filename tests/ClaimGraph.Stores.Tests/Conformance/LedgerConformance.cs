namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>The ledger tells everything that happened, once, in order.</summary>
public abstract class LedgerConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public async Task Ledger_of_a_random_history_has_no_gaps_and_verifies()
    {
        await Actor();
        (await LedgerCheck.RunAsync(Store)).ShouldBe(new LedgerCheck(1, null, null));
    }
}
