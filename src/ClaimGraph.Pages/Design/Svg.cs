using System.Globalization;
using System.Text.Encodings.Web;

namespace ClaimGraph.Pages.Design;

/// <summary>Markup of SVG that Razor cannot write: it takes the element <c>text</c> for its own.</summary>
public static class Svg
{
    /// <summary>A text at a place.</summary>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    public static string Text(double x, double y, string text, string style = "label", string anchor = "start") =>
        $"<text class=\"{style}\" x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{anchor}\">{HtmlEncoder.Default.Encode(text)}</text>";

    /// <summary>A number in an attribute, which is the same for all readers.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);
}
