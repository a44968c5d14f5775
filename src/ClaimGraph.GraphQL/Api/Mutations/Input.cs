using ClaimGraph.GraphQL.Api.Requests;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>An input object as it was given. What cannot be read is collected as problems.</summary>
internal sealed class Input(References references, IDictionary<string, object?> given, List<Problem> problems, params string[] path)
{
    /// <summary>True when a value was given, be it null.</summary>
    public bool Has(string name) => given.ContainsKey(name);

    /// <summary>The value as it was given; null when there is none.</summary>
    public object? this[string name] => given.TryGetValue(name, out var value) ? value : null;

    public string? Text(string name) => (string?)this[name];

    public T? Value<T>(string name)
        where T : struct => (T?)this[name];

    /// <param name="kinds">The types of record that a name can stand for.</param>
    public NodeId? Id(string name, IReadOnlyList<NodeKind> kinds) => this[name] is string text ? Find(text, kinds, [.. path, name]) : null;

    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Cast<string>()];

    public IReadOnlyList<NodeId> Ids(string name, IReadOnlyList<NodeKind> kinds) =>
        [.. Items(name).Select((id, i) => Find((string)id, kinds, [.. path, name, $"{i}"]))];

    /// <summary>What <paramref name="read"/> makes of an inner object.</summary>
    public T? Inner<T>(string name, Func<Input, T> read)
        where T : class => this[name] is { } value ? read(Under(value, name)) : null;

    public IReadOnlyList<T> Inners<T>(string name, Func<Input, T> read) =>
        [.. Items(name).Select((item, i) => read(Under(item, name, $"{i}")))];

    public void Refuse(string code, string message, string name) => problems.Add(new Problem(code, message, [.. path, name]));

    private IEnumerable<object> Items(string name) => (IEnumerable<object>?)this[name] ?? [];

    private Input Under(object value, params string[] names) =>
        new(references, (IDictionary<string, object?>)value, problems, [.. path, .. names]);

    private NodeId Find(string text, IReadOnlyList<NodeKind> kinds, string[] at)
    {
        try
        {
            return references.Get(text, at, kinds);
        }
        catch (RefusedException refused)
        {
            problems.AddRange(refused.Problems);
            return default;
        }
    }
}
