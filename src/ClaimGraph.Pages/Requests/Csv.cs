using System.Text;

namespace ClaimGraph.Pages.Requests;

/// <summary>A table as CSV (RFC 4180) in UTF-8, which spreadsheets open as such.</summary>
internal sealed class Csv
{
    private readonly StringBuilder _text = new("\uFEFF"); // the mark tells spreadsheets that it is UTF-8

    public Csv(params string[] names) => Add(names);

    /// <summary>Adds a row.</summary>
    public void Add(params string?[] values) => _text.AppendJoin(',', values.Select(Cell)).Append("\r\n");

    /// <summary>The table as a file.</summary>
    public Download As(string fileName) => new("text/csv; charset=utf-8", _text.ToString(), fileName);

    /// <summary>A cell. What a spreadsheet would take for a formula gets an apostrophe, because others wrote these texts.</summary>
    internal static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return "";
        var text = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + value : value;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
