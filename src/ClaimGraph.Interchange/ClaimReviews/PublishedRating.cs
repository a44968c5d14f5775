using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ClaimGraph.Interchange.ClaimReviews;

/// <summary>Ratings as publishers write them: objects, texts, lists, numbers as texts, <c>4 out of 5</c>, and -1 or equal ends for no
/// scale.</summary>
internal static partial class PublishedRating
{
    private const double Default = 1; // schema.org: worstRating, when it is omitted

    /// <summary>The first rating that says something; null when none does.</summary>
    public static Rating? Of(IEnumerable<JsonElement> ratings) => ratings.Select(Of).FirstOrDefault(r => r != new Rating());

    public static string? Explanation(IEnumerable<JsonElement> ratings) =>
        ratings
            .SelectMany(r => Ld.All(Ld.Get(r, "ratingExplanation")))
            .Where(Ld.IsText)
            .Select(e => Ld.Prose(e.GetString()!))
            .FirstOrDefault(e => e is not null);

    private static Rating Of(JsonElement rating)
    {
        if (rating.ValueKind != JsonValueKind.Object)
            return Ld.Text(rating) is { } alone ? OfText(alone) : new Rating();
        var value = Ld.Text(rating, "ratingValue");
        var worded = Ld.Text(rating, "alternateName", "name", "description");
        var read = value is null ? new Rating() : OfText(value);
        read = read with
        {
            Text = worded is null ? read.Text : Ld.Clean(worded),
            Best = Number(Ld.Text(rating, "bestRating")) ?? read.Best,
            Worst = Number(Ld.Text(rating, "worstRating")) ?? read.Worst,
        };
        return HasNoScale(read) ? new Rating { Text = read.Text } : read;
    }

    /// <summary>A number, a number out of another, or words.</summary>
    private static Rating OfText(string text)
    {
        if (Number(text) is { } value)
            return new Rating { Value = value };
        return Fraction().Match(text) is { Success: true } fraction
            ? new Rating { Value = Number(fraction.Groups["value"].Value), Best = Number(fraction.Groups["best"].Value) }
            : new Rating { Text = Ld.Clean(text) };
    }

    private static bool HasNoScale(Rating rating) =>
        rating.Value is null or -1 || rating.Best is -1 || rating.Worst is -1 || rating.Best == (rating.Worst ?? double.NaN);

    private static double? Number(string? text) =>
        text is not null
        && NumberForm().IsMatch(text.Trim())
        && double.TryParse(
            text.Trim().Replace(',', '.').Replace('−', '-'),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    /// <summary>The verdict that a number means on its scale: the fifths of it, from the worst value up.</summary>
    public static Verdict? OnScale(Rating rating)
    {
        if (rating is not { Value: { } value, Best: { } best })
            return null;
        var worst = rating.Worst ?? (value < Default ? 0 : Default);
        var share = (value - worst) / (best - worst);
        return share switch
        {
            >= 0 and <= 0.125 => Verdict.Unsupported,
            > 0.125 and < 0.375 => Verdict.MostlyUnsupported,
            >= 0.375 and <= 0.625 => Verdict.Mixed,
            > 0.625 and < 0.875 => Verdict.MostlySupported,
            >= 0.875 and <= 1 => Verdict.Supported,
            _ => null,
        };
    }

    [GeneratedRegex(@"^[-−+]?\d{1,9}(?:[.,]\d{1,9})?$", RegexOptions.NonBacktracking)]
    private static partial Regex NumberForm();

    [GeneratedRegex(
        @"^\s*(?<value>\d{1,3}(?:[.,]\d{1,3})?)\s*(?:/|of|out of|von|de|sur|su|van)\s*(?<best>\d{1,3})\s*$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Fraction();
}
