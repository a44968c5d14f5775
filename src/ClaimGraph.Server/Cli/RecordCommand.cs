using ClaimGraph.Copying;

namespace ClaimGraph.Server.Cli;

/// <summary><c>import --format ledger</c>: makes a store again from a dump of its ledger.</summary>
internal static class RecordCommand
{
    public static async Task<object> RestoreAsync(
        string name,
        Stream content,
        Stores stores,
        ServerOptions options,
        bool isJson,
        CancellationToken cancellation
    )
    {
        await using var store = await stores.OpenAloneAsync(options);
        var restored = await Bar.ShowAsync<CopyProgress, CopyResult>(
            name,
            p => new Step($"revision {p.Done:N0} of {p.Total:N0}", p.Done, p.Total),
            stores.Clock,
            progress => new LedgerRestore(store).RunAsync(name, content, progress, cancellation)
        );
        var head = await store.HeadAsync(cancellation);
        if (!isJson)
        {
            Console.WriteLine($"{name}: {restored.Revision - restored.Before:N0} entries added, revision {restored.Revision:N0}");
            Console.WriteLine($"  ledger  sha256 {Convert.ToHexStringLower(head.Hash)}");
        }
        return new
        {
            file = name,
            added = restored.Revision - restored.Before,
            revision = restored.Revision,
            ledgerSha256 = Convert.ToHexStringLower(head.Hash),
        };
    }
}
