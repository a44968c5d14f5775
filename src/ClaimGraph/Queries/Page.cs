namespace ClaimGraph.Queries;

/// <summary>The part of an ordered list that is requested. Forward from <see cref="After"/>, or backward from <see cref="Before"/> when
/// <see cref="Backward"/>.</summary>
public sealed record PageRequest
{
    /// <summary>How many nodes at most: 0 to <see cref="Limits.Page"/>.</summary>
    public required int Size { get; init; }
    public Cursor? After { get; init; }
    public Cursor? Before { get; init; }

    /// <summary>True to take the last nodes of the range instead of the first. The page is in list order all the same.</summary>
    public bool Backward { get; init; }

    public static PageRequest First(int size, Cursor? after = null) => new() { Size = size, After = after };

    public static PageRequest Last(int size, Cursor? before = null) =>
        new()
        {
            Size = size,
            Before = before,
            Backward = true,
        };
}

/// <summary>A part of an ordered list.</summary>
/// <param name="Nodes">In list order.</param>
/// <param name="HasNext">Forward: more follow. Backward: <see cref="PageRequest.Before"/> was given.</param>
/// <param name="HasPrevious">Backward: more precede. Forward: <see cref="PageRequest.After"/> was given.</param>
public sealed record Page(IReadOnlyList<Node> Nodes, bool HasNext, bool HasPrevious)
{
    public static readonly Page Empty = new([], false, false);

    /// <summary>Makes the page from what was read in the direction of the request: up to one node more than it asks for. The list is
    /// changed.</summary>
    public static Page From(List<Node> read, PageRequest request)
    {
        var more = read.Count > request.Size;
        if (more)
            read.RemoveRange(request.Size, read.Count - request.Size);
        if (request.Backward)
            read.Reverse();
        return request.Backward ? new Page(read, request.Before is not null, more) : new Page(read, more, request.After is not null);
    }
}

/// <summary>A list of nodes of one kind.</summary>
public sealed record ListQuery(NodeKind Kind, Filter? Filter, OrderBy Order, PageRequest Page);

/// <summary>
/// For each of many nodes the list of those that name it in <see cref="Via"/>, each with a page of its own. For example the evidence of
/// statements is Via <c>Fields.Evidence.Target</c>, the events of an actor Via <c>Fields.Event.Participants</c>.
/// </summary>
/// <param name="Via">A field of type Reference or ReferenceList.</param>
public sealed record LinkQuery(Field Via, Filter? Filter, OrderBy Order, PageRequest Page);

/// <summary>How many nodes have a value.</summary>
/// <param name="Value">CLR value of the field (an enum value, a string, a bool, a NodeId, one flag); null for nodes without one.</param>
public readonly record struct ValueCount(object? Value, long Count);

/// <summary>How many nodes fall into an interval that begins at <see cref="Start"/> (a year, a month or a day).</summary>
public readonly record struct TimeCount(PartialDate Start, long Count);

/// <summary>A node and how many nodes name it.</summary>
public readonly record struct NodeCount(NodeId Id, long Count);
