using System.Text.Json;
using ClaimGraph.GraphQL.Engine.Values;
using GraphQL;
using GraphQL.Resolvers;

namespace ClaimGraph.GraphQL.Engine.Fields;

/// <summary>
/// How a field gets its value. GraphQL.NET wants an <see cref="IFieldResolver"/> in its schema, which this engine never calls.
/// </summary>
internal abstract class Resolver : IFieldResolver
{
    /// <summary>What the field counts in the cost of an operation.</summary>
    public required Weight Weight { get; set; }

    /// <summary>The value, null, or a <see cref="Loading.Deferred"/> one.</summary>
    public abstract object? Resolve(object source, FieldContext? context);

    /// <summary>True when <see cref="Resolve"/> does without a context.</summary>
    public virtual bool NeedsContext => true;

    ValueTask<object?> IFieldResolver.ResolveAsync(IResolveFieldContext context) => throw new NotSupportedException();
}

/// <summary>A value that is written to the response straight from its source.</summary>
internal abstract class LeafResolver : Resolver
{
    public override bool NeedsContext => false;

    /// <summary>True for texts that can be long: their lengths are added up before the response is written.</summary>
    public bool IsLong { get; set; }

    public abstract void Write(Utf8JsonWriter json, object source);
}

internal sealed class LeafResolver<TSource, TValue>(Func<TSource, TValue> read) : LeafResolver
    where TSource : class
{
    private readonly Action<Utf8JsonWriter, TValue> _write =
        Leaf<TValue>.Write ?? throw new NotSupportedException($"{typeof(TValue)} is not the type of a leaf.");

    public override object? Resolve(object source, FieldContext? context) => read((TSource)source);

    public override void Write(Utf8JsonWriter json, object source) => _write(json, read((TSource)source));
}

/// <summary>An object, or a list of objects, that stands in its source.</summary>
internal sealed class PartResolver<TSource>(Func<TSource, object?> read) : Resolver
    where TSource : class
{
    public override bool NeedsContext => false;

    public override object? Resolve(object source, FieldContext? context) => read((TSource)source);
}

/// <summary>A value that needs arguments or the store.</summary>
internal sealed class ContextResolver<TSource>(Func<TSource, FieldContext, object?> resolve) : Resolver
    where TSource : class
{
    public override object? Resolve(object source, FieldContext? context) => resolve((TSource)source, context!);
}

/// <summary>
/// A root field of subscriptions. Each event of its stream is then its value in an operation of its own (GraphQL specification, section
/// 6.2.3).
/// </summary>
internal sealed class EventResolver(Func<FieldContext, ISourceStream> subscribe) : Resolver, ISourceStreamResolver
{
    public override object? Resolve(object source, FieldContext? context) => ((RequestScope)source).Event;

    /// <summary>What the arguments ask to follow.</summary>
    /// <exception cref="RefusedException">They cannot be used.</exception>
    public ISourceStream Subscribe(FieldContext context) => subscribe(context);

    // GraphQL.NET wants one in its schema; its engine never runs a subscription here.
    ValueTask<IObservable<object?>> ISourceStreamResolver.ResolveAsync(IResolveFieldContext context) => throw new NotSupportedException();
}
