using GraphQL.Types;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Fields;

/// <summary>Finds fields by the types that they are selected of.</summary>
internal static class SchemaFields
{
    /// <summary>The type whose fields an operation selects.</summary>
    public static IObjectGraphType RootOf(this ISchema schema, GraphQLOperationDefinition operation) =>
        operation.Operation switch
        {
            OperationType.Mutation => schema.Mutation!,
            OperationType.Subscription => schema.Subscription!,
            _ => schema.Query,
        };

    /// <summary>A field of a type, one of introspection included.</summary>
    public static FieldType FieldOf(this ISchema schema, IGraphType parent, string name)
    {
        if (name == schema.TypeNameMetaFieldType.Name)
            return schema.TypeNameMetaFieldType;
        if (name == schema.SchemaMetaFieldType.Name)
            return schema.SchemaMetaFieldType;
        if (name == schema.TypeMetaFieldType.Name)
            return schema.TypeMetaFieldType;
        return (parent as IComplexGraphType)?.Fields.Find(name)
            ?? throw new InvalidOperationException($"{parent.Name} has no field {name}: the document was not validated.");
    }
}
