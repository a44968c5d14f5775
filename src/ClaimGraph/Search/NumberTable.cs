namespace ClaimGraph.Search;

/// <summary>
/// Numbers by the node that stands at that number in a column: a hash table that holds the numbers alone, a third of the size of a
/// dictionary. For one thread.
/// </summary>
/// <param name="node">The node at a number.</param>
internal sealed class NumberTable(Func<int, NodeId> node)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private int[] _numbers = new int[16]; // counted from 1; 0 for a free place
    private int _count;

    /// <summary>The number of a node; -1 if it has none.</summary>
    public int this[NodeId id] => _numbers[PlaceOf(id)] - 1;

    /// <summary>Gives the node at a number this number, in place of the one that it had.</summary>
    public void Set(int number)
    {
        if (_count * 4 >= _numbers.Length * 3)
            Grow();
        var place = PlaceOf(node(number));
        if (_numbers[place] == 0)
            _count++;
        _numbers[place] = number + 1;
    }

    private void Grow()
    {
        var before = _numbers;
        _numbers = new int[before.Length * 2];
        foreach (var number in before)
            if (number != 0)
                _numbers[PlaceOf(node(number - 1))] = number;
    }

    private int PlaceOf(NodeId id)
    {
        var place = (int)(((ulong)id.Value * Golden) >> 32) & (_numbers.Length - 1);
        while (_numbers[place] != 0 && node(_numbers[place] - 1) != id)
            place = (place + 1) & (_numbers.Length - 1);
        return place;
    }
}
