namespace ClaimGraph.GraphQL.Api.Nouns;

/// <summary>The types of the fields of nouns and parts, in the notation of the SDL.</summary>
internal static class TypeNames
{
    /// <summary>The type of a value as the API shows it: <c>[Subject!]!</c>.</summary>
    public static string Shown(Field field) =>
        Bare(field, RecordName(field), static part => part.TypeName) + (field.IsNullable && !field.IsComputed ? "" : "!");

    /// <summary>The type of a value as it is entered, where it can be left out: <c>[ID!]</c>.</summary>
    /// <param name="part">The name of the input object of a part.</param>
    public static string Entered(Field field, Func<Part, string> part) => Bare(field, "ID", part);

    private static string Bare(Field field, string record, Func<Part, string> part) =>
        field.Type switch
        {
            DataType.Text => "String",
            DataType.Enum => field.EnumType!.Name,
            DataType.Integer => "Int",
            DataType.Number => "Float",
            DataType.Boolean => "Boolean",
            DataType.Date => "PartialDate",
            DataType.Time => "DateTime",
            DataType.Reference => record,
            DataType.TextList => "[String!]",
            DataType.ReferenceList => $"[{record}!]",
            DataType.FlagSet => $"[{field.EnumType!.Name}!]",
            DataType.Part => part(field.Part!),
            DataType.PartList => $"[{part(field.Part!)}!]",
            _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, "The API has no type for such a field."),
        };

    /// <summary>The type of the nodes that a reference names. The id of a node itself names no other one.</summary>
    private static string RecordName(Field field) =>
        field.Targets switch
        {
            [] => "ID",
            [var only] => Noun.Of(only).TypeName,
            _ => field.Union?.Name ?? nameof(Node),
        };
}
