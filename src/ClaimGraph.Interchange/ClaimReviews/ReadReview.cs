namespace ClaimGraph.Interchange.ClaimReviews;

/// <summary>What a ClaimReview says, in our terms.</summary>
internal sealed record ReadReview
{
    public required FoundReview Found { get; init; }
    public required StatementContent Claim { get; init; }
    public required ReadActor Reviewer { get; init; }

    /// <summary>The page of the review; null when no address is given.</summary>
    public SourceContent? Page { get; init; }

    /// <summary>Who published that page; null when nobody is named.</summary>
    public ReadActor? Publisher { get; init; }
    public IReadOnlyList<ReadAppearance> Appearances { get; init; } = [];
    public Verdict? Verdict { get; init; }

    /// <summary>True when the operator's own table says what the wording means.</summary>
    public bool IsVerdictChosen { get; init; }

    /// <summary>The rating as published; null for an export of ours of a review that has only a verdict.</summary>
    public Rating? Rating { get; init; }
    public string? Explanation { get; init; }
    public PartialDate? ReviewedOn { get; init; }
    public string? Published { get; init; }

    /// <summary>By which a second run finds the review again.</summary>
    public required string Key { get; init; }
}

/// <summary>An actor by a key that follows from its name.</summary>
internal sealed record ReadActor(string Key, ActorContent Content);

/// <summary>Where, when and by whom the claim was made, as far as it is known.</summary>
internal sealed record ReadAppearance(ReadActor? Claimant, SourceContent? Page, PartialDate? SaidOn);
