using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Labels;

/// <summary>Finds the properties of a field from its description: their names, and how values are read and written.</summary>
internal static class FieldProperties
{
    /// <summary>The property by which lists are filtered and ordered. A text has its folded form beside it.</summary>
    public static string NameOf(Field field) => field.Place is [PartField part, var inner] ? NameOf(part, inner) : field.StoredName;

    private static string NameOf(Field outer, Field inner) =>
        $"{outer.StoredName}{char.ToUpperInvariant(inner.StoredName[0])}{inner.StoredName[1..]}";

    /// <exception cref="NotSupportedException">Neo4j cannot keep such values.</exception>
    public static Property Of(Noun noun, Field field) => field switch
    {
        PartField part => new PartProperties(part, [.. part.Part!.Fields.Where(f => !f.IsKeptApart).Select(f => OfInner(noun, part, f))]),
        PartListField list => new PartListProperties(list, [.. list.Part!.Fields.Select(f => ListOfInner(noun, list, f))]),
        _ => Of(field, NameOf(field), IsFiltered(field)),
    };

    private static SingleProperty OfInner(Noun noun, PartField part, Field inner) =>
        Of(inner, NameOf(part, inner), IsFiltered(FieldIn(noun, part, inner)));

    private static InnerList ListOfInner(Noun noun, PartListField list, Field inner) =>
        InnerList.Of(list, inner, FieldIn(noun, list, inner)?.StoredName ?? NameOf(list, inner));

    /// <summary>The property of a field of a part where the part is not inside of a node.</summary>
    public static Property OfInner(Field field) => Of(field, field.StoredName, isFiltered: false);

    /// <summary>The field of a noun that looks into a part, or into the parts of a list; null when there is none.</summary>
    private static Field? FieldIn(Noun noun, Field outer, Field inner) =>
        noun.AllFields.FirstOrDefault(f => f.Place is [var first, var second] && first == outer && second == inner);

    private static bool IsFiltered(Field? field) => field is { IsFiltered: true } or { IsOrdered: true };

    private static SingleProperty Of(Field field, string name, bool isFiltered) => field switch
    {
        EnumField { Type: DataType.FlagSet } flags => new FlagSetProperty(flags, name),
        EnumField one => new EnumProperty(one, name),
        Field<string?> text when isFiltered => new FilteredTextProperty(text, name),
        Field<string?> text => Of<string?>(text, name, static row => row.Text(), static value => value),
        Field<NodeId> id => Of(id, name, static row => row.Id(), static value => value.Value),
        Field<NodeId?> id => Of(id, name, static row => row.Id(), static value => value?.Value),
        Field<PartialDate?> date => Of(date, name, static row => row.Date(), static value => value?.ToString()),
        Field<DateTimeOffset> time => Of(time, name, static row => row.Time(), static value => value.ToUnixTimeMilliseconds()),
        Field<DateTimeOffset?> time => Of(time, name, static row => row.Time(), static value => value?.ToUnixTimeMilliseconds()),
        Field<IReadOnlyList<string>> texts => Of(texts, name, static row => row.Texts(), ArrayOrNull),
        Field<IReadOnlyList<NodeId>> ids => Of(ids, name, static row => row.Ids(), ArrayOrNull),
        _ => OfNumber(field, name, leavesOutZero: field.Role == FieldRole.Derived && !isFiltered),
    };

    // Derived numbers are 0 for most nodes, and each property costs.
    private static SingleProperty OfNumber(Field field, string name, bool leavesOutZero) => field switch
    {
        Field<bool> flag => Of(flag, name, static row => row.Bool(), value => leavesOutZero && !value ? null : value),
        Field<int> number => Of(number, name, static row => row.Int(), value => leavesOutZero && value == 0 ? null : (long)value),
        Field<int?> number => Of(number, name, static row => row.Int(), static value => (long?)value),
        Field<long> number => Of(number, name, static row => row.Long(), value => leavesOutZero && value == 0 ? null : value),
        Field<double> number => Of(number, name, static row => row.Double(), value => leavesOutZero && value == 0 ? null : value),
        Field<double?> number => Of(number, name, static row => row.Double(), static value => value),
        _ => throw new NotSupportedException($"The store on Neo4j does not know how to keep {field}, a {field.Type}."),
    };

    private static ValueProperty<T> Of<T>(Field<T> field, string name, Func<IRow, T> read, Func<T, object?> write) =>
        new(field, name, read, write);

    private static string[]? ArrayOrNull(IReadOnlyList<string> texts) => texts.Count == 0 ? null : [.. texts];

    private static long[]? ArrayOrNull(IReadOnlyList<NodeId> ids) => ids.Count == 0 ? null : [.. ids.Select(id => id.Value)];
}
