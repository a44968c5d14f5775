using System.CommandLine;

namespace ClaimGraph.Server.Cli;

/// <summary><c>verify</c>: walks the ledger and says where it breaks.</summary>
internal static class VerifyCommand
{
    public static Command Create(Settings settings)
    {
        var command = new Command("verify", "Walk the ledger: every entry must be what it was when it was written, and follow the one before.");
        command.Does(settings, async (_, options, cancellation) =>
        {
            await using var store = await Run.OpenExistingAsync(options);
            var check = await LedgerCheck.RunAsync(store, cancellation);
            if (check.BrokenAt is { } revision)
                return Run.Fail($"the ledger of '{Run.Place(options)}' breaks at revision {revision:N0}: {check.Problem}");
            Console.WriteLine($"{Run.Place(options)}: the ledger is whole up to revision {check.Entries:N0}");
            return Run.Success;
        });
        return command;
    }
}
