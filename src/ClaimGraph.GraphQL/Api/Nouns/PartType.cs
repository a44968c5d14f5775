using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Nouns;

/// <summary>The type of a part of a noun, made from its description.</summary>
/// <typeparam name="TSource">The part, or the node that has it.</typeparam>
/// <typeparam name="TOwner">Where the part stands in the source.</typeparam>
internal class PartType<TSource, TOwner> : ObjectGraphType<TSource>
    where TSource : class
    where TOwner : struct, IOwner
{
    public PartType(Part part)
    {
        (Name, Description) = (part.TypeName, part.Summary);
        foreach (var field in part.Fields.Where(f => !f.IsKeptApart))
            Add(field, FieldResolvers.Of<TOwner>(field));
    }

    /// <summary>Adds a field that is kept apart and so has to be read.</summary>
    protected void Add(Field field, Func<TSource, FieldContext, object?> resolve) =>
        Add(field, new ContextResolver<TSource>(resolve) { Weight = Weight.Record });

    private void Add(Field field, Resolver resolver) => this.Define(field.Name, TypeNames.Shown(field), field.Description, resolver);
}
