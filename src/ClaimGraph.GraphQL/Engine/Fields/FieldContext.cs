using GraphQL.Execution;

namespace ClaimGraph.GraphQL.Engine.Fields;

/// <summary>
/// The arguments of one selected field. All sources share them, so they are read once; those without variables are even kept with the
/// document.
/// </summary>
internal sealed class FieldArguments(IDictionary<string, ArgumentValue>? values, ISelected selected)
{
    private object? _read;
    private string[]? _names;

    /// <summary>The texts in the arguments that may have to be looked up before they are used.</summary>
    public IReadOnlyList<string> Names => _names ??= [.. NamesIn(values?.Values.Select(v => v.Value) ?? [])];

    public object? this[string name] => values is not null && values.TryGetValue(name, out var value) ? value.Value : null;

    public ISelected Selected => selected;

    /// <summary>The texts in values that may have to be looked up.</summary>
    public static IEnumerable<string> NamesIn(IEnumerable<object?> values) =>
        values.SelectMany(value =>
            value switch
            {
                string text => text.Contains(':', StringComparison.Ordinal) ? [text] : [],
                INamesRecords names => names.Names,
                IDictionary<string, object?> fields => NamesIn(fields.Values),
                IEnumerable<object?> list => NamesIn(list),
                _ => [],
            }
        );

    public T Read<T>(FieldContext context, Func<FieldContext, T> read)
        where T : class => (T)(_read ??= read(context));

    public T Read<TState, T>(FieldContext context, TState state, Func<FieldContext, TState, T> read)
        where T : class => (T)(_read ??= read(context, state));
}

/// <summary>What a resolver knows of one selected field besides its source.</summary>
internal sealed class FieldContext(RequestScope scope, FieldArguments arguments)
{
    private object? _read; // what names stand for can differ between requests

    public RequestScope Scope { get; } = scope;

    /// <inheritdoc cref="FieldArguments.Names"/>
    public IReadOnlyList<string> Names => arguments.Names;

    /// <summary>The value of an argument; null when it is null or not given and has no default.</summary>
    public object? Argument(string name) => arguments[name];

    /// <summary>True when the query selects the field below this one.</summary>
    public bool Selects(string field) => arguments.Selected.Times(field) > 0;

    /// <summary>How often the query selects a field of the field below this one: under several aliases, many times.</summary>
    public int Times(string field, string below) => arguments.Selected.Times(field, below);

    /// <summary>What <paramref name="read"/> makes of the arguments and the options, made once for all sources. It may not depend on
    /// anything else.</summary>
    public T Read<T>(Func<FieldContext, T> read)
        where T : class => Names.Count > 0 ? (T)(_read ??= read(this)) : arguments.Read(this, read);

    /// <summary>The same where the maker needs to know something more, which is the same for all uses of the field.</summary>
    public T Read<TState, T>(TState state, Func<FieldContext, TState, T> read)
        where T : class => Names.Count > 0 ? (T)(_read ??= read(this, state)) : arguments.Read(this, state, read);
}

/// <summary>What the query selects below a field.</summary>
internal interface ISelected
{
    /// <summary>How often it selects a field.</summary>
    int Times(string field);

    /// <summary>How often it selects a field of such a field.</summary>
    int Times(string field, string below);
}
