using System.CommandLine;
using ClaimGraph.Interchange;
using ClaimGraph.Server.Exports;

namespace ClaimGraph.Server.Cli;

/// <summary>The options of <c>export</c> that say what is written.</summary>
internal sealed class ExportOptions
{
    /// <summary>The ledger with its hashes, from which the same store is made again.</summary>
    public const string Ledger = "ledger";

    public ExportOptions() => Format.AcceptOnlyFromAmong([.. Names]);

    private static IEnumerable<string> Names => [.. ExportFormat.All.Select(f => f.Name), ClaimReviewFormat.Name, Ledger];

    public Option<string?> Format { get; } =
        new("--format")
        {
            Description =
                $"What to write: {string.Join("; ", ExportFormat.All.Select(f => $"{f.Name}, {f.Description}"))}; "
                + $"{ClaimReviewFormat.Name}, the reviews as a feed of ClaimReviews; {Ledger}, the history, from which import makes the "
                + "same store again [default: claimgraph].",
            HelpName = "FORMAT",
        };

    public Option<string?> List { get; } =
        new("--list") { Description = "Only the records of one list, such as statements [default: all].", HelpName = "LIST" };

    public Option<string?> Filter { get; } =
        new("--filter")
        {
            Description = "With --list: the filter of the list in GraphQL, as JSON, such as '{\"text\": {\"contains\": \"Paris\"}}'.",
            HelpName = "JSON|@FILE",
        };

    public Option<string?> AsOf { get; } =
        new("--as-of") { Description = "The graph as it was right after a revision, or at a time.", HelpName = "REVISION|TIME" };

    public Option<long> Since { get; } =
        new("--since") { Description = "Only what was changed after this revision [default: 0, everything].", HelpName = "REVISION" };

    public async Task<ExportRequest> OfAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var format = ExportFormat.Named(parsed.GetValue(Format) ?? ExportFormat.ClaimGraph.Name);
        var kind = parsed.GetValue(List) is { } list ? ExportRequest.KindOf(list) : format.Usual;
        var filter =
            parsed.GetValue(Filter) is not { } given ? null
            : given.StartsWith('@') ? await File.ReadAllTextAsync(given[1..], cancellation)
            : given;
        return new ExportRequest(
            format,
            kind,
            filter is null ? null : ExportRequest.FilterOf(filter),
            parsed.GetValue(AsOf) is { } moment ? ExportRequest.MomentOf(moment) : null,
            SinceOf(parsed)
        );
    }

    public long SinceOf(ParseResult parsed) =>
        parsed.GetValue(Since) is >= 0 and var since ? since : throw new ClaimGraphException("--since is a revision, 0 or more.");

    /// <summary>Whether something is chosen that only goes with the formats of records.</summary>
    public bool Chooses(ParseResult parsed) =>
        parsed.GetValue(List) is not null || parsed.GetValue(Filter) is not null || parsed.GetValue(AsOf) is not null;
}
