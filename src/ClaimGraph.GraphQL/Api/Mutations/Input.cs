namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>An input object as it was given. What cannot be read is collected as problems.</summary>
internal sealed class Input(IDictionary<string, object?> given, List<Problem> problems, params string[] path)
{
    /// <summary>True when a value was given, be it null.</summary>
    public bool Has(string name) => given.ContainsKey(name);

    /// <summary>The value as it was given; null when there is none.</summary>
    public object? this[string name] => given.TryGetValue(name, out var value) ? value : null;

    public string? Text(string name) => (string?)this[name];

    public T? Value<T>(string name)
        where T : struct => (T?)this[name];

    public NodeId? Id(string name) => this[name] is string text ? Parse(text, [.. path, name]) : null;

    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Cast<string>()];

    public IReadOnlyList<NodeId> Ids(string name) => [.. Items(name).Select((id, i) => Parse((string)id, [.. path, name, $"{i}"]))];

    /// <summary>What <paramref name="read"/> makes of an inner object.</summary>
    public T? Inner<T>(string name, Func<Input, T> read)
        where T : class => this[name] is { } value ? read(Under(value, name)) : null;

    public IReadOnlyList<T> Inners<T>(string name, Func<Input, T> read) =>
        [.. Items(name).Select((item, i) => read(Under(item, name, $"{i}")))];

    public void Refuse(string code, string message, string name) => problems.Add(new Problem(code, message, [.. path, name]));

    private IEnumerable<object> Items(string name) => (IEnumerable<object>?)this[name] ?? [];

    private Input Under(object value, params string[] names) => new((IDictionary<string, object?>)value, problems, [.. path, .. names]);

    private NodeId Parse(string text, string[] at)
    {
        if (NodeId.TryParse(text, out var id))
            return id;
        problems.Add(new Problem(ProblemCode.InvalidFormat, Schema.Ids.NotAnId, at));
        return default;
    }
}
