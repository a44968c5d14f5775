using System.Text;

namespace ClaimGraph.Import;

/// <summary>The rows of a file of comma-separated values, as RFC 4180 writes them; fields in quotation marks can hold line
/// breaks.</summary>
internal static class CsvRows
{
    public static IEnumerable<string[]> Read(TextReader text)
    {
        var (fields, field, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var next = text.Read(); next >= 0; next = text.Read())
        {
            var c = (char)next;
            if (isQuoted && c == '"' && text.Peek() == '"')
                field.Append((char)text.Read());
            else if (c == '"' && (isQuoted || field.Length == 0))
                isQuoted = !isQuoted;
            else if (isQuoted || c is not (',' or '\r' or '\n'))
                field.Append(c);
            else if (c == ',')
                Take(fields, field);
            else if (Complete(fields, field) is { } row)
                yield return row;
        }
        if (Complete(fields, field) is { } last)
            yield return last;
    }

    private static void Take(List<string> fields, StringBuilder field)
    {
        fields.Add(field.ToString());
        field.Clear();
    }

    /// <summary>The row that ends here; null for an empty line.</summary>
    private static string[]? Complete(List<string> fields, StringBuilder field)
    {
        if (fields.Count == 0 && field.Length == 0)
            return null;
        Take(fields, field);
        string[] row = [.. fields];
        fields.Clear();
        return row;
    }
}
