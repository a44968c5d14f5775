using System.CommandLine;
using ClaimGraph.Server.Configuration;

namespace ClaimGraph.Server.Cli;

/// <summary>The options that several commands have.</summary>
internal sealed class CommonOptions
{
    public Option<string?> Store { get; } =
        new("--store") { Description = "The database file of the embedded store [default: claimgraph.db].", HelpName = "FILE" };

    public Option<string?> Storage { get; } =
        new("--storage")
        {
            Description =
                "Where the claim graph is kept: in the embedded store or on a Neo4j server (settings Neo4j:Uri, Neo4j:Password, …) "
                + "[default: Sqlite].",
            HelpName = "Sqlite|Neo4j",
        };

    public Option<string?> Durability { get; } =
        new("--durability")
        {
            Description =
                "What a commit to the embedded store survives: a power failure (Full), or a crash of the program only (Normal) "
                + "[default: Full].",
            HelpName = "Full|Normal",
        };

    public Option<string?> Url { get; } =
        new("--url") { Description = "The address to listen on [default: http://127.0.0.1:5080].", HelpName = "URL" };

    public Option<string?> Sample { get; } =
        new("--sample") { Description = "Whether to load the sample into a new store [default: true].", HelpName = "true|false" };

    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON." };

    /// <summary>What a command line sets, and where all other settings come from.</summary>
    public SettingSources SourcesOf(ParseResult command)
    {
        (string Path, Option<string?> Option)[] settings =
        [
            ("Storage", Storage),
            ("Store:Path", Store),
            ("Store:Durability", Durability),
            ("Url", Url),
            ("Sample", Sample),
        ];
        var given = settings.Select(s => (s.Path, s.Option.Name, Value: command.GetValue(s.Option)!)).Where(s => s.Value is not null);
        return new SettingSources([.. given]);
    }
}
