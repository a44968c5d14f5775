using System.CommandLine;
using ClaimGraph.Copying;
using ClaimGraph.Server.Configuration;

namespace ClaimGraph.Server.Cli;

/// <summary><c>copy --from … --to …</c>: carries everything from one store into another and compares the two.</summary>
internal static class CopyCommand
{
    public static Command Create(CommonOptions common, Stores stores)
    {
        var (from, to) = (Place("--from", "The store to copy"), Place("--to", "The store to fill"));
        var (fromPassword, toPassword) = (PasswordFile(from), PasswordFile(to));
        var command = new Command(
            "copy",
            "Copy everything, history included, into another store, and compare the two. After an interruption, run it again to go on."
        )
        {
            from,
            to,
            fromPassword,
            toPassword,
            common.Durability,
            common.Json,
        };
        command.DoesWithSources(
            common,
            async (parsed, sources, cancellation) =>
            {
                ServerOptions OptionsOf(Option<string> place, Option<string?> password) =>
                    At(sources.BindOptions(), parsed.GetValue(place)!, parsed.GetValue(password));
                var (source, target) = (OptionsOf(from, fromPassword), OptionsOf(to, toPassword));
                return await CopyAsync(stores, source, target, parsed.GetValue(common.Json), cancellation);
            }
        );
        return command;
    }

    private static Option<string> Place(string name, string what) =>
        new(name)
        {
            Description =
                $"{what}: a database file, or the address of a Neo4j server (bolt://…, neo4j://…). "
                + "All else about Neo4j comes from the settings.",
            HelpName = "PLACE",
            Required = true,
        };

    private static Option<string?> PasswordFile(Option<string> place) =>
        new($"{place.Name}-password-file")
        {
            Description = $"The password of {place.Name}, if it differs from the settings.",
            HelpName = "FILE",
        };

    private static ServerOptions At(ServerOptions options, string place, string? passwordFile)
    {
        options.Storage = place.Contains("://", StringComparison.Ordinal) ? Storage.Neo4j : Storage.Sqlite;
        if (options.Storage == Storage.Sqlite)
            options.Store.Path = place;
        else
            options.Neo4j.Uri = place;
        if (passwordFile is not null)
            options.Neo4j.PasswordFile = passwordFile;
        return options;
    }

    private static async Task<int> CopyAsync(
        Stores stores,
        ServerOptions from,
        ServerOptions to,
        bool isJson,
        CancellationToken cancellation
    )
    {
        var title = $"{Stores.Place(from)} → {Stores.Place(to)}";
        await using var source = await stores.OpenExistingAsync(from);
        await using var target = await stores.OpenAloneAsync(to);
        var copied = await Bar.ShowAsync<CopyProgress, CopyResult>(
            title,
            p => new Step($"revision {p.Done:N0} of {p.Total:N0}", p.Done, p.Total),
            stores.Clock,
            progress => new StoreCopy(source, target).RunAsync(progress, cancellation)
        );
        if (!isJson)
            Console.WriteLine($"{title}: {copied.Revision - copied.Before:N0} entries added, revision {copied.Revision:N0}");

        var nodes = 0L;
        foreach (var kind in NodeKinds.All)
            nodes += await source.CountAsync(kind, null, cancellation);
        var comparison = await Bar.ShowAsync<long, StoreComparison>(
            "comparing",
            done => new Step($"node {done:N0} of {nodes:N0}", done, nodes),
            stores.Clock,
            progress => StoreComparison.RunAsync(source, target, progress, cancellation)
        );
        var keys = await KeyComparison.RunAsync(source.Keys, target.Keys, cancellation);
        if (isJson)
            Print.Json(AsJson(from, to, copied, comparison, keys));
        else if (comparison.IsSame)
            WriteSame(comparison, keys, Stores.Place(to));
        return !comparison.IsSame ? Differ(comparison, from, to)
            : keys.Different.Count > 0 ? Run.Fail($"these keys are missing or different in {Stores.Place(to)}: {List(keys.Different)}.")
            : Run.Success;
    }

    private static string List(IEnumerable<string> ids) => string.Join(", ", ids);

    private static void WriteSame(StoreComparison comparison, KeyComparison keys, string target)
    {
        var same = keys.Left - keys.Different.Count;
        Console.WriteLine(
            $"the same in both: {string.Join(", ", comparison.Kinds.Select(k => $"{k.Left:N0} {Plural(k.Kind)}"))}, {same:N0} keys"
        );
        Console.WriteLine($"  nodes   sha256 {Convert.ToHexStringLower(comparison.Nodes)}");
        Console.WriteLine($"  ledger  sha256 {Convert.ToHexStringLower(comparison.Left.Hash)}");
        if (keys.OnlyRight.Count > 0)
            Console.WriteLine($"Only {target} has the keys {List(keys.OnlyRight)}; they stay valid there.");
    }

    private static int Differ(StoreComparison comparison, ServerOptions from, ServerOptions to)
    {
        var (source, target) = (Stores.Place(from), Stores.Place(to));
        foreach (var (kind, left, right, different) in comparison.Kinds)
            if (different is { } id)
                Console.Error.WriteLine($"{Plural(kind)}: {left:N0} in {source}, {right:N0} in {target}; the first difference is at {id}");
        return Run.Fail(
            comparison.Left.IsSame(comparison.Right)
                ? "the stores have the same ledger but different nodes: one of them is damaged."
                : $"the ledgers are at revisions {comparison.Left.Revision:N0} and {comparison.Right.Revision:N0}, "
                    + "because one store was written to meanwhile. Run the same command again."
        );
    }

    private static object AsJson(ServerOptions from, ServerOptions to, CopyResult copied, StoreComparison comparison, KeyComparison keys) =>
        new
        {
            from = Stores.Place(from),
            to = Stores.Place(to),
            added = copied.Revision - copied.Before,
            revision = copied.Revision,
            same = comparison.IsSame && keys.Different.Count == 0,
            nodes = comparison.Kinds.ToDictionary(
                k => Plural(k.Kind),
                k => new
                {
                    from = k.Left,
                    to = k.Right,
                    firstDifference = k.Different?.ToString(),
                }
            ),
            keys = new
            {
                from = keys.Left,
                to = keys.Right,
                different = keys.Different,
                onlyTo = keys.OnlyRight,
            },
            nodesSha256 = Convert.ToHexStringLower(comparison.Nodes),
            ledgerSha256 = Convert.ToHexStringLower(comparison.Left.Hash),
        };

    private static string Plural(NodeKind kind) => kind == NodeKind.Evidence ? "evidence" : $"{Words(kind)}s";

    private static string Words(NodeKind kind) =>
        string.Concat(kind.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {c}" : $"{c}")).ToLowerInvariant();
}
