using Spectre.Console;

namespace ClaimGraph.Server.Cli;

/// <summary>The progress of a piece of work.</summary>
internal readonly record struct Step(string Text, double Done, double Total);

internal static class Bar
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>Shows a progress bar on a terminal; writes a line every ten seconds when standard error goes to a file or another
    /// program.</summary>
    public static Task<TResult> ShowAsync<TProgress, TResult>(
        string title,
        Func<TProgress, Step> step,
        TimeProvider clock,
        Func<IProgress<TProgress>?, Task<TResult>> work
    )
    {
        if (Console.IsErrorRedirected)
            return work(Lines(title, step, clock));
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return terminal
            .Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                var bar = bars.AddTask(Markup.Escape(title));
                return await work(
                    new Inline<TProgress>(progress =>
                    {
                        var (text, done, total) = step(progress);
                        (bar.Description, bar.MaxValue, bar.Value) = (Markup.Escape($"{title} {text}"), total, done);
                    })
                );
            });
    }

    private static Inline<TProgress> Lines<TProgress>(string title, Func<TProgress, Step> step, TimeProvider clock)
    {
        var last = clock.GetTimestamp();
        return new Inline<TProgress>(progress =>
        {
            if (clock.GetElapsedTime(last) < BetweenLines)
                return;
            last = clock.GetTimestamp();
            Console.Error.WriteLine($"{title}: {step(progress).Text}");
        });
    }

    /// <summary>Reports at once and in order; <see cref="Progress{T}"/> would go through the thread pool.</summary>
    private sealed class Inline<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
