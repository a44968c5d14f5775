using System.Runtime.InteropServices;

namespace ClaimGraph.Import;

/// <summary>
/// Rows of one size, of which there may be many millions. Pages that were used lately are in memory, a fixed number of them; the others
/// are in a temporary file, which is made when the first finds no room. Rows that were never changed are zero. For one thread.
/// </summary>
/// <param name="rowsOfPage">How many rows are read and written together.</param>
internal sealed class TemporaryTable<T>(int rowsOfPage) : IDisposable
    where T : unmanaged
{
    private const int Frames = 2_048;

    private struct Frame
    {
        public T[]? Rows;
        public long Page;
        public bool IsChanged;
    }

    private readonly Frame[] _frames = new Frame[Frames]; // each page has one frame that it can be in
    private readonly int _pageBytes = rowsOfPage * Marshal.SizeOf<T>();
    private FileStream? _file;

    public T Read(long row) => Load(row).Rows![row % rowsOfPage];

    /// <summary>The row, to be changed at once: the reference leads elsewhere after the next call.</summary>
    public ref T Change(long row)
    {
        ref var frame = ref Load(row);
        frame.IsChanged = true;
        return ref frame.Rows![row % rowsOfPage];
    }

    public void Dispose() => _file?.Dispose();

    private ref Frame Load(long row)
    {
        var page = row / rowsOfPage;
        ref var frame = ref _frames[page % Frames];
        if (frame.Rows is not null && frame.Page == page)
            return ref frame;
        if (frame.IsChanged)
            RandomAccess.Write((_file ??= TemporaryFile.Open()).SafeFileHandle, Bytes(frame.Rows!), frame.Page * _pageBytes);
        frame.Rows ??= new T[rowsOfPage];
        (frame.Page, frame.IsChanged) = (page, false);
        var read = _file is null ? 0 : RandomAccess.Read(_file.SafeFileHandle, Bytes(frame.Rows), page * _pageBytes);
        Bytes(frame.Rows)[read..].Clear();
        return ref frame;
    }

    private static Span<byte> Bytes(T[] rows) => MemoryMarshal.AsBytes(rows.AsSpan());
}

/// <summary>Finds the row that has a number: a hash table with open addressing. The numbers must be spread evenly, like hashes.</summary>
/// <param name="rows">At most how many rows are added.</param>
/// <param name="numberOf">The number of a row that was added.</param>
internal sealed class RowIndex(int rows, Func<int, ulong> numberOf) : IDisposable
{
    private readonly TemporaryTable<int> _slots = new(rowsOfPage: 1_024); // the row and 1; 0 for none
    private readonly ulong _mask = System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)rows * 2 + 1) - 1;

    public int? Find(ulong number)
    {
        var row = _slots.Read(SlotOf(number)) - 1;
        return row < 0 ? null : row;
    }

    /// <summary>Adds a row, unless another has the number.</summary>
    /// <returns>The row that has the number.</returns>
    public int Add(ulong number, int row)
    {
        ref var slot = ref _slots.Change(SlotOf(number));
        if (slot == 0)
            slot = row + 1;
        return slot - 1;
    }

    public void Dispose() => _slots.Dispose();

    /// <summary>The slot of the number, or the free one where it belongs.</summary>
    private long SlotOf(ulong number)
    {
        for (var slot = number & _mask; ; slot = (slot + 1) & _mask)
            if (_slots.Read((long)slot) is var row && (row == 0 || numberOf(row - 1) == number))
                return (long)slot;
    }
}

/// <summary>Numbers, of which there may be many millions: a hash table with open addressing. They must be spread evenly, like hashes, and
/// none is 0.</summary>
internal sealed class NumberSet : IDisposable
{
    private TemporaryTable<ulong> _slots = new(rowsOfPage: 512);
    private long _size = 1 << 16;
    private long _count;

    /// <summary>False if the number is there already.</summary>
    public bool Add(ulong number)
    {
        if (_count * 2 >= _size)
            Grow();
        if (!TryPlace(number))
            return false;
        _count++;
        return true;
    }

    public void Dispose() => _slots.Dispose();

    private bool TryPlace(ulong number)
    {
        for (var at = (long)number & (_size - 1); ; at = (at + 1) & (_size - 1))
        {
            var taken = _slots.Read(at);
            if (taken == 0)
                _slots.Change(at) = number;
            if (taken == 0 || taken == number)
                return taken == 0;
        }
    }

    private void Grow()
    {
        using var before = _slots;
        var slots = _size;
        (_slots, _size) = (new(rowsOfPage: 512), _size * 2);
        for (var at = 0L; at < slots; at++)
            if (before.Read(at) is not 0 and var number)
                TryPlace(number);
    }
}
