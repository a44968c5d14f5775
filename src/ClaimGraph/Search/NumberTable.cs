namespace ClaimGraph.Search;

/// <summary>
/// Numbers by the node that stands at that number in a column: a hash table that holds the numbers alone, a third of the size of a
/// dictionary. One thread sets; any number look up at the same time.
/// </summary>
/// <param name="node">The node at a number.</param>
internal sealed class NumberTable(Func<int, NodeId> node)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private int[] _numbers = new int[16]; // counted from 1; 0 for a free place
    private int _count;

    /// <summary>The number of a node; -1 if it has none.</summary>
    public int this[NodeId id]
    {
        get
        {
            var numbers = Volatile.Read(ref _numbers);
            return Volatile.Read(ref numbers[PlaceIn(numbers, id)]) - 1;
        }
    }

    /// <summary>Gives the node at a number this number, in place of the one that it had.</summary>
    public void Set(int number)
    {
        if (_count * 4 >= _numbers.Length * 3)
            Grow();
        var place = PlaceIn(_numbers, node(number));
        if (_numbers[place] == 0)
            _count++;
        Volatile.Write(ref _numbers[place], number + 1);
    }

    private void Grow()
    {
        var larger = new int[_numbers.Length * 2];
        foreach (var number in _numbers)
            if (number != 0)
                larger[PlaceIn(larger, node(number - 1))] = number;
        Volatile.Write(ref _numbers, larger);
    }

    private int PlaceIn(int[] numbers, NodeId id)
    {
        var place = (int)(((ulong)id.Value * Golden) >> 32) & (numbers.Length - 1);
        while (numbers[place] is var number and not 0 && node(number - 1) != id)
            place = (place + 1) & (numbers.Length - 1);
        return place;
    }
}
