using System.Text;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>A Cypher text that grows together with the values of its parameters. Values are never pasted, so equal questions have equal texts.</summary>
internal sealed class QueryBuilder
{
    private readonly StringBuilder _text = new(512);
    private readonly Dictionary<string, object?> _parameters = [];

    public QueryBuilder Append(string cypher)
    {
        _text.Append(cypher);
        return this;
    }

    /// <summary>Appends a parameter.</summary>
    public QueryBuilder Value(object? value)
    {
        var name = $"p{_parameters.Count}";
        _parameters.Add(name, value);
        _text.Append('$').Append(name);
        return this;
    }

    public Query Query(Action<IRow> onRow) => new(_text.ToString(), _parameters, onRow);
}
