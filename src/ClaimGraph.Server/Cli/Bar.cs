using Spectre.Console;

namespace ClaimGraph.Server.Cli;

/// <summary>How far a piece of work is.</summary>
internal readonly record struct Step(string Text, double Done, double Total);

internal static class Bar
{
    /// <summary>A bar on the terminal while work is done; nothing where the output goes to a file or another program.</summary>
    public static Task<TResult> ShowAsync<TProgress, TResult>(string title, Func<TProgress, Step> step, Func<IProgress<TProgress>?, Task<TResult>> work)
    {
        if (Console.IsErrorRedirected) return work(null);
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return terminal.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                var bar = bars.AddTask(Markup.Escape(title));
                return await work(new Inline<TProgress>(progress =>
                {
                    var (text, done, total) = step(progress);
                    (bar.Description, bar.MaxValue, bar.Value) = (Markup.Escape($"{title} {text}"), total, done);
                }));
            });
    }

    /// <summary>Reports at once, in order; <see cref="Progress{T}"/> would hand them to the thread pool.</summary>
    private sealed class Inline<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
