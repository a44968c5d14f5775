using System.Text.Json.Nodes;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Argue;

namespace ClaimGraph.Pages.Working.Quote;

/// <summary>A source from which words are taken.</summary>
public sealed record ReadSource(
    string Id,
    string? Key,
    string? Title,
    string? Url,
    string? Kind,
    string Language,
    string? PublishedOn,
    string? Reliability,
    string? Status,
    bool DerivesFromRetracted,
    ActorName? Publisher,
    SourceId? Origin,
    KeptText? Snapshot
)
{
    /// <summary>The page of the source.</summary>
    public string Address => Requests.Address.Source(Id, Key);

    /// <summary>As it is cited.</summary>
    public SourceName Name =>
        new(Id, Key, Title, Url, Kind, Language, PublishedOn, Reliability, Status, Publisher, Origin, DerivesFromRetracted);

    /// <summary>The source that an address of the site names.</summary>
    public static async ValueTask<ReadSource?> NamedAsync(Visit visit, string segment) =>
        (await visit.AskAsync<SourceToReadData>("SourceToRead", segment, found => found.Source is not null))?.Source;

    /// <summary>The source with an address of its own; null when none is known.</summary>
    public static async ValueTask<ReadSource?> AtAsync(Visit visit, string? url)
    {
        if (Requests.Address.Outside(url) is null)
            return null;
        try
        {
            return (await visit.AskAsync<SourceToReadData>("SourceToRead", new JsonObject { ["url"] = url })).Source;
        }
        catch (UnansweredException e) when (e.IsWrongAddress)
        {
            return null;
        }
    }
}

/// <summary>What <c>SourceToRead.graphql</c> selects.</summary>
public sealed record SourceToReadData(ReadSource? Source);
