using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using ClaimGraph.Server.Cli;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

#pragma warning disable RS0030 // The composition names the clock and the source of randomness that all else is given.
var (common, stores) = (new CommonOptions(), new Stores(TimeProvider.System, Random.Shared));
#pragma warning restore RS0030
var root = new RootCommand(
    "ClaimGraph: who said what, where, and what speaks for and against it. Without a command, it serves the GraphQL API."
)
{
    ServeCommand.Create(common, stores),
    DocumentCommand.Query(common, stores),
    DocumentCommand.Mutate(common, stores),
    ImportCommand.Create(common, stores),
    JobsCommand.Create(common, stores),
    TableCommand.CreateMap(),
    ExportCommand.Create(common, stores),
    VerifyCommand.Create(common, stores),
    BackupCommand.Create(common, stores),
    CopyCommand.Create(common, stores),
    KeysCommand.Create(common, stores),
    WebhooksCommand.Create(common, stores),
    ConfigCommand.Create(common),
};
root.HelpName = Run.Program;
root.AddExitCodes();
ServeCommand.Serve(root, common, stores);

var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Action is ParseErrorAction)
    return Usage.Explain(parsed);

// Ctrl+C and SIGTERM cancel the command, which then has this long to come to an end.
return await parsed.InvokeAsync(
    new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20), EnableDefaultExceptionHandler = false }
);
