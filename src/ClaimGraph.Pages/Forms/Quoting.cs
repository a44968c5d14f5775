using System.Globalization;
using System.Text.Json.Nodes;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Forms;

/// <summary>Words that were chosen in a text or typed. If they were chosen, it is known where they stand.</summary>
internal static class Quoting
{
    /// <summary>So many UTF-16 units of a text are shown to choose from.</summary>
    public const int Longest = 200_000;

    /// <summary>The fields that go with a quote: what stands before and after it, and where it begins, in code points.</summary>
    public static readonly IReadOnlyList<string> Around = ["prefix", "suffix", "start"];

    /// <summary>The quote as the API takes it; null when none was entered.</summary>
    /// <param name="row">What the names of its fields end with, where a form has several.</param>
    public static JsonObject? AnchorOf(Entries entries, string language, string row = "")
    {
        if (entries.Text("quote" + row) is not { } exact)
            return null;
        var anchor = new JsonObject { ["exact"] = exact, ["language"] = language };
        foreach (var name in Around.Take(2))
            if (entries[name + row] is { Length: > 0 } around)
                anchor[name] = around;
        if (int.TryParse(entries["start" + row], NumberStyles.None, CultureInfo.InvariantCulture, out var start))
            (anchor["start"], anchor["end"]) = (start, start + exact.EnumerateRunes().Count());
        return anchor;
    }

    /// <summary>The beginning of a text, cut between characters.</summary>
    public static string Shown(string text) =>
        text.Length <= Longest ? text : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
}
