using System.CommandLine;
using System.Globalization;
using ClaimGraph.Server.Cli;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

var settings = new Settings();
var root = new RootCommand("ClaimGraph: who said what, where, and what speaks for and against it. Without a command it serves.")
{
    settings.Storage, settings.Store, settings.Durability,
    ServeCommand.Create(settings),
    ImportCommand.Create(settings),
    ExportCommand.Create(settings),
    VerifyCommand.Create(settings),
    BackupCommand.Create(settings),
    CopyCommand.Create(settings),
    KeysCommand.Create(settings),
    ConfigCommand.Create(settings),
};
ServeCommand.Serve(root, settings);

// Ctrl+C and SIGTERM cancel the command, which then has this long to come to an end.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20), EnableDefaultExceptionHandler = false });
