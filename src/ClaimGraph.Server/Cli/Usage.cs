using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using ClaimGraph.Server.Configuration;

namespace ClaimGraph.Server.Cli;

/// <summary>What the program says about its command line.</summary>
internal static class Usage
{
    /// <summary>After a typo: what is wrong, what may have been meant, and where the help is.</summary>
    public static int Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        Run.Fail(parsed.UnmatchedTokens is [var token, ..] ? Unknown(token, command) : parsed.Errors[0].Message);
        Console.Error.WriteLine($"Try '{string.Join(' ', NamesOf(parsed).Append("--help"))}'.");
        return Run.WrongUsage;
    }

    /// <summary>An option that does not exist would otherwise be taken for the argument beside it.</summary>
    public static Argument<T> RefuseOptions<T>(this Argument<T> argument)
    {
        argument.Validators.Add(result =>
        {
            var option = result.Tokens.Select(t => t.Value).FirstOrDefault(t => t.Length > 1 && t[0] == '-');
            if (option is not null)
                result.AddError(Unknown(option, ((System.CommandLine.Parsing.CommandResult)result.Parent!).Command));
        });
        return argument;
    }

    /// <summary>Adds the exit codes to the help of every command.</summary>
    public static void AddExitCodes(this RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExitCodes((SynchronousCommandLineAction)help.Action!);
    }

    private static string Unknown(string token, Command command)
    {
        var what =
            token[0] == '-' ? "option"
            : command.Subcommands.Count > 0 ? "command"
            : "argument of this command";
        var names = token[0] == '-' ? command.Options.Select(o => o.Name) : command.Subcommands.Select(c => c.Name);
        return $"'{token}' is not an {what}.".Replace("an command", "a command", StringComparison.Ordinal)
            + (Nearness.Nearest(token, names) is { } nearest ? $" Did you mean '{nearest}'?" : "");
    }

    private static List<string> NamesOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
            names.Insert(0, at.Command is RootCommand ? Run.Program : at.Command.Name);
        return names;
    }

    private sealed class HelpWithExitCodes(SynchronousCommandLineAction help) : SynchronousCommandLineAction
    {
        // Help is asked for where an argument is missing, too.
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var result = help.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(
                """
                Exit codes:
                  0  Done.
                  1  Not done, or not all of it. Standard error says why.
                  2  The command line is wrong.

                """
            );
            return result;
        }
    }
}
