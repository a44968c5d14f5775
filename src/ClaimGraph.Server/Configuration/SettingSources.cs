using System.Collections;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace ClaimGraph.Server.Configuration;

/// <summary>
/// Where settings come from: <c>appsettings.json</c> in the working folder, environment variables, the command line; the later wins.
/// </summary>
/// <param name="commandLine">What the command line says: the path of a setting, the option that was used, and its value.</param>
internal sealed class SettingSources(IReadOnlyCollection<(string Path, string Option, string Value)> commandLine)
{
    private const string File = "appsettings.json";
    private const string Prefix = "CLAIMGRAPH_";

    /// <summary>Everything that was set, by key.</summary>
    public IConfigurationRoot Given { get; } = Read(commandLine);

    private static IConfigurationRoot Read(IReadOnlyCollection<(string Path, string Option, string Value)> commandLine)
    {
        try
        {
            return new ConfigurationBuilder()
                .SetBasePath(Directory.GetCurrentDirectory())
                .AddJsonFile(File, optional: true)
                .AddEnvironmentVariables(Prefix)
                .AddInMemoryCollection(commandLine.Select(s => KeyValuePair.Create(s.Path, (string?)s.Value)))
                .Build();
        }
        catch (InvalidDataException e)
        {
            throw new ClaimGraphException($"{File}: {e.GetBaseException().Message}", e);
        }
    }

    /// <summary>The source of a setting, for people; "default" when it is not set.</summary>
    public string SourceOf(string path) =>
        ProviderOf(path) switch
        {
            null => "default",
            JsonConfigurationProvider => File,
            EnvironmentVariablesConfigurationProvider => "environment",
            _ => "command line",
        };

    /// <summary>A key as the user wrote it: an environment variable, an option of the command line, or the path in the file.</summary>
    public string NameOf(string key) =>
        ProviderOf(key) switch
        {
            null => key,
            JsonConfigurationProvider => $"{key} in {File}",
            EnvironmentVariablesConfigurationProvider => VariableOf(key),
            _ => commandLine.First(s => s.Path.Equals(key, StringComparison.OrdinalIgnoreCase)).Option,
        };

    /// <summary>How a setting would be written where <paramref name="beside"/> stands.</summary>
    public string NameLike(string beside, string path) =>
        ProviderOf(beside) is EnvironmentVariablesConfigurationProvider ? Variable(path) : path;

    /// <summary>The entries of a list, all from the last source that has the list.</summary>
    public IEnumerable<string> EntriesOf(Setting list)
    {
        if (ProviderOf(list.Path) is not { } provider)
            return [];
        var texts =
            provider.TryGet(list.Path, out var whole) && whole is not null
                ? [whole]
                : ChildrenOf(provider, list.Path).Select(key => provider.TryGet(key, out var entry) ? entry ?? "" : "");
        return texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    private IConfigurationProvider? ProviderOf(string key) =>
        Given.Providers.LastOrDefault(p => p.TryGet(key, out var value) && value is not null || ChildrenOf(p, key).Any());

    private static IEnumerable<string> ChildrenOf(IConfigurationProvider provider, string key) =>
        provider.GetChildKeys([], key).Distinct(StringComparer.OrdinalIgnoreCase).Select(child => $"{key}:{child}");

    private static string Variable(string path) => Prefix + path.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>The variable as it stands in the environment, where upper and lower case may be mixed.</summary>
    private static string VariableOf(string key) =>
        Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .Select(v => (string)v.Key)
            .FirstOrDefault(name => name.Equals(Variable(key), StringComparison.OrdinalIgnoreCase))
        ?? Variable(key);
}
