using GraphQL.Execution;

namespace ClaimGraph.GraphQL.Engine.Fields;

/// <summary>
/// The arguments of one selected field. All sources share them, so they are read once; those without variables are even kept with the
/// document.
/// </summary>
internal sealed class FieldArguments(IDictionary<string, ArgumentValue>? values, Func<string, bool> selects)
{
    private object? _read;

    public object? this[string name] => values is not null && values.TryGetValue(name, out var value) ? value.Value : null;

    public bool Selects(string field) => selects(field);

    public T Read<T>(FieldContext context, Func<FieldContext, T> read)
        where T : class => (T)(_read ??= read(context));

    public T Read<TState, T>(FieldContext context, TState state, Func<FieldContext, TState, T> read)
        where T : class => (T)(_read ??= read(context, state));
}

/// <summary>What a resolver knows of one selected field besides its source.</summary>
internal sealed class FieldContext(RequestScope scope, FieldArguments arguments)
{
    public RequestScope Scope { get; } = scope;

    /// <summary>The value of an argument; null when it is null or not given and has no default.</summary>
    public object? Argument(string name) => arguments[name];

    /// <summary>True when the query selects the field below this one.</summary>
    public bool Selects(string field) => arguments.Selects(field);

    /// <summary>What <paramref name="read"/> makes of the arguments and the options, made once for all sources. It may not depend on
    /// anything else.</summary>
    public T Read<T>(Func<FieldContext, T> read)
        where T : class => arguments.Read(this, read);

    /// <summary>The same where the maker needs to know something more, which is the same for all uses of the field.</summary>
    public T Read<TState, T>(TState state, Func<FieldContext, TState, T> read)
        where T : class => arguments.Read(this, state, read);
}
