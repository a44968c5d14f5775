using System.Collections.Frozen;

namespace ClaimGraph.Pages.Design;

/// <summary>
/// The drawings, as SVG within 16 × 16. Classes: <c>l</c> is a line, <c>f</c> is filled, <c>c</c> is cut out of what is filled.
/// </summary>
public static class Icons
{
    private const string Ring = """<circle class="l" cx="8" cy="8" r="6.25"/>""";
    private const string Disc = """<circle class="f" cx="8" cy="8" r="7"/>""";

    /// <summary>The names of all drawings.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "verdict-SUPPORTED",
        "verdict-MOSTLY_SUPPORTED",
        "verdict-MIXED",
        "verdict-MOSTLY_UNSUPPORTED",
        "verdict-UNSUPPORTED",
        "verdict-UNVERIFIED",
        "verdict-NONE",
        "stance-SUPPORTS",
        "stance-REBUTS",
        "stance-CONTEXT",
        "search",
        "quote",
        "outside",
        "clock",
        "alert",
        "person",
        "place",
        "document",
        "event",
        "claim",
        "next",
        "previous",
        "close",
        "query",
        "download",
        "shield",
        "link",
    ];

    private static readonly FrozenDictionary<string, string> Drawings = Names.ToFrozenDictionary(
        name => name,
        Draw,
        StringComparer.Ordinal
    );

    /// <summary>A drawing.</summary>
    public static string Svg(string name) => Drawings.TryGetValue(name, out var drawing) ? drawing : Draw(name);

    private static string Draw(string name) =>
        $"""<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">{Paths(name)}</svg>""";

    /// <summary>The shapes of a drawing.</summary>
    public static string Paths(string name) =>
        name switch
        {
            "verdict-SUPPORTED" => Disc + """<path class="c" d="M4.7 8.3l2.2 2.2 4.4-4.8"/>""",
            "verdict-MOSTLY_SUPPORTED" => Ring + """<path class="l" d="M5 8.3l2.1 2.1 4-4.4"/>""",
            "verdict-MIXED" => Ring + """<path class="f" d="M8 1.75a6.25 6.25 0 0 1 0 12.5z"/>""",
            "verdict-MOSTLY_UNSUPPORTED" => Ring + """<path class="l" d="M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8"/>""",
            "verdict-UNSUPPORTED" => Disc + """<path class="c" d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2"/>""",
            "verdict-UNVERIFIED" => Ring
                + """<path class="l" d="M6.1 6.2a1.9 1.9 0 1 1 2.7 1.8c-.6.3-.8.6-.8 1.3"/><circle class="f" cx="8" cy="11.5" r=".9"/>""",
            "verdict-NONE" => """<circle class="l d" cx="8" cy="8" r="6.25"/>""",
            "stance-SUPPORTS" => Disc + """<path class="c" d="M8 4.5v7M4.5 8h7"/>""",
            "stance-REBUTS" => """<rect class="f" x="1" y="1" width="14" height="14" rx="3"/><path class="c" d="M4.5 8h7"/>""",
            "stance-CONTEXT" => Ring + """<path class="l" d="M8 7.4v4"/><circle class="f" cx="8" cy="4.8" r=".9"/>""",
            "search" => """<circle class="l" cx="7" cy="7" r="4.75"/><path class="l" d="M10.6 10.6L14.5 14.5"/>""",
            "quote" => """<path class="f" d="M2 9c0-3.3 1.7-5.3 4.2-6l.5 1.1C5.2 4.8 4.4 5.8 4.3 7H7v6H2z"/>"""
                + """<path class="f" d="M9 9c0-3.3 1.7-5.3 4.2-6l.5 1.1c-1.5.7-2.3 1.7-2.4 2.9H14v6H9z"/>""",
            "outside" => """<path class="l" d="M6 3H3v10h10v-3M9 2.5h4.5V7M13.2 2.8L7.5 8.5"/>""",
            "clock" => Ring + """<path class="l" d="M8 4.3V8l2.6 1.7"/>""",
            "alert" => """<path class="l" d="M8 1.8L15 14H1zM8 6.2v3.6"/><circle class="f" cx="8" cy="11.8" r=".8"/>""",
            "person" =>
                """<circle class="l" cx="8" cy="5" r="2.75"/><path class="l" d="M2.5 14c.6-3.2 2.7-4.7 5.5-4.7s4.9 1.5 5.5 4.7"/>""",
            "place" => """<path class="l" d="M8 14.5C5 11.2 3.5 8.8 3.5 6.5a4.5 4.5 0 0 1 9 0c0 2.3-1.5 4.7-4.5 8z"/>"""
                + """<circle class="f" cx="8" cy="6.5" r="1.5"/>""",
            "document" => """<path class="l" d="M3.5 1.75h6l3 3v9.5h-9zM5.8 7.5h4.4M5.8 10.2h4.4"/>""",
            "event" => """<path class="l" d="M2 3.5h12V14H2zM2 6.8h12M5 1.5v3M11 1.5v3"/>""",
            "claim" => """<path class="l" d="M2 2.5h12v8.5H8l-3.5 3v-3H2z"/>""",
            "next" => """<path class="l" d="M6 3l5 5-5 5"/>""",
            "previous" => """<path class="l" d="M10 3L5 8l5 5"/>""",
            "close" => """<path class="l" d="M4 4l8 8M12 4l-8 8"/>""",
            "query" => """<path class="l" d="M5 3.5L1.5 8 5 12.5M11 3.5L14.5 8 11 12.5"/>""",
            "download" => """<path class="l" d="M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11"/>""",
            "shield" => """<path class="l" d="M8 1.7l5.5 2v4c0 3.4-2.3 5.6-5.5 6.7-3.2-1.1-5.5-3.3-5.5-6.7v-4z"/>""",
            "link" =>
                """<path class="l" d="M6.5 9.5l3-3M7 4.5l1.5-1.5a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5L7.5 13A3.2 3.2 0 0 1 3 8.5L4.5 7"/>""",
            _ => Ring,
        };
}
