namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>
/// An input object as it was given. Fields that were not given keep what was there before; null clears. What cannot be read is collected as problems.
/// </summary>
internal sealed class Input(IDictionary<string, object?> given, List<Problem> problems, params string[] path)
{
    public bool Has(string name) => given.ContainsKey(name);

    public string? Text(string name, string? before = null) => given.TryGetValue(name, out var value) ? (string?)value : before;

    public T? Value<T>(string name, T? before = null) where T : struct => given.TryGetValue(name, out var value) ? (T?)value : before;

    /// <summary>A value that is never null: null gives <paramref name="otherwise"/>.</summary>
    public T Value<T>(string name, T? before, T otherwise) where T : struct => Value(name, before) ?? otherwise;

    public IReadOnlyList<string> Texts(string name, IReadOnlyList<string>? before) =>
        given.TryGetValue(name, out var value) ? [.. ((IEnumerable<object>?)value ?? []).Cast<string>()] : before ?? [];

    public NodeId? Id(string name, NodeId? before = null) =>
        given.TryGetValue(name, out var value) ? value is null ? null : Parse((string)value, [.. path, name]) : before;

    /// <summary>An id that must be given.</summary>
    public NodeId NeededId(string name) => Id(name) ?? default;

    public IReadOnlyList<NodeId> Ids(string name, IReadOnlyList<NodeId>? before) =>
        given.TryGetValue(name, out var value) ? [.. ((IEnumerable<object>?)value ?? []).Select((id, i) => Parse((string)id, [.. path, name, $"{i}"]))] : before ?? [];

    /// <summary>What <paramref name="read"/> makes of an inner object.</summary>
    public T? Inner<T>(string name, T? before, Func<Input, T> read) where T : class =>
        given.TryGetValue(name, out var value) ? value is null ? null : read(Under(value, name)) : before;

    public IReadOnlyList<T> Inners<T>(string name, IReadOnlyList<T>? before, Func<Input, T> read) =>
        given.TryGetValue(name, out var value) ? [.. ((IEnumerable<object>?)value ?? []).Select((item, i) => read(Under(item, name, $"{i}")))] : before ?? [];

    public void Refuse(string code, string message, string name) => problems.Add(new Problem(code, message, [.. path, name]));

    private Input Under(object value, params string[] names) => new((IDictionary<string, object?>)value, problems, [.. path, .. names]);

    private NodeId Parse(string text, string[] at)
    {
        if (NodeId.TryParse(text, out var id)) return id;
        problems.Add(new Problem(ProblemCode.InvalidFormat, "This is not the id of a node.", at));
        return default;
    }
}
