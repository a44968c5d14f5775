namespace ClaimGraph.Search;

/// <summary>
/// Many short rows of numbers in few large arrays. One thread adds; any number read at the same time what was added before they learned of
/// its place.
/// </summary>
internal sealed class Rows
{
    private const int BlockSize = 65_536; // a power of 2

    private readonly Growing<int[]> _blocks = new();
    private int _blocksUsed;
    private int _used = BlockSize; // of the last block

    /// <summary>The row at a place.</summary>
    public ReadOnlySpan<int> this[int place]
    {
        get
        {
            var (block, start) = (_blocks[place / BlockSize], place % BlockSize);
            return block.AsSpan(start + 1, block[start]);
        }
    }

    /// <summary>Adds a row and says where it is. A row longer than a block has a block of its own.</summary>
    public int Add(ReadOnlySpan<int> row)
    {
        if (_used + row.Length >= BlockSize)
            (_blocks[_blocksUsed++], _used) = (new int[Math.Max(BlockSize, row.Length + 1)], 0);
        var place = checked((_blocksUsed - 1) * BlockSize + _used);
        var block = _blocks[_blocksUsed - 1];
        block[_used] = row.Length;
        row.CopyTo(block.AsSpan(_used + 1));
        _used += row.Length + 1;
        return place;
    }
}
