using System.CommandLine;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace ClaimGraph.Server.Cli;

/// <summary><c>config print</c>: every setting with its value and where that comes from, as the server would start with.</summary>
internal static class ConfigCommand
{
    private const string Hidden = "********";

    public static Command Create(Settings settings)
    {
        var print = new Command("print", "Print every setting, its value and where that comes from; secrets are hidden.") { settings.Url, settings.Sample };
        print.Does(settings, (parsed, options, _) =>
        {
            var given = settings.Read(parsed);
            var lines = Lines("", options, given).Concat(Logging(given)).ToArray();
            var (keys, values) = (lines.Max(l => l.Key.Length), lines.Max(l => l.Value.Length));
            foreach (var (key, value, source) in lines) Console.WriteLine($"{key.PadRight(keys)}  {value.PadRight(values)}  {source}");
            return Task.FromResult(Run.Success);
        });
        return new Command("config", "Look at the settings.") { print };
    }

    private static IEnumerable<(string Key, string Value, string Source)> Lines(string prefix, object options, IConfigurationRoot given)
    {
        foreach (var (property, isSection) in Settings.Of(options))
        {
            var key = prefix + property.Name;
            var value = property.GetValue(options);
            if (!isSection) yield return (key, Shown(property, value), SourceOf(key, given));
            else foreach (var line in Lines(key + ":", value!, given)) yield return line;
        }
    }

    /// <summary>Levels of the log, which are ASP.NET Core's: only those that are set.</summary>
    private static IEnumerable<(string Key, string Value, string Source)> Logging(IConfigurationRoot given) =>
        given.GetSection("Logging").AsEnumerable().Where(s => s.Value is not null).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value!, SourceOf(s.Key, given)));

    private static string Shown(PropertyInfo property, object? value) =>
        value is null ? "" : property.GetCustomAttribute<PasswordPropertyTextAttribute>()?.Password == true ? Hidden : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static string SourceOf(string key, IConfigurationRoot given) => given.Providers.LastOrDefault(p => p.TryGet(key, out _)) switch
    {
        null => "default",
        JsonConfigurationProvider => "appsettings.json",
        EnvironmentVariablesConfigurationProvider => "environment",
        _ => "command line",
    };
}
