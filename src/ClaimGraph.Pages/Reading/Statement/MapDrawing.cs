using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using ClaimGraph.Pages.Design;
using ClaimGraph.Pages.Localization;

namespace ClaimGraph.Pages.Reading.Statement;

/// <summary>Draws an argument map. On a page its colours come from the style sheet; a file of its own brings them along.</summary>
internal static class MapDrawing
{
    private const double Margin = 2;

    private static readonly string Size = $"width=\"{Svg.Number(MapLayout.BoxWidth)}\" height=\"{Svg.Number(MapLayout.BoxHeight)}\"";

    private const string OwnStyle = """
        <style>
        text{font:12.5px system-ui,sans-serif;fill:#1d1b16}.box>rect{fill:#fff;stroke:#8b8678;stroke-width:1.25}
        .root>rect{fill:#f2f0e9;stroke:#1d1b16}
        .l{fill:none;stroke:currentcolor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}.f{fill:currentcolor}
        .c{fill:none;stroke:#fff;stroke-width:1.9}.d{stroke-dasharray:2.4 2.4}.edge{fill:none;stroke:currentcolor;stroke-width:2}
        .s-SUPPORTS{color:#1d6b45}.s-REBUTS{color:#a5302a}.s-CONTEXT{color:#44608a}
        .edge.s-REBUTS{stroke-dasharray:6 4}.edge.s-CONTEXT{stroke-dasharray:1 4}
        </style>
        """;

    /// <summary>The map as the element <c>svg</c>.</summary>
    public static string Of(MapLayout map, string language, bool alone = false)
    {
        var svg = new StringBuilder(16 * 1024);
        var (width, height) = (map.Width + 2 * Margin, map.Height + 2 * Margin);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" lang=\"{language}\" width=\"{Svg.Number(width)}\" height=\"{Svg.Number(height)}\" "
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"viewBox=\"{Svg.Number(-Margin)} {Svg.Number(-Margin)} {Svg.Number(width)} {Svg.Number(height)}\">"
        );
        if (alone)
            svg.Append(OwnStyle);
        foreach (var box in map.Boxes)
            DrawEdge(svg, box);
        foreach (var box in map.Boxes)
            DrawBox(svg, box);
        return svg.Append("</svg>").ToString();
    }

    private static void DrawEdge(StringBuilder svg, MapBox box)
    {
        if (box is not { Edge.Evidence.Stance: { } stance, Parent: { } parent })
            return;
        var (x1, y1) = (parent.X + MapLayout.BoxWidth, parent.Y + MapLayout.BoxHeight / 2);
        var (x2, y2) = (box.X, box.Y + MapLayout.BoxHeight / 2);
        var middle = (x1 + x2) / 2;
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<path class=\"edge s-{stance}\" d=\"M{Svg.Number(x1)} {Svg.Number(y1)}C{Svg.Number(middle)} {Svg.Number(y1)} "
        );
        svg.Append(CultureInfo.InvariantCulture, $"{Svg.Number(middle)} {Svg.Number(y2)} {Svg.Number(x2)} {Svg.Number(y2)}\"/>");
    }

    private static void DrawBox(StringBuilder svg, MapBox box)
    {
        var encoder = HtmlEncoder.Default;
        var stance = box.Edge?.Evidence.Stance;
        var title =
            (stance is null ? "" : Words.Stance(stance) + ": ") + box.Node.Label + (box.IsReference ? $" ({Texts.Map_see_above})" : "");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<a href=\"{encoder.Encode(box.Node.Address ?? "#")}\"><g class=\"box{(stance is null ? " root" : "")}\">"
        );
        svg.Append(CultureInfo.InvariantCulture, $"<title>{encoder.Encode(title)}</title>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Svg.Number(box.X)}\" y=\"{Svg.Number(box.Y)}\" rx=\"6\" {Size}/>");
        if (stance is not null)
            DrawIcon(svg, $"stance-{stance}", $"s-{stance}", box.X - 8, box.Y + MapLayout.BoxHeight / 2 - 8);
        var kind = box.Node.Type == "Statement" ? $"verdict-{box.Node.Verdict ?? "NONE"}" : "document";
        DrawIcon(svg, box.IsReference ? "link" : kind, "kind", box.X + MapLayout.BoxWidth - 24, box.Y + 8);
        var lines = box.Lines(3, 25);
        for (var i = 0; i < lines.Count; i++)
            svg.Append(
                Svg.Text(box.X + 16, box.Y + MapLayout.BoxHeight / 2 + 4.5 + (i - (lines.Count - 1) / 2.0) * 17, lines[i], "box-text")
            );
        svg.Append("</g></a>");
    }

    private static void DrawIcon(StringBuilder svg, string icon, string style, double x, double y) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<g class=\"icon {style}\" transform=\"translate({Svg.Number(x)} {Svg.Number(y)})\">{Icons.Paths(icon)}</g>"
        );
}
