using ClaimGraph.GraphQL.Engine.Errors;
using GraphQL.Types;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Fields;

/// <summary>
/// Mutations whose fields are carried out together, all or none: <c>mutation @atomic { … }</c>. A field says where it is defined that it
/// can be one of them.
/// </summary>
internal static class Atomic
{
    private const string Name = "atomic";
    private const string Joining = "joins others";

    public static Directive Directive() =>
        new(Name, DirectiveLocation.Mutation)
        {
            Description =
                "Makes all fields of a mutation one commit with one entry in the ledger: either all are written or none. "
                + "Fields can name what fields before them create, by its key or URL. If one is refused, all are.",
        };

    public static bool Is(GraphQLOperationDefinition operation) => operation.Directives?.Items.Exists(d => d.Name.Value == Name) == true;

    /// <summary>Says that a field can be carried out together with others.</summary>
    public static FieldType Joins(this FieldType field)
    {
        field.Metadata[Joining] = true;
        return field;
    }

    /// <exception cref="RequestException">One of the fields is carried out alone only.</exception>
    public static void Check(IEnumerable<FieldType> fields)
    {
        if (fields.FirstOrDefault(f => !f.Metadata.ContainsKey(Joining)) is { } alone)
            throw new RequestException(
                ErrorCode.ValidationFailed,
                $"{alone.Name} cannot be part of a mutation with @{Name}. Send it in a request of its own."
            );
    }
}
