namespace ClaimGraph;

/// <summary>What sort of value a <see cref="Field"/> holds, with the CLR type that <see cref="Field.Read"/> gives.</summary>
public enum DataType
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

    /// <summary>A record of its own fields, such as a quote anchor. It cannot be filtered by.</summary>
    Part,

    /// <summary>A list of such records. It cannot be filtered by.</summary>
    PartList,
}
