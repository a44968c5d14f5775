using System.Text;
using System.Text.Json;

namespace ClaimGraph.Import;

/// <summary>Reads the value of a member, at which the reader stands, into its owner: a content or a part.</summary>
internal delegate void ReadValue(ref Utf8JsonReader json, Reading reading, object owner);

/// <summary>A member of a JSON object of the import format.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Read">Takes the value; it is never null there.</param>
/// <param name="Missing">What to do when it is not given, or null; null for nothing.</param>
internal sealed record Member(string Name, ReadValue Read, Action<Reading, object>? Missing = null)
{
    /// <summary>Without it, or with a value that cannot be read, the record is refused.</summary>
    public bool IsRequired { get; init; }

    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>The member of a field that somebody enters.</summary>
    public static Member Of(Field field) => OfField(field) with { IsRequired = ImportFormat.IsRequired(field) };

    private static Member OfField(Field field) =>
        field switch
        {
            Field<string?> text => new(field.Name, (ref json, reading, owner) => text.Set(owner, reading.Text(ref json))),
            Field<bool> flag => new(field.Name, (ref json, reading, owner) => flag.Set(owner, reading.Boolean(ref json))),
            Field<int?> number => new(field.Name, (ref json, reading, owner) => number.Set(owner, reading.Integer(ref json))),
            Field<double?> number => new(field.Name, (ref json, reading, owner) => number.Set(owner, reading.Number(ref json))),
            Field<PartialDate?> date => new(field.Name, (ref json, reading, owner) => date.Set(owner, reading.Date(ref json))),
            Field<DateTimeOffset?> time => new(field.Name, (ref json, reading, owner) => time.Set(owner, reading.Time(ref json))),
            Field<IReadOnlyList<string>> texts => new(field.Name, (ref json, reading, owner) => texts.Set(owner, reading.Texts(ref json))),
            EnumField word => OfEnum(word),
            Field<NodeId> or Field<NodeId?> or Field<IReadOnlyList<NodeId>> => OfReference(field, ChoiceOf(field)),
            PartField part => OfPart(part),
            PartListField parts => OfParts(parts),
            _ => throw new ArgumentException($"{field} has a type that the import format does not know.", nameof(field)),
        };

    /// <summary>The members of the object that says of which kind a key is; null for a reference to one kind.</summary>
    public static Members? ChoiceOf(Field reference) =>
        reference.Targets.Count == 1
            ? null
            : new([
                .. reference.Targets.Select(kind => new Member(
                    ImportFormat.Word(kind),
                    (ref json, reading, set) => reading.Name(ref json, kind, (Action<NodeId>)set)
                )
                {
                    IsRequired = true,
                }),
            ]);

    private static Member OfReference(Field field, Members? choice) =>
        field switch
        {
            Field<NodeId> node => new(
                field.Name,
                (ref json, reading, owner) => reading.Node(ref json, field, choice, id => node.Set(owner, id)),
                (reading, _) => reading.Missing(field)
            ),
            Field<NodeId?> node => new(
                field.Name,
                (ref json, reading, owner) => reading.Node(ref json, field, choice, id => node.Set(owner, id))
            ),
            _ => new(field.Name, (ref json, reading, owner) => reading.Nodes(ref json, (Field<IReadOnlyList<NodeId>>)field, choice, owner)),
        };

    private static Member OfEnum(EnumField field)
    {
        var words = EnumWords.Of(field.EnumType!);
        return new(
            field.Name,
            (ref json, reading, owner) => field.SetNumber(owner, reading.Enum(ref json, words)),
            ImportFormat.IsRequired(field) ? static (reading, _) => reading.Refuse(ProblemCode.Required, "This field is required.") : null
        );
    }

    private static Member OfPart(PartField field)
    {
        var members = MembersOf(field.Part!);
        return new(
            field.Name,
            (ref json, reading, owner) =>
            {
                var part = field.Part!.New();
                reading.Part(ref json, members, part);
                field.Set(owner, part);
            }
        );
    }

    private static Member OfParts(PartListField field)
    {
        var members = MembersOf(field.Part!);
        var named = field.Part!.Fields.OfType<Field<NodeId>>().ToArray(); // a part of which a node was not found is left out
        return new(
            field.Name,
            (ref json, reading, owner) =>
            {
                List<ContentPart> parts = [];
                var places = reading.List(
                    ref json,
                    (ref item) =>
                    {
                        var part = field.Part!.New();
                        reading.Part(ref item, members, part);
                        parts.Add(part);
                    }
                );
                bool IsKnown(ContentPart part) => named.All(n => n.Get(part) != default);
                reading.Record.Lists[field] = () =>
                {
                    field.Set(owner, [.. parts.Where(IsKnown)]);
                    reading.Record.Places[field.Name] = [.. places.Where((_, i) => IsKnown(parts[i]))];
                };
            }
        );
    }

    /// <summary>A text that is kept apart from its node may stand in a file of its own, which <c>file</c> names.</summary>
    private static Members MembersOf(Part part) =>
        new([
            .. part.Fields.Select(Of),
            .. part
                .Fields.OfType<Field<string?>>()
                .Where(f => f.IsKeptApart)
                .Select(text => new Member("file", (ref json, reading, owner) => reading.File(ref json, text, owner))),
        ]);
}
