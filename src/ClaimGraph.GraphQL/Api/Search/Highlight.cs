using System.Text;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Search;

/// <summary>A passage and where the found words stand in it.</summary>
internal sealed record Highlight(string Text, IReadOnlyList<TextRange> Ranges)
{
    /// <summary>Takes the marks out of a marked passage.</summary>
    public static Highlight Of(string marked)
    {
        var text = new StringBuilder(marked.Length);
        var ranges = new List<TextRange>();
        var (position, start) = (0, 0);
        foreach (var rune in marked.EnumerateRunes())
        {
            if (rune.Value == SearchHit.Open)
                start = position;
            else if (rune.Value == SearchHit.Close)
                ranges.Add(new TextRange(start, position));
            else
            {
                text.Append(rune.ToString());
                position++;
            }
        }
        return new Highlight(text.ToString(), ranges);
    }
}

internal sealed record TextRange(int Start, int End);

internal sealed class HighlightType : ObjectGraphType<Highlight>
{
    public HighlightType()
    {
        Name = "Highlight";
        Description = "A passage that matches a search.";
        this.Leaf("text", "String!", "The passage, without markup.", static h => h.Text);
        this.Part("ranges", "[TextRange!]!", "The positions of the matching words.", static h => h.Ranges);
    }
}

internal sealed class TextRangeType : ObjectGraphType<TextRange>
{
    public TextRangeType()
    {
        Name = "TextRange";
        Description = "A range in a text, counted in Unicode code points.";
        this.Leaf("start", "Int!", "The start, from 0, inclusive.", static r => r.Start);
        this.Leaf("end", "Int!", "The end, exclusive.", static r => r.End);
    }
}
