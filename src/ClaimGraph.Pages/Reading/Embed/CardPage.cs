using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Reading.Overview;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Embed;

/// <summary>A claim as a card that other sites can show in a frame.</summary>
internal sealed class CardPage : IPage
{
    public string Pattern => "/embed/statements/{id}";

    public async ValueTask<View?> ShowAsync(Visit visit) =>
        await FindAsync(visit, visit.Route("id")) is { } claim ? View.Of<CardView>(claim) with { IsEmbedded = true } : null;

    /// <summary>The claim with this id or key.</summary>
    public static async ValueTask<CardClaim?> FindAsync(Visit visit, string segment) =>
        (await visit.AskAsync<CardData>("Card", segment, found => found.Statement is not null))?.Statement;
}

/// <summary>The numbers of the overview as a card.</summary>
internal sealed class OverviewCardPage : IPage
{
    public string Pattern => "/embed/overview";

    public async ValueTask<View?> ShowAsync(Visit visit) =>
        View.Of<OverviewCardView>(await visit.AskKeptAsync<OverviewData>("Overview")) with
        {
            IsEmbedded = true,
        };
}

/// <summary>What <c>Card.graphql</c> selects.</summary>
public sealed record CardData(CardClaim? Statement);

/// <summary>A claim in short.</summary>
public sealed record CardClaim(
    string Id,
    string? Key,
    string Text,
    string Language,
    string Kind,
    string Status,
    string? Verdict,
    string? ClaimedOn,
    DateTime UpdatedAt,
    int IndependentSources,
    StrengthValue Strength,
    ActorName? Claimant,
    EvidenceCounts EvidenceCounts,
    Connection<ReviewItem> Reviews
);
