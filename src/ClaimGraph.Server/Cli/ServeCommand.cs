using System.CommandLine;
using System.Net.Sockets;
using ClaimGraph.Changes;
using ClaimGraph.Queries;
using ClaimGraph.Server.Access;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Serving;
using ClaimGraph.Server.Telemetry;

namespace ClaimGraph.Server.Cli;

/// <summary><c>serve</c>, the default: opens the store, loads the sample into a new one and answers until it is stopped.</summary>
internal static class ServeCommand
{
    public static Command Create(Settings settings)
    {
        var command = new Command("serve", "Serve the GraphQL API (the default).");
        Serve(command, settings);
        return command;
    }

    /// <summary>Makes a command serve.</summary>
    public static void Serve(Command command, Settings settings)
    {
        command.Options.Add(settings.Url);
        command.Options.Add(settings.Sample);
        command.Does(settings, (parsed, options, cancellation) => ServeAsync(settings.Read(parsed), options, cancellation));
    }

    private static async Task<int> ServeAsync(IConfigurationRoot settings, ServerOptions options, CancellationToken cancellation)
    {
        await using var store = (await Run.OpenAsync(options)).Observed(options.Telemetry);
        var ids = new IdSource(TimeProvider.System, Random.Shared);
        var keys = Run.KeysOf(store);
        var sample = options.Sample ? await SampleArticle.LoadIntoNewAsync(store, ids, cancellation) : null;

        await using var app = Site.Build(settings, options, store, ids, keys);
        await ListenAsync(app, options.Url, cancellation);
        var revision = (await store.HeadAsync(cancellation)).Revision;
        var statements = await store.CountAsync(NodeKind.Statement, Filter.ForList(NodeKind.Statement, null), cancellation);
        Console.WriteLine($"ClaimGraph answers on {app.Urls.First()}/graphql");
        Console.WriteLine($"  store   {(options.Storage == Storage.Sqlite ? Path.GetFullPath(options.Store.Path) : Run.Place(options))}, revision {revision:N0}, {statements:N0} statements");
        if (sample?.Count(Outcome.Created) is > 0 and var records)
            Console.WriteLine($"  sample  loaded into the new store, {records:N0} records (--sample false leaves a new store empty)");
        if (options.Access.Writing == Gate.Open) Console.WriteLine("  access  everybody who reaches it may write (Access:Writing is Open)");
        if (await keys.CreateFirstAsync("cli:serve", cancellation) is { } first)
            Console.WriteLine($"  key     {first.Secret}{Environment.NewLine}          for an admin, made for this first start and shown this once; send it as 'Authorization: Bearer KEY'");
        Console.WriteLine("  stop    Ctrl+C");

        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ContinueWith(static _ => { }, TaskScheduler.Default);
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
}
