using System.CommandLine;

namespace ClaimGraph.Server.Cli;

/// <summary>The options of the command line and what they, the environment and <c>appsettings.json</c> come to.</summary>
internal sealed class Settings
{
    private static readonly string[] Sections = ["Url", "Sample", "Store", "GraphQL", "Logging"];

    public Option<string?> Store { get; } = new("--store") { Description = "The database file [default: claimgraph.db].", HelpName = "FILE", Recursive = true };

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
            ["Store:Path"] = command.GetValue(Store),
            ["Store:Durability"] = command.GetValue(Durability),
            ["Url"] = command.GetValue(Url),
            ["Sample"] = command.GetValue(Sample),
        }.Where(s => s.Value is not null))
        .Build();

    /// <exception cref="ClaimGraphException">A key is unknown or its value is wrong; the message names it.</exception>
    public static ServerOptions OptionsOf(IConfiguration settings)
    {
        if (settings.GetChildren().FirstOrDefault(s => !Sections.Contains(s.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new ClaimGraphException($"{unknown.Key}: there is no such setting; there are {string.Join(", ", Sections)}.");
        var options = new ServerOptions();
        Bind(settings, options, strict: false);
        Bind(settings.GetSection("Store"), options.Store);
        options.Validate();
        return options;
    }

    /// <summary>Sets the properties that a section names. One that does not exist is an error: it is a slip of the pen.</summary>
    public static void Bind(IConfiguration section, object options, bool strict = true)
    {
        try
        {
            section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = strict);
        }
        catch (InvalidOperationException e)
        {
            throw new ClaimGraphException($"{(section as IConfigurationSection)?.Key ?? "Settings"}: {e.Message}", e);
        }
    }
}
