using System.Text.Json.Nodes;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Working.Argue;

/// <summary>Looks a source up by its address.</summary>
internal static class Known
{
    /// <summary>The source; null when none has this address, or when it is not one.</summary>
    public static async ValueTask<KnownSource?> AskAsync(Visit visit, string url, string target)
    {
        if (Address.Outside(url.Trim()) is not { } address)
            return null;
        try
        {
            var variables = new JsonObject { ["url"] = address, ["target"] = target };
            return (await visit.AskAsync<KnownSourceData>("KnownSource", variables)).Source;
        }
        catch (UnansweredException e) when (e.IsWrongAddress)
        {
            return null;
        }
    }
}

/// <summary>What <c>KnownSource.graphql</c> selects.</summary>
public sealed record KnownSourceData(KnownSource? Source);

/// <summary>A source that is known, and what it says already about the target.</summary>
public sealed record KnownSource(
    string Id,
    string? Key,
    string? Title,
    string? Url,
    string? Kind,
    string? Language,
    string? PublishedOn,
    string? Reliability,
    string? Status,
    bool DerivesFromRetracted,
    int SnapshotCount,
    ActorName? Publisher,
    SourceId? Origin,
    Connection<Argument> Evidence
)
{
    /// <summary>As it is cited.</summary>
    public SourceName Name =>
        new(Id, Key, Title, Url, Kind, Language, PublishedOn, Reliability, Status, Publisher, Origin, DerivesFromRetracted);

    /// <summary>The evidence that has the same stance and quotes the same words; null when there is none.</summary>
    public Argument? Same(string? stance, string? quote) =>
        Evidence.Nodes.FirstOrDefault(e => e.Stance == stance && (e.Anchor?.Exact ?? "") == (quote ?? ""));
}
