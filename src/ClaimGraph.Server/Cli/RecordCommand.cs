using ClaimGraph.Copying;
using ClaimGraph.Import;
using ClaimGraph.Interchange;

namespace ClaimGraph.Server.Cli;

/// <summary><c>import</c> of formats from which records are made, and of dumps of a ledger.</summary>
internal static class RecordCommand
{
    /// <param name="read">Gets what is wrong with the input as such.</param>
    public static async Task<ImportResult> RunAsync(
        string name,
        Stream content,
        RecordFormat format,
        ImportResult read,
        Stores stores,
        ServerOptions options,
        Func<ImportProgress, Step> step,
        CancellationToken cancellation
    )
    {
        using var input = await format.OpenAsync(name, content, read, cancellation);
        await using var store = await stores.OpenAloneAsync(options);
        var importer = new Importer(store, stores.Ids);
        return await Bar.ShowAsync<ImportProgress, ImportResult>(
            name,
            step,
            stores.Clock,
            progress => importer.RunAsync(input, progress, cancellation)
        );
    }

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
