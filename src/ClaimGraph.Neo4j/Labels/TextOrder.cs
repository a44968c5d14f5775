using System.Text;

namespace ClaimGraph.Neo4j.Labels;

/// <summary>
/// Neo4j compares texts by UTF-16 units, in which an emoji comes before U+E000. A text with such characters has a second form beside it
/// whose order by units is the order of the text by code points, as everywhere in ClaimGraph.
/// </summary>
internal static class TextOrder
{
    /// <summary>The property with the ordering form of a text.</summary>
    public static string PropertyOf(string name) => $"{Properties.Internal}{name}Order";

    /// <summary>The expression by which nodes are compared and ordered.</summary>
    /// <param name="node">The variable of the nodes.</param>
    public static string Expression(string name, string node) => $"coalesce({node}.{PropertyOf(name)}, {node}.{name})";

    /// <summary>The ordering form; the text itself where both are the same.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains('\uFFFF', StringComparison.Ordinal))
            return text;
        var form = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            // After the last unit there is, so behind all others; U+FFFF itself before those that need two units.
            if (rune.IsBmp)
                form.Append((char)rune.Value).Append(rune.Value == 0xFFFF ? "\u0001" : "");
            else
                form.Append('\uFFFF').Append((char)(0x100 + (rune.Value - 0x10000 >> 10))).Append((char)(0x100 + (rune.Value & 0x3FF)));
        }
        return form.ToString();
    }
}
