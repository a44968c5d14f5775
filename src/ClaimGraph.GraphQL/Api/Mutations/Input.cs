using ClaimGraph.GraphQL.Api.Requests;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>An input object as it was given. What cannot be read is collected as problems.</summary>
internal sealed class Input(References references, IDictionary<string, object?> given, List<Problem> problems, params string[] path)
{
    /// <summary>What its fields are called.</summary>
    public InputWords Words { get; init; } = InputWords.OfMutations;

    /// <summary>Where it stands in the input of the mutation.</summary>
    public IReadOnlyList<string> Path => path;

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

    /// <summary>The texts that are given where fields name records.</summary>
    public IEnumerable<string> ReferencesIn(IEnumerable<Field> fields) =>
        fields.SelectMany(field =>
            field.Part is { } part ? Parts(field).SelectMany(inner => inner.ReferencesIn(part.Fields))
            : field.Targets.Count == 0 ? []
            : this[Words.NameOf(field)] switch
            {
                string one => [one],
                IEnumerable<object> many => many.OfType<string>(),
                _ => [],
            }
        );

    private IEnumerable<Input> Parts(Field field) =>
        this[Words.NameOf(field)] switch
        {
            IDictionary<string, object?> one => [Under(one, field.Name)],
            IEnumerable<object> many => many.Select(part => Under(part, field.Name)),
            _ => [],
        };

    /// <summary>The name that a text stands for where it can be a key.</summary>
    public string NameOfKey(string text) => references.NameOfKey(text);

    /// <param name="names">The field and what is below it; none for the input itself.</param>
    public void Refuse(string code, string message, params string[] names) => problems.Add(new Problem(code, message, [.. path, .. names]));

    private IEnumerable<object> Items(string name) => (IEnumerable<object>?)this[name] ?? [];

    private Input Under(object value, params string[] names) =>
        new(references, (IDictionary<string, object?>)value, problems, [.. path, .. names]) { Words = Words };

    /// <summary>The same with other names of fields.</summary>
    public Input In(InputWords words) => new(references, given, problems, path) { Words = words };

    private NodeId Find(string text, IReadOnlyList<NodeKind> kinds, string[] at)
    {
        try
        {
            return references.Get(Words.TakesKeys ? references.NameOfKey(text) : text, at, kinds);
        }
        catch (RefusedException refused)
        {
            problems.AddRange(refused.Problems);
            return default;
        }
    }
}
