using System.Text;
using GraphQLParser;

namespace ClaimGraph.GraphQL.Engine.Documents;

/// <summary>
/// A document with each token on a line of its own. GraphQL-Parser words an error in time that grows with the square of its column, so one
/// with long lines, as tools write them, is parsed in this form first.
/// </summary>
internal sealed class TokenLines
{
    private const int LongLine = 1_000;

    private readonly List<(int Line, int Start)> _starts = []; // of tokens: here, and in the document
    private readonly int _end;

    public TokenLines(string document)
    {
        var lines = new StringBuilder(document.Length);
        foreach (var token in DocumentTokens.Of(document))
        {
            var start = DocumentTokens.StartOf(document, token);
            _starts.Add((lines.Length, start));
            lines.Append(document, start, token.End - start).Append('\n');
        }
        (Text, _end) = (lines.Replace('\r', '\n').ToString(), document.Length);
    }

    /// <summary>True if a document has a long line.</summary>
    public static bool AreNeeded(string document)
    {
        foreach (var line in document.AsSpan().EnumerateLines())
            if (line.Length > LongLine)
                return true;
        return false;
    }

    public string Text { get; }

    /// <summary>Where in the document a place of <see cref="Text"/> is.</summary>
    public int PlaceOf(Location location)
    {
        var place = 0;
        for (var line = 1; line < location.Line; line++)
            place = Text.IndexOf('\n', place) + 1;
        place += location.Column - 1;
        if (place >= Text.Length)
            return _end;
        var (begins, start) = _starts.FindLast(s => s.Line <= place);
        return start + place - begins;
    }
}
