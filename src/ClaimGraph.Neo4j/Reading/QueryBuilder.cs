using System.Text;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>
/// Builds a query together with its parameters. Values are never part of the text, so the same question always has the same text.
/// </summary>
internal sealed class QueryBuilder
{
    private readonly StringBuilder _text = new(512);
    private readonly Dictionary<string, object?> _parameters = [];

    public QueryBuilder Append(string cypher)
    {
        _text.Append(cypher);
        return this;
    }

    /// <summary>Appends a reference to a new parameter: <c>$p0</c>, <c>$p1</c> and so on.</summary>
    public QueryBuilder Parameter(object? value)
    {
        var name = $"p{_parameters.Count}";
        _parameters.Add(name, value);
        _text.Append('$').Append(name);
        return this;
    }

    public Query Query(Action<IRow> onRow) => new(_text.ToString(), _parameters, onRow);
}
