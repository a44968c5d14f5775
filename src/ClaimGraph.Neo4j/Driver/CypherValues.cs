namespace ClaimGraph.Neo4j.Driver;

// Cypher's values that have no exact type in .NET: years go from -999,999,999 to 999,999,999, and fractions of a second down to
// nanoseconds. All of them can be parameters.

/// <summary>A date without time or zone.</summary>
/// <param name="Days">Days since 1 January 1970.</param>
internal readonly record struct CypherDate(long Days);

/// <summary>A time of day with an offset.</summary>
/// <param name="Nanoseconds">Nanoseconds since midnight, local time.</param>
/// <param name="OffsetSeconds">Seconds by which local time is ahead of UTC.</param>
internal readonly record struct CypherTime(long Nanoseconds, long OffsetSeconds);

/// <summary>A time of day without zone.</summary>
/// <param name="Nanoseconds">Nanoseconds since midnight.</param>
internal readonly record struct CypherLocalTime(long Nanoseconds);

/// <summary>A moment with an offset from UTC.</summary>
/// <param name="Seconds">Seconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Nanoseconds">0 to 999,999,999, added to the seconds.</param>
/// <param name="OffsetSeconds">Seconds by which local time is ahead of UTC.</param>
internal readonly record struct CypherDateTime(long Seconds, long Nanoseconds, long OffsetSeconds);

/// <summary>A moment with a time zone.</summary>
/// <param name="Seconds">Seconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Nanoseconds">0 to 999,999,999, added to the seconds.</param>
/// <param name="Zone">Name of the zone in the tz database, for example <c>Europe/Rome</c>.</param>
internal readonly record struct CypherZonedDateTime(long Seconds, long Nanoseconds, string Zone);

/// <summary>A date and time without zone.</summary>
/// <param name="Seconds">Seconds since 1970-01-01T00:00:00, local time.</param>
/// <param name="Nanoseconds">0 to 999,999,999, added to the seconds.</param>
internal readonly record struct CypherLocalDateTime(long Seconds, long Nanoseconds);

/// <summary>An amount of time. The parts cannot be converted into each other: a month has no fixed number of days.</summary>
internal readonly record struct CypherDuration(long Months, long Days, long Seconds, long Nanoseconds);

/// <summary>A point in a coordinate system.</summary>
/// <param name="Srid">The coordinate system: 7203 and 9157 are Cartesian, 4326 and 4979 WGS-84 (longitude, latitude, height).</param>
/// <param name="Z">Null in two dimensions.</param>
internal readonly record struct CypherPoint(long Srid, double X, double Y, double? Z = null);

/// <summary>A node at the time of the query. Cannot be a parameter.</summary>
internal sealed record GraphNode(string ElementId, IReadOnlyList<string> Labels, IReadOnlyDictionary<string, object?> Properties);

/// <summary>A relationship at the time of the query. Cannot be a parameter.</summary>
internal sealed record GraphRelationship(
    string ElementId,
    string Type,
    string StartElementId,
    string EndElementId,
    IReadOnlyDictionary<string, object?> Properties
);

/// <summary>
/// A path: <paramref name="Relationships"/>[i] connects <paramref name="Nodes"/>[i] and [i + 1], in either direction. Cannot be a
/// parameter.
/// </summary>
internal sealed record GraphPath(IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphRelationship> Relationships);
