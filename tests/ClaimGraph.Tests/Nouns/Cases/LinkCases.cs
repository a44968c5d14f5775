using static ClaimGraph.Tests.Nouns.Cases.Given;

namespace ClaimGraph.Tests.Nouns.Cases;

internal static class AppearanceCases
{
    private static readonly AppearanceContent Valid = new() { Statement = SomeStatement, Source = SomeSource };

    public static IEnumerable<Broken> Broken =>
        [
            .. WrongKinds("statement", id => Valid with { Statement = id }, NodeKind.Statement),
            .. WrongKinds("actor", id => Valid with { Actor = id }, NodeKind.Actor),
            .. WrongKinds("source", id => Valid with { Source = id }, NodeKind.Source),
            .. WrongKinds("event", id => Valid with { Event = id }, NodeKind.Event),
            .. BadAnchors(anchor => Valid with { Anchor = anchor }),
            new(
                "anchor without source",
                Valid with
                {
                    Source = null,
                    Anchor = new QuoteAnchor { Exact = "a" },
                },
                ProblemCode.Required,
                "anchor"
            ),
        ];

    public static IEnumerable<Good> Good =>
        [
            new("least", new AppearanceContent { Statement = SomeStatement }),
            new("all", Valid with { Actor = SomeActor, Event = SomeEvent, SaidOn = new PartialDate(2025) }),
            .. GoodAnchors(anchor => Valid with { Anchor = anchor }),
        ];
}

internal static class EvidenceCases
{
    private static readonly EvidenceContent Valid = new()
    {
        Basis = SomeSource,
        Target = SomeStatement,
        Stance = Stance.Supports,
    };

    public static IEnumerable<Broken> Broken =>
        [
            .. WrongKinds("basis", id => Valid with { Basis = id }, NodeKind.Source, NodeKind.Statement),
            .. WrongKinds("target", id => Valid with { Target = id, Basis = SomeStatement }, NodeKind.Statement, NodeKind.Evidence),
            new("stance unknown", Valid with { Stance = (Stance)99 }, ProblemCode.OutOfRange, "stance"),
            new("stance zero", Valid with { Stance = default(Stance) }, ProblemCode.OutOfRange, "stance"),
            .. BadFractions("strength", v => Valid with { Strength = v }),
            .. BadFractions("confidence", v => Valid with { Confidence = v }),
            .. BadTexts("note", Limits.Note, t => Valid with { Note = t }),
            .. BadAnchors(anchor => Valid with { Anchor = anchor }),
            new("a statement for itself", Valid with { Basis = SomeStatement }, ProblemCode.Cycle, "target"),
        ];

    public static IEnumerable<Good> Good =>
        [
            .. Enum.GetValues<Stance>().Select(s => new Good($"stance {s}", Valid with { Stance = s })),
            new("a statement on a statement", Valid with { Basis = new NodeId(NodeKind.Statement, 99) }),
            new("on other evidence", Valid with { Target = SomeEvidence }),
            .. GoodFractions("strength", v => Valid with { Strength = v }),
            .. GoodFractions("confidence", v => Valid with { Confidence = v }),
            .. GoodTexts("note", Limits.Note, t => Valid with { Note = t }),
            .. GoodAnchors(anchor => Valid with { Anchor = anchor }),
        ];
}

internal static class ReviewCases
{
    private static readonly ReviewContent Valid = new()
    {
        Statement = SomeStatement,
        Reviewer = SomeActor,
        Verdict = Verdict.Mixed,
    };

    private static IEnumerable<Broken> BadNumbers(string path, Func<double, Content> with) =>
        new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity }.Select(v => new Broken(
            $"{path} {v}",
            with(v),
            ProblemCode.OutOfRange,
            path
        ));

    public static IEnumerable<Broken> Broken =>
        [
            .. WrongKinds("statement", id => Valid with { Statement = id }, NodeKind.Statement),
            .. WrongKinds("reviewer", id => Valid with { Reviewer = id }, NodeKind.Actor),
            .. WrongKinds("basedOn.1", id => Valid with { BasedOn = [SomeEvidence, id] }, NodeKind.Evidence),
            new("verdict unknown", Valid with { Verdict = (Verdict)99 }, ProblemCode.OutOfRange, "verdict"),
            new("verdict zero", Valid with { Verdict = default(Verdict) }, ProblemCode.OutOfRange, "verdict"),
            .. BadTexts("rating.text", Limits.Rating, t => Valid with { Rating = new Rating { Text = t } }),
            .. BadNumbers("rating.value", v => Valid with { Rating = new Rating { Value = v } }),
            .. BadNumbers("rating.best", v => Valid with { Rating = new Rating { Best = v } }),
            .. BadNumbers("rating.worst", v => Valid with { Rating = new Rating { Worst = v } }),
            .. BadTexts("explanation", Limits.Explanation, t => Valid with { Explanation = t }),
            .. BadAddresses("url", t => Valid with { Url = t }),
            new("basedOn too many", Valid with { BasedOn = Times(Limits.References + 1, SomeEvidence) }, ProblemCode.TooLong, "basedOn"),
        ];

    public static IEnumerable<Good> Good =>
        [
            .. Enum.GetValues<Verdict>().Select(v => new Good($"verdict {v}", Valid with { Verdict = v })),
            .. GoodTexts(
                "rating.text",
                Limits.Title,
                t =>
                    Valid with
                    {
                        Rating = new Rating
                        {
                            Text = t,
                            Value = -5,
                            Best = 1e300,
                            Worst = 0,
                        },
                    }
            ),
            .. GoodTexts("explanation", Limits.Explanation, t => Valid with { Explanation = t }),
            new("address at its limit", Valid with { Url = Address(Limits.Url) }),
            new("basedOn at its limit", Valid with { BasedOn = Times(Limits.References, SomeEvidence) }),
        ];
}
