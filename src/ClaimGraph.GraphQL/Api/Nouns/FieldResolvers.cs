using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;

namespace ClaimGraph.GraphQL.Api.Nouns;

/// <summary>
/// How the fields of nouns and parts get their values. The switch over the sort of field is made once, when the schema is.
/// </summary>
internal static class FieldResolvers
{
    /// <typeparam name="TOwner">Where what has the field stands.</typeparam>
    public static Resolver Of<TOwner>(Field field)
        where TOwner : struct, IOwner =>
        field switch
        {
            Field<NodeId> { Targets.Count: > 0 } one => Needing(
                Weight.Record,
                (source, context) => context.Request.Loaders.Node(one.Get(TOwner.Of(source)))
            ),
            Field<NodeId?> { Targets.Count: > 0 } one => Needing(
                Weight.Record,
                (source, context) => context.Request.Loaders.Node(one.Get(TOwner.Of(source)))
            ),
            Field<IReadOnlyList<NodeId>> several => Needing(
                Weight.SomeRecords,
                (source, context) => context.Request.Loaders.Nodes(several.Get(TOwner.Of(source)))
            ),
            PartField part => new PartResolver<object>(source => part.Get(TOwner.Of(source))) { Weight = Weight.Value },
            PartListField parts => new PartResolver<object>(source => parts.Get(TOwner.Of(source))) { Weight = Weight.SomeValues },
            _ => Leaf<TOwner>(field),
        };

    private static ContextResolver<object> Needing(Weight weight, Func<object, FieldContext, object?> resolve) =>
        new(resolve) { Weight = weight };

    private static LeafResolver Leaf<TOwner>(Field field)
        where TOwner : struct, IOwner =>
        field switch
        {
            Field<string?> text => new FieldLeaf<string?, TOwner>(text) { Weight = Weight.Value },
            Field<bool> flag => new FieldLeaf<bool, TOwner>(flag) { Weight = Weight.Value },
            Field<int> number => new FieldLeaf<int, TOwner>(number) { Weight = Weight.Value },
            Field<int?> number => new FieldLeaf<int?, TOwner>(number) { Weight = Weight.Value },
            Field<long> number => new FieldLeaf<long, TOwner>(number) { Weight = Weight.Value },
            Field<double> number => new FieldLeaf<double, TOwner>(number) { Weight = Weight.Value },
            Field<double?> number => new FieldLeaf<double?, TOwner>(number) { Weight = Weight.Value },
            Field<NodeId> id => new FieldLeaf<NodeId, TOwner>(id) { Weight = Weight.Value },
            Field<PartialDate?> date => new FieldLeaf<PartialDate?, TOwner>(date) { Weight = Weight.Value },
            Field<DateTimeOffset> time => new FieldLeaf<DateTimeOffset, TOwner>(time) { Weight = Weight.Value },
            Field<DateTimeOffset?> time => new FieldLeaf<DateTimeOffset?, TOwner>(time) { Weight = Weight.Value },
            Field<IReadOnlyList<string>> texts => new FieldLeaf<IReadOnlyList<string>, TOwner>(texts) { Weight = Weight.Value },
            EnumField { Type: DataType.FlagSet } flags => new FlagSetLeaf<TOwner>(flags) { Weight = Weight.Value },
            EnumField one => new EnumLeaf<TOwner>(one) { Weight = Weight.Value },
            _ => throw new ArgumentException($"The API cannot show {field}, a {field.GetType()}.", nameof(field)),
        };
}
