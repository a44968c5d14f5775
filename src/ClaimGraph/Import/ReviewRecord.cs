namespace ClaimGraph.Import;

internal sealed record ReviewRecord : ImportRecord
{
    public string? Statement { get; init; }
    public string? Reviewer { get; init; }
    public Verdict? Verdict { get; init; }
    public RatingRecord? Rating { get; init; }
    public string? Explanation { get; init; }
    public string? Url { get; init; }
    public PartialDate? ReviewedOn { get; init; }
    public IReadOnlyList<string?>? BasedOn { get; init; }

    public override Content ToContent(References references) => new ReviewContent
    {
        Statement = references.Needed(NodeKind.Statement, Statement, "statement"),
        Reviewer = references.Needed(NodeKind.Actor, Reviewer, "reviewer"),
        Verdict = references.Needed(Verdict, "verdict"),
        Rating = Rating?.ToContent(),
        Explanation = Explanation,
        Url = Url,
        ReviewedOn = ReviewedOn,
        BasedOn = [.. (BasedOn ?? []).Select((e, i) => references.Needed(NodeKind.Evidence, e, "basedOn", References.Number(i)))],
    };

    public static ReviewRecord From(ReviewContent content, Func<NodeId, string> keyOf) => new()
    {
        Statement = keyOf(content.Statement),
        Reviewer = keyOf(content.Reviewer),
        Verdict = content.Verdict,
        Rating = content.Rating is { } rating ? RatingRecord.From(rating) : null,
        Explanation = content.Explanation,
        Url = content.Url,
        ReviewedOn = content.ReviewedOn,
        BasedOn = Filled(content.BasedOn.Select(keyOf)),
    };
}

internal sealed record RatingRecord
{
    public string? Text { get; init; }
    public double? Value { get; init; }
    public double? Best { get; init; }
    public double? Worst { get; init; }

    public Rating ToContent() => new() { Text = Text, Value = Value, Best = Best, Worst = Worst };

    public static RatingRecord From(Rating rating) => new() { Text = rating.Text, Value = rating.Value, Best = rating.Best, Worst = rating.Worst };
}
