using System.CommandLine;
using ClaimGraph.Copying;

namespace ClaimGraph.Server.Cli;

/// <summary><c>copy --from … --to …</c>: carries everything from one store into another and compares the two.</summary>
internal static class CopyCommand
{
    public static Command Create(Settings settings)
    {
        const string Place = "a database file, or the address of a Neo4j server (bolt://…, neo4j://…), reached with the other Neo4j settings.";
        var from = new Option<string>("--from") { Description = "The store to copy: " + Place, HelpName = "PLACE", Required = true };
        var to = new Option<string>("--to") { Description = "The store to fill: " + Place, HelpName = "PLACE", Required = true };
        var fromPassword = new Option<string?>("--from-password-file") { Description = "The password of --from, where it differs from the settings.", HelpName = "FILE" };
        var toPassword = new Option<string?>("--to-password-file") { Description = "The password of --to, where it differs from the settings.", HelpName = "FILE" };
        var command = new Command("copy", "Carry everything, history included, into another store, and compare the two. After an interruption, run it again: it goes on.")
        {
            from, to, fromPassword, toPassword,
        };
        command.Does(settings, async (parsed, _, cancellation) =>
        {
            ServerOptions Options(Option<string> place, Option<string?> password) => At(Settings.OptionsOf(settings.Read(parsed)), parsed.GetValue(place)!, parsed.GetValue(password));
            return await CopyAsync(Options(from, fromPassword), Options(to, toPassword), cancellation);
        });
        return command;
    }

    private static ServerOptions At(ServerOptions options, string place, string? passwordFile)
    {
        options.Storage = place.Contains("://", StringComparison.Ordinal) ? Storage.Neo4j : Storage.Sqlite;
        if (options.Storage == Storage.Sqlite) options.Store.Path = place;
        else options.Neo4j.Uri = place;
        if (passwordFile is not null) options.Neo4j.PasswordFile = passwordFile;
        return options;
    }

    private static async Task<int> CopyAsync(ServerOptions from, ServerOptions to, CancellationToken cancellation)
    {
        var title = $"{Run.Place(from)} → {Run.Place(to)}";
        await using var source = await Run.OpenExistingAsync(from);
        await using var target = await Run.OpenAsync(to);
        var copied = await Bar.ShowAsync<CopyProgress, CopyResult>(title, p => new Step($"revision {p.Done:N0} of {p.Total:N0}", p.Done, p.Total),
            progress => new StoreCopy(source, target).RunAsync(progress, cancellation));
        Console.WriteLine($"{title}: {copied.Revision - copied.Before:N0} entries added, revision {copied.Revision:N0}");

        var nodes = 0L;
        foreach (var kind in NodeKinds.All) nodes += await source.CountAsync(kind, null, cancellation);
        var comparison = await Bar.ShowAsync<long, StoreComparison>("comparing", done => new Step($"node {done:N0} of {nodes:N0}", done, nodes),
            progress => StoreComparison.RunAsync(source, target, progress, cancellation));
        return comparison.IsSame ? Same(comparison) : Differs(comparison, from, to);
    }

    private static int Same(StoreComparison comparison)
    {
        Console.WriteLine($"the same in both: {string.Join(", ", comparison.Kinds.Select(k => $"{k.Left:N0} {Plural(k.Kind)}"))}");
        Console.WriteLine($"  nodes   sha256 {Convert.ToHexStringLower(comparison.Nodes)}");
        Console.WriteLine($"  ledger  sha256 {Convert.ToHexStringLower(comparison.Left.Hash)}");
        return Run.Success;
    }

    private static int Differs(StoreComparison comparison, ServerOptions from, ServerOptions to)
    {
        foreach (var (kind, left, right, different) in comparison.Kinds)
            if (different is { } id) Console.Error.WriteLine($"{Plural(kind)}: {left:N0} in {Run.Place(from)}, {right:N0} in {Run.Place(to)}; the first that differs is {id}");
        return Run.Fail(comparison.Left.IsSame(comparison.Right)
            ? "the two hold different nodes under the same ledger: one of them was damaged."
            : $"the ledgers are at revision {comparison.Left.Revision:N0} and {comparison.Right.Revision:N0}: one was written to meanwhile. Run the same command again.");
    }

    private static string Plural(NodeKind kind) => kind == NodeKind.Evidence ? "evidence" : kind.ToString().ToLowerInvariant() + "s";
}
