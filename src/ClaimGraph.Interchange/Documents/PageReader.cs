using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ClaimGraph.Import;

namespace ClaimGraph.Interchange.Documents;

/// <summary>Reads files as pages: JSON, NDJSON, or HTML with JSON-LD and microdata.</summary>
internal sealed class PageReader(ImportResult result)
{
    public Page Read(InputDocument document)
    {
        var text = TextDecoding.Decode(document.Bytes, out var guessed);
        if (guessed is not null)
            Doubt(
                document.File,
                "",
                ProblemCode.InvalidText,
                $"The file is not UTF-8 and says no other encoding; it was read as {guessed}."
            );
        if (IsHtml(text))
            return OfHtml(document.File, text);
        List<(string, JsonElement)> parts = [];
        AddJson(document.File, "", text, parts);
        return new Page(document.File, parts);
    }

    /// <summary>Markup that stands in a text of JSON, as the interfaces of publishing systems give it.</summary>
    public IReadOnlyList<(string Pointer, JsonElement Value)> Within(string file, string pointer, string text)
    {
        if (IsHtml(text))
            return [.. OfHtml(file, text).Parts.Select(p => (pointer + p.Pointer, p.Value))];
        List<(string, JsonElement)> parts = [];
        AddJson(file, pointer, text, parts);
        return parts;
    }

    public static bool IsHtml(string text) =>
        text.AsSpan().TrimStart().TrimStart('\uFEFF') is var start
        && start.StartsWith("<")
        && !(start.StartsWith("<!--") && start[4..].TrimStart() is ['{' or '[', ..])
        && !start.StartsWith("<![CDATA[", StringComparison.OrdinalIgnoreCase);

    private Page OfHtml(string file, string text)
    {
        var html = new HtmlParser().ParseDocument(text);
        List<(string, JsonElement)> parts = [];
        var number = 0;
        foreach (var script in html.QuerySelectorAll("script").Where(IsJsonLd))
            AddJson(file, string.Create(CultureInfo.InvariantCulture, $"/script/{number++}"), script.TextContent, parts);
        number = 0;
        foreach (var item in Microdata.Items(html, "ClaimReview"))
            parts.Add((string.Create(CultureInfo.InvariantCulture, $"/microdata/{number++}"), item));
        return new Page(file, parts, UrlOf(html), html.DocumentElement?.GetAttribute("lang"));
    }

    private static bool IsJsonLd(IElement script) =>
        script.GetAttribute("type") is { } type && type.Contains("ld+json", StringComparison.OrdinalIgnoreCase);

    private static string? UrlOf(IDocument html) =>
        new[]
        {
            html.QuerySelector("link[rel~=canonical]")?.GetAttribute("href"),
            html.QuerySelector("meta[property='og:url']")?.GetAttribute("content"),
            html.QuerySelector("base")?.GetAttribute("href"),
        }.FirstOrDefault(url => CanonicalUrl.TryCreate(url, out _));

    private void AddJson(string file, string pointer, string text, List<(string, JsonElement)> parts)
    {
        var (values, isRepaired, error) = LenientJson.Parse(text);
        if (error is not null)
            result.AddError(
                new ImportProblem(
                    file,
                    pointer,
                    LossCode.Unreadable,
                    values.Count == 0
                        ? $"This is not valid JSON, {error}; nothing of it was taken."
                        : $"This is not valid JSON, {error}; what is valid in it was taken."
                )
            );
        else if (isRepaired)
            Doubt(file, pointer, LossCode.Repaired, "This is not valid JSON; it was read as it was meant.");
        for (var i = 0; i < values.Count; i++)
            parts.Add((values.Count == 1 ? pointer : string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}"), values[i]));
    }

    private void Doubt(string file, string pointer, string code, string message) =>
        result.AddWarning(new ImportProblem(file, pointer, code, message));
}
