using System.Text.Json.Nodes;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Working.Argue;

/// <summary>Looks up what an address stands for: a source, or a claim of this knowledge base.</summary>
internal static class Known
{
    /// <summary>What evidence can rest on; null when nothing known has this address.</summary>
    public static async ValueTask<KnownBasis?> AskAsync(Visit visit, string url, string target)
    {
        if (!Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address) || Address.Outside(url.Trim()) is null)
            return null;
        var isHere = address.GetLeftPart(UriPartial.Authority) == visit.Origin;
        if (isHere && address.AbsolutePath.Split('/') is ["", "statements", { Length: > 0 } segment])
            return await ClaimAsync(visit, Uri.UnescapeDataString(segment), target);
        try
        {
            return await SourceAsync(visit, "url", url.Trim(), target);
        }
        catch (UnansweredException e) when (e.IsWrongAddress)
        {
            return null;
        }
    }

    /// <summary>A source by its id, as what evidence can rest on; null when there is none.</summary>
    public static ValueTask<KnownBasis?> OfSourceAsync(Visit visit, string id, string target) => SourceAsync(visit, "id", id, target);

    private static async ValueTask<KnownBasis?> SourceAsync(Visit visit, string name, string value, string target)
    {
        var variables = new JsonObject { [name] = value, ["target"] = target };
        return (await visit.AskAsync<KnownSourceData>("KnownSource", variables)).Source is { } source
            ? new KnownBasis(source.Id, source.Evidence.Nodes) { Source = source }
            : null;
    }

    private static async ValueTask<KnownBasis?> ClaimAsync(Visit visit, string segment, string target)
    {
        var answer = await visit.AskAsync<KnownClaimData>(
            "KnownClaim",
            segment,
            found => found.Statement is not null,
            variables => variables["target"] = target
        );
        return answer?.Statement is { } claim ? new KnownBasis(claim.Id, claim.BasisOf.Nodes) { Claim = claim.Node } : null;
    }
}

/// <summary>What evidence can rest on, and what it says already about the target.</summary>
public sealed record KnownBasis(string Id, IReadOnlyList<Argument> Evidence)
{
    /// <summary>The source; null when it is a claim.</summary>
    public KnownSource? Source { get; init; }

    /// <summary>The claim; null when it is a source.</summary>
    public AnyNode? Claim { get; init; }

    /// <summary>The evidence that has the same stance and quotes the same words; null when there is none.</summary>
    public Argument? Same(string? stance, string? quote) =>
        Evidence.FirstOrDefault(e => e.Stance == stance && (e.Anchor?.Exact ?? "") == (quote ?? ""));
}

/// <summary>What <c>KnownClaim.graphql</c> selects.</summary>
public sealed record KnownClaimData(KnownClaim? Statement);

/// <summary>A claim, and what it says already about the target.</summary>
public sealed record KnownClaim(
    string Id,
    string? Key,
    string Text,
    string Language,
    string? Verdict,
    string? Status,
    Connection<Argument> BasisOf
)
{
    /// <summary>The claim as it is named in a line.</summary>
    public AnyNode Node => new("Statement", Id, Key, Text: Text, Language: Language, Verdict: Verdict, Status: Status);
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
    KeptText? Snapshot,
    Connection<Argument> Evidence
)
{
    /// <summary>As it is cited.</summary>
    public SourceName Name =>
        new(Id, Key, Title, Url, Kind, Language, PublishedOn, Reliability, Status, Publisher, Origin, DerivesFromRetracted);
}

/// <summary>The text that is kept of a source.</summary>
public sealed record KeptText(string Text);
