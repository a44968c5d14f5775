namespace ClaimGraph.Neo4j.Bolt.PackStream;

/// <summary>The first byte of a value (PackStream version 1, neo4j/docs-bolt, packstream). Numbers are big-endian.</summary>
internal static class Marker
{
    public const byte Null = 0xC0,
        Float = 0xC1,
        False = 0xC2,
        True = 0xC3;
    public const byte Int8 = 0xC8,
        Int16 = 0xC9,
        Int32 = 0xCA,
        Int64 = 0xCB;

    /// <summary>The first of three markers: for sizes of 8, 16 and 32 bits.</summary>
    public const byte Bytes = 0xCC,
        String = 0xD0,
        List = 0xD4,
        Map = 0xD8;

    /// <summary>The high four bits of a marker whose low four bits are the size.</summary>
    public const byte TinyString = 0x80,
        TinyList = 0x90,
        TinyMap = 0xA0,
        TinyStructure = 0xB0;

    /// <summary>For types without such a marker.</summary>
    public const byte NoTiny = 0;
}

/// <summary>The type of a value.</summary>
internal enum PackType
{
    Null,
    Boolean,
    Integer,
    Float,
    Bytes,
    Text,
    List,
    Map,
    Structure,
}

/// <summary>The type of a structure (neo4j/docs-bolt, structure-semantics), named as in the specification.</summary>
internal static class Tag
{
    public const byte Node = 0x4E,
        Relationship = 0x52,
        UnboundRelationship = 0x72,
        Path = 0x50;
    public const byte Date = 0x44,
        Time = 0x54,
        LocalTime = 0x74,
        Duration = 0x45;
    public const byte DateTime = 0x49,
        DateTimeZoneId = 0x69,
        LocalDateTime = 0x64;
    public const byte Point2D = 0x58,
        Point3D = 0x59;
}
