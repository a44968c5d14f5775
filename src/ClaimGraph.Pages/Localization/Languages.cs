using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace ClaimGraph.Pages.Localization;

/// <summary>The languages of pages and of texts in them.</summary>
public static class Languages
{
    private static readonly HashSet<string> RightToLeft = new(StringComparer.OrdinalIgnoreCase)
    {
        "ar",
        "arc",
        "ckb",
        "dv",
        "fa",
        "he",
        "ks",
        "nqo",
        "ps",
        "sd",
        "syr",
        "ug",
        "ur",
        "yi",
    };

    /// <summary>The languages that the texts of the pages are in; the first is taken where none fits.</summary>
    public static readonly IReadOnlyList<string> OfTexts = ["en", "it"];

    /// <summary><c>rtl</c> for a language that is written from right to left, else <c>ltr</c>.</summary>
    /// <param name="tag">A BCP 47 tag; <c>und</c> or null: not known, so that the browser looks at the letters (<c>auto</c>).</param>
    public static string Direction(string? tag) =>
        tag is null or "" or "und" ? "auto"
        : tag.Contains("-Latn", StringComparison.OrdinalIgnoreCase) ? "ltr"
        : RightToLeft.Contains(tag.Split('-')[0]) || tag.Contains("-Arab", StringComparison.OrdinalIgnoreCase) ? "rtl"
        : "ltr";

    /// <summary>The value of <c>lang</c>; null when the language is not known.</summary>
    public static string? Tag(string? tag) => tag is null or "" or "und" ? null : tag;

    /// <summary>The name of a language in the language of the reader; the tag itself when it has none.</summary>
    public static string Name(string tag, Reader reader)
    {
        if (tag is "und" or "")
            return Texts.Language_und;
        try
        {
            // The name in its own language: "italiano". A reader who wants it knows it.
            var culture = CultureInfo.GetCultureInfo(tag, predefinedOnly: true);
            return culture.NativeName.Length > 0 ? char.ToUpper(culture.NativeName[0], reader.Culture) + culture.NativeName[1..] : tag;
        }
        catch (CultureNotFoundException)
        {
            return tag;
        }
    }

    /// <summary>What the reader likes best of what there is: <c>it-CH</c> for a browser in Italian of Switzerland.</summary>
    public static CultureInfo Wanted(string? acceptLanguage)
    {
        if (acceptLanguage is { Length: > 0 and < 1000 } && StringWithQualityHeaderValue.TryParseList([acceptLanguage], out var wanted))
            foreach (var tag in wanted.OrderByDescending(w => w.Quality ?? 1).Select(w => w.Value.Value))
                if (OfTexts.Contains(tag?.Split('-')[0], StringComparer.OrdinalIgnoreCase) && Find(tag!) is { } culture)
                    return culture;
        return CultureInfo.GetCultureInfo("en-GB");
    }

    private static CultureInfo? Find(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag.Length == 2 ? Usual(tag) : tag, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    private static string Usual(string language) => string.Equals(language, "en", StringComparison.OrdinalIgnoreCase) ? "en-GB" : "it-IT";
}
