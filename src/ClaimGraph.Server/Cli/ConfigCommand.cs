using System.CommandLine;
using System.Globalization;
using ClaimGraph.Server.Configuration;

namespace ClaimGraph.Server.Cli;

/// <summary><c>config print</c>: every setting with its value and source, as the server would start with.</summary>
internal static class ConfigCommand
{
    public static Command Create(CommonOptions common)
    {
        var print = new Command("print", "Print every setting with its value and source; secrets are hidden.")
        {
            common.Storage,
            common.Store,
            common.Durability,
            common.Url,
            common.Sample,
            common.Json,
        };
        print.DoesWithSources(
            common,
            (parsed, sources, _) =>
            {
                var options = sources.BindOptions();
                (string Path, object? Value, string Source)[] lines =
                [
                    .. Setting.All.Select(s => (s.Path, ValueOf(s, options), sources.SourceOf(s.Path))),
                    .. Logging(sources),
                ];
                if (parsed.GetValue(common.Json))
                    Print.Json(
                        lines.Select(l => new
                        {
                            setting = l.Path,
                            value = l.Value,
                            source = l.Source,
                        })
                    );
                else
                    WriteTable(lines);
                return Task.FromResult(Run.Success);
            }
        );
        return new Command("config", "Show the settings.") { print };
    }

    private static void WriteTable((string Path, object? Value, string Source)[] lines)
    {
        var (paths, values) = (lines.Max(l => l.Path.Length), lines.Max(l => TextOf(l.Value).Length));
        foreach (var (path, value, source) in lines)
            Console.WriteLine($"{path.PadRight(paths)}  {TextOf(value).PadRight(values)}  {source}");
    }

    /// <summary>The log levels, which are ASP.NET Core's: only those that are set.</summary>
    private static IEnumerable<(string Path, object? Value, string Source)> Logging(SettingSources sources) =>
        sources
            .Given.GetSection("Logging")
            .AsEnumerable()
            .Where(s => s.Value is not null)
            .OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => (s.Key, (object?)Secrets.Hide(s.Value!), sources.SourceOf(s.Key)));

    private static object? ValueOf(Setting setting, ServerOptions options) =>
        setting.ValueIn(options) switch
        {
            null => null,
            _ when setting.IsSecret => Secrets.Hidden,
            string value => Secrets.Hide(value),
            IEnumerable<string> list => list.Select(Secrets.Hide),
            Enum value => value.ToString(),
            var value => value,
        };

    private static string TextOf(object? value) =>
        value is IEnumerable<string> list ? string.Join(", ", list) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
