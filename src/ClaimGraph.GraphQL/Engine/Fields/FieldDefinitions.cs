using GraphQL.Types;

namespace ClaimGraph.GraphQL.Engine.Fields;

/// <summary>How types of the schema define a field.</summary>
internal static class FieldDefinitions
{
    /// <summary>A scalar, an enum or a list of strings that stands in the source.</summary>
    public static FieldType Leaf<TSource, TValue>(
        this ObjectGraphType<TSource> type,
        string name,
        string of,
        string description,
        Func<TSource, TValue> read
    )
        where TSource : class => type.Define(name, of, description, new LeafResolver<TSource, TValue>(read) { Weight = Weight.Value });

    /// <summary>An object, or a list of objects, that stands in the source.</summary>
    public static FieldType Part<TSource>(
        this ObjectGraphType<TSource> type,
        string name,
        string of,
        string description,
        Func<TSource, object?> read
    )
        where TSource : class =>
        type.Define(
            name,
            of,
            description,
            new PartResolver<TSource>(read) { Weight = of.StartsWith('[') ? Weight.SomeValues : Weight.Value }
        );

    /// <summary>A value that needs arguments or the store. It costs as much as a record unless <see cref="Costs"/> says
    /// otherwise.</summary>
    public static FieldType Resolve<TSource>(
        this ObjectGraphType<TSource> type,
        string name,
        string of,
        string description,
        Func<TSource, FieldContext, object?> resolve,
        params QueryArgument[] arguments
    )
        where TSource : class =>
        type.Define(name, of, description, new ContextResolver<TSource>(resolve) { Weight = Weight.Record }, arguments);

    /// <summary>A field of an input object.</summary>
    public static void Input<TSource>(
        this InputObjectGraphType<TSource> type,
        string name,
        string of,
        string description,
        object? defaultValue = null
    ) =>
        type.AddField(
            new FieldType
            {
                Name = name,
                ResolvedType = Sdl.Type(of),
                Description = description,
                DefaultValue = defaultValue,
            }
        );

    /// <summary>What the field counts in the cost of an operation.</summary>
    public static FieldType Costs(this FieldType field, Weight weight)
    {
        ((Resolver)field.Resolver!).Weight = weight;
        return field;
    }

    /// <summary>Says of a leaf that its texts can be long.</summary>
    public static FieldType CanBeLong(this FieldType field)
    {
        ((LeafResolver)field.Resolver!).IsLong = true;
        return field;
    }

    /// <summary>A field with a resolver that is made already.</summary>
    public static FieldType Define<TSource>(
        this ObjectGraphType<TSource> type,
        string name,
        string of,
        string description,
        Resolver resolver,
        params QueryArgument[] arguments
    ) =>
        type.AddField(
            new FieldType
            {
                Name = name,
                ResolvedType = Sdl.Type(of),
                Description = description,
                Resolver = resolver,
                Arguments = arguments.Length == 0 ? null : new QueryArguments(arguments),
            }
        );
}
