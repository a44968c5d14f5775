using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Styleguide;

/// <summary>The design system: tokens, and every component in its states. For those who make pages.</summary>
internal sealed class StyleguidePage : IPage
{
    public const string Claim = "Only the representatives of the United States and the United Kingdom did not sign.";

    public string Pattern => "/styleguide";

    public ValueTask<View?> ShowAsync(Visit visit) => new(new View(typeof(StyleguideView), new Dictionary<string, object?>()));

    public static StatementName Statement(string? verdict, double strength, params string[] attention) =>
        new(
            "S",
            "only-us-uk-did-not-sign",
            Claim,
            "en",
            verdict,
            Strength: new StrengthValue(strength),
            EvidenceCounts: new EvidenceCounts(2, 2, 1),
            Attention: attention
        );

    public static Anchor Quote(string status) =>
        new(
            "solo i rappresentanti degli Stati Uniti e del Regno Unito non hanno firmato",
            "it",
            status,
            1,
            status is "LOST" or "UNCHECKED" ? null : 16,
            status is "LOST" or "UNCHECKED" ? null : 91,
            null,
            null,
            "È degno di nota solo i rappresentanti degli Stati Uniti e del Regno Unito non hanno firmato. Ciò indica che",
            null
        );

    /// <summary>The claim in Arabic, which runs from right to left.</summary>
    public static StatementName RightToLeft { get; } =
        new(
            "R",
            "only-us-uk-did-not-sign",
            "لم يمتنع عن التوقيع سوى ممثلي الولايات المتحدة والمملكة المتحدة.",
            "ar",
            "MIXED",
            Strength: new StrengthValue(0.5)
        );
}
