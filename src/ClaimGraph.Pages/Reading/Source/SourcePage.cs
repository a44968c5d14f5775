using System.Text.Json.Nodes;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Source;

/// <summary>A source. With <c>?impact=true</c>, also what its retraction would change.</summary>
internal sealed class SourcePage : IPage
{
    public string Pattern => "/sources/{id}";

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        var answer = await visit.AskAsync<SourceData>("Source", visit.Route("id"), found => found.Source is not null, Past.Ask);
        if (answer?.Source is not { } source)
            return null;
        var (impact, isRefused) = visit.Value("impact") is null ? (null, false) : await AskImpactAsync(visit, source.Id);
        return View.Of<SourceView>(
            new SourceShown(source with { History = await visit.WithRecordsAsync(source.History) }, impact, isRefused)
        );
    }

    private static async ValueTask<(Impact? Impact, bool IsRefused)> AskImpactAsync(Visit visit, string id)
    {
        try
        {
            return ((await visit.AskAsync<SourceImpactData>("SourceImpact", new JsonObject { ["id"] = id })).Impact, false);
        }
        catch (UnansweredException e) when (e.Error.Code is "UNAUTHENTICATED" or "FORBIDDEN")
        {
            return (null, true);
        }
    }
}

/// <summary>What <c>Source.graphql</c> selects.</summary>
public sealed record SourceData(Work? Source);

/// <summary>What <c>SourceImpact.graphql</c> selects.</summary>
public sealed record SourceImpactData(Impact Impact);

/// <summary>A source with everything around it.</summary>
public sealed record Work(
    string Id,
    string? Key,
    string? Title,
    string? Url,
    string? CanonicalUrl,
    string Kind,
    string Language,
    string? PublishedOn,
    string? ArchivedAt,
    string? Reliability,
    string? Note,
    string Status,
    string? StatusReason,
    string? NoticeOn,
    string? NoticeUrl,
    bool DerivesFromRetracted,
    int SnapshotCount,
    ActorName? Publisher,
    SourceName? DerivedFrom,
    SnapshotText? Snapshot,
    Connection<AnyNode> MergedFrom,
    Connection<SourceName> Derivatives,
    Connection<Utterance> Appearances,
    Connection<Argument> Evidence,
    IReadOnlyList<Entry> History
);

/// <summary>The text of a source as it stood.</summary>
public sealed record SnapshotText(string Text, DateTime? CapturedAt, string Sha256);

/// <summary>What a retraction would change.</summary>
public sealed record Impact(int Count, IReadOnlyList<ImpactChange> Changes);

/// <summary>A record as it is and as it would be.</summary>
public sealed record ImpactChange(AnyNode Before, AnyNode After);

/// <summary>A source and, if it was asked for, what its retraction would change.</summary>
/// <param name="IsRefused">True when that was asked for, and the reader may not know it.</param>
public sealed record SourceShown(Work Source, Impact? Impact, bool IsRefused);
