using System.Globalization;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Nouns;

/// <summary>What people call a source.</summary>
public static class SourceTitle
{
    /// <summary>
    /// Its title or, without one, what tells it from others in words: "Reuters, 3 February 2025", "reuters.com, 3 February 2025",
    /// "Untitled article". Keys are for programs.
    /// </summary>
    public static string Of(string? title, string? url, string? kind = null, string? publishedOn = null, string? publisher = null)
    {
        if (title is not null)
            return title;
        var reader = new Reader(CultureInfo.CurrentUICulture, default);
        var name = publisher ?? Address.Host(url) ?? Untitled(reader, kind);
        return publishedOn is null ? name : $"{name}, {reader.Date(publishedOn)}";
    }

    private static string Untitled(Reader reader, string? kind) =>
        kind is null or "OTHER"
            ? Texts.Untitled
            : reader.Format(Texts.Untitled_kind, reader.Culture.TextInfo.ToLower(Words.SourceKind(kind)));
}
