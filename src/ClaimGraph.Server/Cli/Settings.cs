using System.ComponentModel;
using System.CommandLine;
using System.Reflection;

namespace ClaimGraph.Server.Cli;

/// <summary>The options of the command line and what they, the environment and <c>appsettings.json</c> come to.</summary>
internal sealed class Settings
{
    public Option<string?> Store { get; } = new("--store") { Description = "The database file [default: claimgraph.db].", HelpName = "FILE", Recursive = true };

    public Option<string?> Storage { get; } = new("--storage")
    {
        Description = "What keeps the claim graph: the embedded store or a Neo4j server (settings Neo4j:Uri, Neo4j:Password, …) [default: Sqlite].",
        HelpName = "Sqlite|Neo4j", Recursive = true,
    };

    public Option<string?> Durability { get; } = new("--durability")
    {
        Description = "Full: an acknowledged commit survives a loss of power. Normal: a crash of the program only [default: Full].",
        HelpName = "Full|Normal", Recursive = true,
    };

    public Option<string?> Url { get; } = new("--url") { Description = "Where to listen [default: http://127.0.0.1:5080].", HelpName = "URL" };

    public Option<string?> Sample { get; } = new("--sample") { Description = "Whether a new, empty store gets the sample [default: true].", HelpName = "true|false" };

    /// <summary>Everything that was set, by key.</summary>
    public IConfigurationRoot Read(ParseResult command) => new ConfigurationBuilder()
        .SetBasePath(Directory.GetCurrentDirectory())
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables("CLAIMGRAPH_")
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage"] = command.GetValue(Storage),
            ["Store:Path"] = command.GetValue(Store),
            ["Store:Durability"] = command.GetValue(Durability),
            ["Url"] = command.GetValue(Url),
            ["Sample"] = command.GetValue(Sample),
        }.Where(s => s.Value is not null))
        .Build();

    /// <exception cref="ClaimGraphException">A key is unknown or its value is wrong; the message names it.</exception>
    public static ServerOptions OptionsOf(IConfiguration settings)
    {
        var options = new ServerOptions();
        Bind(settings, options, "Logging");
        options.Validate();
        return options;
    }

    /// <summary>The settings that an object of options has, and the sections with settings of their own, which come last.</summary>
    public static IEnumerable<(PropertyInfo Property, bool IsSection)> Of(object options) =>
        options.GetType().GetProperties().Select(p => (p, IsSection: !TypeDescriptor.GetConverter(p.PropertyType).CanConvertFrom(typeof(string)))).OrderBy(p => p.IsSection);

    /// <summary>
    /// Sets what a section names, sections of its own included. A name that does not exist is refused: it is a slip of the pen, and nobody would notice
    /// that it does nothing.
    /// </summary>
    private static void Bind(IConfiguration section, object options, params string[] aside)
    {
        var known = Of(options).ToArray();
        foreach (var setting in section.GetChildren().Where(s => !aside.Contains(s.Key, StringComparer.OrdinalIgnoreCase)))
        {
            var (property, isSection) = Array.Find(known, k => k.Property.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
                throw new ClaimGraphException($"{setting.Path}: there is no such setting; there are {string.Join(", ", known.Select(k => k.Property.Name).Concat(aside))}.");
            if (isSection) Bind(setting, property.GetValue(options)!);
            else Set(property, options, setting);
        }
    }

    private static void Set(PropertyInfo property, object options, IConfigurationSection setting)
    {
        try
        {
            property.SetValue(options, setting.Get(property.PropertyType));
        }
        catch (InvalidOperationException e)
        {
            throw new ClaimGraphException($"{setting.Path}: '{setting.Value}' is not {Expected(property.PropertyType)}.", e);
        }
    }

    private static string Expected(Type type) =>
        type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
        : type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a time like 00:00:05"
        : "a number";
}
