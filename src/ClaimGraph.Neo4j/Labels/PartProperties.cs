using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Labels;

/// <summary>
/// A part is stored field by field beside the other properties: <c>anchorExact</c>, <c>anchorStart</c>. The node has the part when one of
/// them is there.
/// </summary>
internal sealed class PartProperties(PartField field, SingleProperty[] inner) : Property
{
    public override IEnumerable<string> Names => inner.SelectMany(p => p.Names);

    public override void Read(IRow row, object owner)
    {
        ContentPart? part = null;
        foreach (var property in inner)
        {
            if (!row.TryReadNull())
                property.Read(row, part ??= field.Part!.New());
        }
        if (part is not null)
            field.Set(owner, part);
    }

    public override void Add(Properties properties, object? owner)
    {
        var part = owner is null ? null : field.Get(owner);
        foreach (var property in inner)
            property.Add(properties, part);
    }
}

/// <summary>A list of parts is stored as a list for each field of theirs: <c>participants[i]</c> took part as <c>roles[i]</c>.</summary>
internal sealed class PartListProperties(PartListField field, InnerList[] inner) : Property
{
    public override IEnumerable<string> Names => inner.Select(l => l.Name);

    public override void Read(IRow row, object owner)
    {
        ContentPart[]? parts = null;
        foreach (var list in inner)
            list.Read(row, field.Part!, ref parts);
        if (parts is { Length: > 0 })
            field.Set(owner, parts);
    }

    public override void Add(Properties properties, object? owner)
    {
        var parts = owner is null ? [] : field.Get(owner);
        foreach (var list in inner)
            properties.Add(list.Name, parts.Count == 0 ? null : list.Values(parts));
    }
}

/// <summary>One field of the parts of a list.</summary>
internal abstract class InnerList(string name)
{
    public string Name => name;

    /// <summary>Reads the next column and sets the field of each part; the first list makes the parts.</summary>
    public abstract void Read(IRow row, Part part, ref ContentPart[]? parts);

    public abstract object Values(IReadOnlyList<ContentPart> parts);

    /// <exception cref="NotSupportedException">A value can be missing, and lists in Neo4j cannot contain null.</exception>
    public static InnerList Of(PartListField list, Field field, string name) =>
        field switch
        {
            Field<NodeId> id => new InnerList<NodeId>(id, name, static row => row.Ids(), static ids => Array.ConvertAll(ids, i => i.Value)),
            Field<string?> { IsNullable: false } text => new InnerList<string?>(
                text,
                name,
                static row => row.Texts(),
                static texts => texts
            ),
            _ => throw new NotSupportedException(
                $"Neo4j cannot store {field.Name} of {list}. The parts of a list can have references and texts that are never null."
            ),
        };
}

internal sealed class InnerList<T>(Field<T> field, string name, Func<IRow, T[]> read, Func<T[], object> write) : InnerList(name)
{
    public override void Read(IRow row, Part part, ref ContentPart[]? parts)
    {
        var values = read(row);
        if (parts is null)
        {
            parts = new ContentPart[values.Length];
            for (var i = 0; i < parts.Length; i++)
                parts[i] = part.New();
        }
        for (var i = 0; i < parts.Length; i++)
            field.Set(parts[i], values[i]);
    }

    public override object Values(IReadOnlyList<ContentPart> parts) => write([.. parts.Select(field.Get)]);
}
