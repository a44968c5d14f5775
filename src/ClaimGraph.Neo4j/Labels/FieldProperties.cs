namespace ClaimGraph.Neo4j.Labels;

/// <summary>Finds the properties of a field from its description: their names, and how values are read and written.</summary>
internal static class FieldProperties
{
    /// <summary>The property by which lists are filtered and ordered. A text has its folded form beside it.</summary>
    public static string NameOf(Field field) =>
        field.Place is [PartField part, var inner] ? NameOf(part, inner)
        : IsInternal(field) ? Properties.Internal + field.StoredName
        : field.StoredName;

    private static string NameOf(Field outer, Field inner) =>
        (IsInternal(inner) ? Properties.Internal : "")
        + $"{outer.StoredName}{char.ToUpperInvariant(inner.StoredName[0])}{inner.StoredName[1..]}";

    /// <summary>People follow relationships, where this program reads the numbers of nodes.</summary>
    private static bool IsInternal(Field field) =>
        field.Type is DataType.Reference or DataType.ReferenceList
        || field.IsSortKey
        || field is { Role: FieldRole.Derived, Description: "" };

    /// <exception cref="NotSupportedException">Neo4j cannot keep such values.</exception>
    public static Property Of(Noun noun, Field field) =>
        field switch
        {
            PartField part => new PartProperties(
                part,
                [.. part.Part!.Fields.Where(f => !f.IsKeptApart).Select(f => OfInner(noun, part, f))]
            ),
            PartListField list => new PartListProperties(list, [.. list.Part!.Fields.Select(f => ListOfInner(noun, list, f))]),
            _ => Of(field, NameOf(field), IsFiltered(field)),
        };

    private static SingleProperty OfInner(Noun noun, PartField part, Field inner) =>
        Of(inner, NameOf(part, inner), IsFiltered(FieldIn(noun, part, inner)));

    private static InnerList ListOfInner(Noun noun, PartListField list, Field inner) =>
        InnerList.Of(list, inner, FieldIn(noun, list, inner) is { } field ? NameOf(field) : NameOf(list, inner));

    /// <summary>The property of a field of a part where the part is not inside of a node.</summary>
    public static Property OfInner(Field field) => Of(field, field.StoredName);

    /// <summary>The field of a noun that looks into a part, or into the parts of a list; null when there is none.</summary>
    private static Field? FieldIn(Noun noun, Field outer, Field inner) =>
        noun.AllFields.FirstOrDefault(f => f.Place is [var first, var second] && first == outer && second == inner);

    private static bool IsFiltered(Field? field) => field is { IsFiltered: true } or { IsOrdered: true };

    private static SingleProperty Of(Field field, string name, bool isFiltered) =>
        field switch
        {
            Field<string?> text when isFiltered => new FilteredTextProperty(text, name),
            EnumField { Type: DataType.FlagSet } flags => new FlagSetProperty(flags, name),
            EnumField one => new EnumProperty(one, name),
            { Role: FieldRole.Derived } when !isFiltered => OfRarelySet(field, name) ?? Of(field, name),
            _ => Of(field, name),
        };

    private static SingleProperty Of(Field field, string name) =>
        field switch
        {
            Field<string?> text => new ValueProperty<string?, TextCodec>(text, name),
            Field<bool> flag => new ValueProperty<bool, BoolCodec>(flag, name),
            Field<int> number => new ValueProperty<int, IntCodec>(number, name),
            Field<int?> number => new ValueProperty<int?, Maybe<int, IntCodec>>(number, name),
            Field<long> number => new ValueProperty<long, LongCodec>(number, name),
            Field<double> number => new ValueProperty<double, DoubleCodec>(number, name),
            Field<double?> number => new ValueProperty<double?, Maybe<double, DoubleCodec>>(number, name),
            Field<NodeId> id => new ValueProperty<NodeId, IdCodec>(id, name),
            Field<NodeId?> id => new ValueProperty<NodeId?, Maybe<NodeId, IdCodec>>(id, name),
            Field<PartialDate?> date => new ValueProperty<PartialDate?, Maybe<PartialDate, DateCodec>>(date, name),
            Field<DateTimeOffset> time => new ValueProperty<DateTimeOffset, TimeCodec>(time, name),
            Field<DateTimeOffset?> time => new ValueProperty<DateTimeOffset?, Maybe<DateTimeOffset, TimeCodec>>(time, name),
            Field<IReadOnlyList<string>> texts => new ValueProperty<IReadOnlyList<string>, TextListCodec>(texts, name),
            Field<IReadOnlyList<NodeId>> ids => new ValueProperty<IReadOnlyList<NodeId>, IdListCodec>(ids, name),
            _ => throw new NotSupportedException($"{field} has a type that a property cannot hold; add a codec for it."),
        };

    // Derived numbers are 0 for most nodes, and each property costs.
    private static SingleProperty? OfRarelySet(Field field, string name) =>
        field switch
        {
            Field<bool> flag => new ValueProperty<bool, NonZero<bool, BoolCodec>>(flag, name),
            Field<int> number => new ValueProperty<int, NonZero<int, IntCodec>>(number, name),
            Field<long> number => new ValueProperty<long, NonZero<long, LongCodec>>(number, name),
            _ => null,
        };
}
