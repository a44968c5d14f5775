namespace ClaimGraph.Sqlite.Tables;

/// <summary>The list fields and their numbers in <c>reference_entry</c> and <c>text_entry</c>. The numbers are stored; never renumber.</summary>
internal static class ListFields
{
    private static readonly (Field Field, int Number)[] All =
    [
        (Fields.Actor.Identifiers, 1), (Fields.Event.Participants, 2), (Fields.Event.Roles, 3), (Fields.Event.Sources, 4),
        (Fields.Statement.Topics, 5), (Fields.Statement.About, 6), (Fields.Review.BasedOn, 7),
    ];

    private static readonly Dictionary<Field, int> Numbers = All.ToDictionary(f => f.Field, f => f.Number);
    private static readonly ILookup<NodeKind, (Field Field, int Number)> Kinds = All.ToLookup(f => f.Field.Kind);

    public static int Number(Field field) => Numbers[field];
    public static IEnumerable<(Field Field, int Number)> Of(NodeKind kind) => Kinds[kind];
    public static string Table(Field field) => field.Type == DataType.ReferenceList ? "reference_entry" : "text_entry";
}
