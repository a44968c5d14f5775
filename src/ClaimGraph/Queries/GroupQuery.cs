namespace ClaimGraph.Queries;

/// <summary>
/// What nodes are grouped by: a value of their own, or one of the nodes that a path of links leads to. Retracted nodes are on no path.
/// </summary>
/// <param name="Path">The links from the node to the nodes that have the value; none for a value of its own.</param>
/// <param name="Field">A field of the nodes at the end of the path, of any type but numbers and times.</param>
public sealed record GroupKey(IReadOnlyList<Step> Path, Field Field);

/// <summary>
/// Groups the nodes of a kind. A node is in the group of each combination of values that its keys have: none if a path leads to nothing
/// or a list is empty, several if there are several values. Keys that begin with the same links follow them together, so that the
/// stance and the publisher of evidence are those of the same evidence.
/// </summary>
/// <param name="By">The keys, at least one.</param>
/// <param name="Filter">Applied as it is: callers add <see cref="Filter.ForList"/>.</param>
/// <param name="First">How many groups at most.</param>
public sealed record GroupQuery(NodeKind Kind, IReadOnlyList<GroupKey> By, Filter? Filter, int First)
{
    /// <summary>What is counted in each group, every value once. It puts no node into a group or out of it.</summary>
    public GroupKey? Distinct { get; init; }

    /// <summary>A number of the nodes whose mean is computed in each group.</summary>
    public Field? Average { get; init; }
}

/// <summary>The nodes that have the same values.</summary>
/// <param name="Values">A value for each key, as in <see cref="ValueCount"/>.</param>
/// <param name="Count">How many nodes there are.</param>
/// <param name="Distinct">How many values <see cref="GroupQuery.Distinct"/> has among them; 0 if that was not asked.</param>
/// <param name="Average">The mean of <see cref="GroupQuery.Average"/> over them; null if that was not asked or none has a value.</param>
public sealed record Group(IReadOnlyList<object?> Values, long Count, long Distinct, double? Average);
