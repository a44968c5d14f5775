using System.CommandLine;
using System.Net.Sockets;
using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.Embeddings;
using ClaimGraph.Import;
using ClaimGraph.Queries;
using ClaimGraph.Server.Access;
using ClaimGraph.Server.Configuration;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Serving;
using ClaimGraph.Server.Telemetry;

namespace ClaimGraph.Server.Cli;

/// <summary><c>serve</c>, the default: opens the store, loads the sample into a new one and serves the API until it is stopped.</summary>
internal static class ServeCommand
{
    public static Command Create(CommonOptions common, Stores stores)
    {
        var command = new Command("serve", "Serve the GraphQL API (the default).");
        Serve(command, common, stores);
        return command;
    }

    /// <summary>Makes a command serve.</summary>
    public static void Serve(Command command, CommonOptions common, Stores stores)
    {
        foreach (var option in (Option[])[common.Storage, common.Store, common.Durability, common.Url, common.Sample])
            command.Options.Add(option);
        command.DoesWithSources(common, (_, sources, cancellation) => ServeAsync(sources, stores, cancellation));
    }

    private static async Task<int> ServeAsync(SettingSources sources, Stores stores, CancellationToken cancellation)
    {
        var options = sources.BindOptions();
        Action<string> tell = Console.WriteLine;
        var opened = await stores.OpenAsync(options, line => tell(line));
        await using var store = EmbeddedStore
            .Over(opened, options.Embeddings, stores.Clock, line => tell(line))
            .Observed(options.Telemetry, stores.Clock);
        var keys = stores.KeysOf(store);
        var sample = options.Sample ? await SampleArticle.LoadIntoNewAsync(store, stores.Ids, cancellation) : null;

        await using var app = Site.Build(sources.Given, options, store, stores.Ids, keys, stores.Clock);
        var log = app.Services.GetRequiredService<ILogger<IClaimStore>>();
        tell = line => log.LogWarning("{Line}", line);
        await ListenAsync(app, options.Url, cancellation);
        await GreetAsync(app.Urls.First(), store, options, sample, cancellation);
        Console.WriteLine(await FirstKeyAsync(keys, options.Access.FirstKeyFile, cancellation));
        Console.WriteLine("  stop    Ctrl+C");

        await StoppedAsync(cancellation);
        await app.StopAsync(CancellationToken.None);
        return Run.Success;
    }

    private static async Task ListenAsync(WebApplication app, string url, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new ClaimGraphException($"Cannot listen on {url}: {e.GetBaseException().Message}. Choose another address with --url.", e);
        }
    }

    private static async Task GreetAsync(
        string url,
        IClaimStore store,
        ServerOptions options,
        ImportResult? sample,
        CancellationToken cancellation
    )
    {
        var place = options.Storage == Storage.Sqlite ? Path.GetFullPath(options.Store.Path) : Stores.Place(options);
        var revision = (await store.HeadAsync(cancellation)).Revision;
        var statements = await store.CountAsync(NodeKind.Statement, Filter.ForList(NodeKind.Statement, null), cancellation);
        Console.WriteLine($"ClaimGraph is listening on {url}/graphql");
        Console.WriteLine($"  store   {place}, revision {revision:N0}, {statements:N0} statements");
        if (sample?.Count(Outcome.Created) is > 0 and var records)
            Console.WriteLine($"  sample  {records:N0} records loaded into the new store (--sample false leaves a new store empty)");
        if (options.Access.Writing == Gate.Open)
            Console.WriteLine("  access  everyone who can reach the server may write (Access:Writing is Open)");
    }

    /// <summary>Creates the first key of a store and says where it is.</summary>
    private static async Task<string> FirstKeyAsync(KeyRing keys, string? file, CancellationToken cancellation)
    {
        // The file first: a key that cannot be written down would be lost.
        var written = file is null ? null : FirstKeyFile.Open(file);
        var first = await keys.CreateFirstAsync("cli:serve", cancellation);
        written?.Close(first?.Secret);
        return first is null
                ? $"  key     the first admin key was shown once; to create another: {Run.Program} keys create NAME --role admin"
            : file is null
                ? $"  key     {first.Secret}\n          the first admin key, shown only this once; send it as 'Authorization: Bearer KEY'"
            : $"  key     the first admin key is in {file}; send it as 'Authorization: Bearer KEY'";
    }

    private static async Task StoppedAsync(CancellationToken cancellation)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = cancellation.Register(stopped.SetResult);
        await stopped.Task;
    }
}
