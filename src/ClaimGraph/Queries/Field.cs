namespace ClaimGraph.Queries;

public enum FieldType
{
    /// <summary>string</summary>
    Text,
    /// <summary>An enum, as its CLR value.</summary>
    Enum,
    /// <summary>long</summary>
    Integer,
    /// <summary>double</summary>
    Number,
    Boolean,
    /// <summary>PartialDate</summary>
    Date,
    /// <summary>DateTimeOffset</summary>
    Time,
    /// <summary>NodeId</summary>
    Reference,
    /// <summary>A list of strings.</summary>
    TextList,
    /// <summary>A list of NodeIds.</summary>
    ReferenceList,
    /// <summary>A flags enum, seen as the set of its flags.</summary>
    FlagSet,
}

/// <summary>
/// One property by which nodes of a kind can be filtered, grouped, ordered or reached. The catalogue (<see cref="Fields"/>) is what
/// stores translate to their language, what the API makes its filter types from, and what tests evaluate in memory.
/// </summary>
public sealed class Field
{
    internal Field(NodeKind kind, string name, FieldType type, Func<Node, object?> read, string description, Type? enumType = null, bool orders = false)
    {
        (Kind, Name, Type, Read, Description, EnumType, Orders) = (kind, name, type, read, description, enumType, orders);
    }

    /// <summary>The noun that has the field.</summary>
    public NodeKind Kind { get; }

    /// <summary>The name as the API spells it, unique within the kind.</summary>
    public string Name { get; }
    public FieldType Type { get; }

    /// <summary>The value for one node: null when not set; a list of string or NodeId for list types.</summary>
    public Func<Node, object?> Read { get; }
    public string Description { get; }

    /// <summary>The enum of <see cref="FieldType.Enum"/> and <see cref="FieldType.FlagSet"/>.</summary>
    public Type? EnumType { get; }

    /// <summary>True when lists can be ordered by the field.</summary>
    public bool Orders { get; }

    public override string ToString() => $"{Kind}.{Name}";
}
