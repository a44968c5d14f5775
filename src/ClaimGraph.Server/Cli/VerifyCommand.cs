using System.CommandLine;

namespace ClaimGraph.Server.Cli;

/// <summary><c>verify</c>: walks the ledger and says where it breaks.</summary>
internal static class VerifyCommand
{
    public static Command Create(CommonOptions common, Stores stores)
    {
        var command = new Command("verify", "Check the ledger: every entry must be as it was written, and must follow the one before it.")
        {
            common.Storage,
            common.Store,
            common.Json,
        };
        command.Does(
            common,
            async (parsed, options, cancellation) =>
            {
                await using var store = await stores.OpenExistingAsync(options);
                var (place, check) = (Stores.Place(options), await LedgerCheck.RunAsync(store, cancellation));
                var isIntact = check.BrokenAt is null;
                if (parsed.GetValue(common.Json))
                    Print.Json(
                        new
                        {
                            store = place,
                            intact = isIntact,
                            check.Entries,
                            check.BrokenAt,
                            check.Problem,
                        }
                    );
                else if (isIntact)
                    Console.WriteLine($"{place}: the ledger is intact up to revision {check.Entries:N0}");
                else
                    Run.Fail($"the ledger of '{place}' is broken at revision {check.BrokenAt:N0}: {check.Problem}");
                return isIntact ? Run.Success : Run.Failure;
            }
        );
        return command;
    }
}
