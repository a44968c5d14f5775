using System.Globalization;
using System.Text;
using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>
/// An SQL text that grows together with the values of its parameters. Values are always bound, never pasted, but for the number of rows.
/// </summary>
internal sealed class SqlText
{
    private readonly StringBuilder _text = new(256);
    private readonly List<object?> _values = [];

    public SqlText Append(string sql)
    {
        _text.Append(sql);
        return this;
    }

    /// <summary>Appends a parameter: a long, a double, a string or null.</summary>
    public SqlText Value(object? value)
    {
        _values.Add(value);
        _text.Append('?').Append(_values.Count);
        return this;
    }

    /// <summary>Ends the text with the number of rows wanted. SQLite plans by this number: were it bound, the statement would be prepared
    /// anew for each run, which can take longer than the run.</summary>
    public SqlText Limit(long rows) => Append(string.Create(CultureInfo.InvariantCulture, $" LIMIT {rows}"));

    /// <summary>Appends a parameter whose value is bound for each run (<see cref="Command.Bind(int, long)"/>).</summary>
    public SqlText Slot(out int position)
    {
        Value(null);
        position = _values.Count;
        return this;
    }

    public Command Prepare(Connection connection)
    {
        var command = connection.Prepare(_text.ToString());
        for (var i = 0; i < _values.Count; i++)
            command.BindValue(i + 1, _values[i]);
        return command;
    }
}
