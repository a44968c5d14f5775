using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ClaimGraph.Pages.Fetching;

/// <summary>Finds the article in a page, and what the page says about it.</summary>
internal static partial class WebPageText
{
    private const int MostElements = 100_000;

    /// <param name="charset">What the server says about the encoding; null: nothing.</param>
    /// <exception cref="UnreadPageException">The page has too many elements.</exception>
    public static WebPage Of(Uri address, byte[] html, string? charset)
    {
        var reader = new SmartReader.Reader(address.ToString(), EncodingOf(html, charset).GetString(html))
        {
            MaxElemsToParse = MostElements,
        };
        var article = reader.GetArticle();
        if (article.Errors.Count > 0)
            throw new UnreadPageException(FetchProblem.TooLarge, article.Errors[0]);
        return new WebPage(
            Line(article.Title),
            Line(article.SiteName),
            article.Language is { } language && Tag().IsMatch(language) ? language : null,
            article.PublicationDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            article.IsReadable ? Text(article.TextContent) : null
        );
    }

    private static string? Line(string? text) =>
        text is null ? null
        : Spaces().Replace(text, " ").Trim() is { Length: > 0 } line ? line
        : null;

    /// <summary>The text as it is kept: without the spaces of the markup, a paragraph a line.</summary>
    private static string? Text(string? text)
    {
        if (text is null)
            return null;
        var lines = text.ReplaceLineEndings("\n")
            .Split('\n')
            .Select(line => Spaces().Replace(line, " ").Trim())
            .Where(line => line.Length > 0);
        return string.Join('\n', lines) is { Length: > 0 and <= 2_000_000 } joined ? joined : null;
    }

    private static Encoding EncodingOf(byte[] html, string? charset)
    {
        var named =
            charset?.Trim('"', '\'')
            ?? Charset().Match(Encoding.Latin1.GetString(html.AsSpan(0, Math.Min(html.Length, 2_048)))).Groups["name"].Value;
        if (named.Length == 0)
            return Encoding.UTF8;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(named) ?? Encoding.GetEncoding(named);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }

    [GeneratedRegex(
        @"<meta[^>]{0,200}charset=[""']?(?<name>[A-Za-z0-9_-]{2,40})",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Charset();

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
