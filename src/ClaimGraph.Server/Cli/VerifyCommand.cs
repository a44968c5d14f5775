using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ClaimGraph.Copying;
using ClaimGraph.Ledger;

namespace ClaimGraph.Server.Cli;

/// <summary><c>verify</c>: replays the ledger and compares everything in the store with the result.</summary>
internal static class VerifyCommand
{
    public static Command Create(CommonOptions common, Stores stores)
    {
        var expect = new Option<LedgerHead?>("--expect")
        {
            Description =
                "A head that verify printed earlier. The ledger must still have that entry, so that a shortened or rewritten one is found.",
            HelpName = "REVISION:HASH",
            CustomParser = ParseHead,
        };
        var command = new Command(
            "verify",
            "Check that everything in the store follows from its ledger, and that the ledger is as it was written. Writes nothing."
        )
        {
            expect,
            common.Storage,
            common.Store,
            common.Json,
        };
        command.Does(
            common,
            async (parsed, options, cancellation) =>
            {
                var place = Stores.Place(options);
                var verification = await Bar.ShowAsync<CopyProgress, Verification>(
                    place,
                    p => new Step($"revision {p.Done:N0} of {p.Total:N0}", p.Done, p.Total),
                    stores.Clock,
                    progress => stores.VerifyAsync(options, parsed.GetValue(expect), progress, cancellation)
                );
                if (parsed.GetValue(common.Json))
                    Print.Json(AsJson(place, verification));
                else
                    Write(place, verification);
                return verification.IsWhole ? Run.Success : Run.Failure;
            }
        );
        return command;
    }

    private static void Write(string place, Verification verification)
    {
        if (verification.IsWhole)
            Console.WriteLine($"{place}: whole up to revision {verification.Head.Revision:N0}; head {TextOf(verification.Head)}");
        foreach (var problem in verification.Problems)
            Run.Fail($"{place}: {problem}");
    }

    private static object AsJson(string place, Verification verification) =>
        new
        {
            store = place,
            whole = verification.IsWhole,
            revision = verification.Head.Revision,
            head = TextOf(verification.Head),
            problems = verification.Problems,
        };

    private static string TextOf(LedgerHead head) =>
        string.Create(CultureInfo.InvariantCulture, $"{head.Revision}:{Convert.ToHexStringLower(head.Hash)}");

    private static LedgerHead? ParseHead(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (
            text.Split(':') is [var revision, { Length: 64 } hash]
            && long.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && hash.All(char.IsAsciiHexDigit)
        )
            return new LedgerHead(number, Convert.FromHexString(hash));
        argument.AddError($"'{text}' is not a head; use REVISION:HASH as verify prints it, like 7:9f86d081….");
        return null;
    }
}
