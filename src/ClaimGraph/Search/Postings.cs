namespace ClaimGraph.Search;

/// <summary>
/// Ascending numbers in few bytes: each as its distance from the one before, seven bits to a byte. One thread appends; any number read at
/// the same time without a lock and see all that was appended before they began.
/// </summary>
internal sealed class Postings
{
    private byte[] _bytes = new byte[4];
    private int _length;
    private int _last = -1;

    /// <summary>Appends a number that is greater than all before it.</summary>
    public void Append(int number)
    {
        var distance = (uint)(number - _last);
        _last = number;
        var length = _length;
        if (_bytes.Length < length + 5)
            Volatile.Write(ref _bytes, Larger(_bytes, length));
        for (; distance >= 0x80; distance >>= 7)
            _bytes[length++] = (byte)(distance | 0x80);
        _bytes[length++] = (byte)distance;
        Volatile.Write(ref _length, length);
    }

    public int Last => _last;

    public Enumerator GetEnumerator()
    {
        // The length first: an array that is read later has at least so many bytes.
        var length = Volatile.Read(ref _length);
        return new Enumerator(Volatile.Read(ref _bytes), length);
    }

    private static byte[] Larger(byte[] bytes, int length)
    {
        var larger = new byte[Math.Max(length + 5, bytes.Length * 3 / 2)];
        bytes.AsSpan(0, length).CopyTo(larger);
        return larger;
    }

    public ref struct Enumerator(byte[] bytes, int length)
    {
        private readonly byte[] _bytes = bytes;
        private readonly int _length = length;
        private int _at = 0;

        public int Current { get; private set; } = -1;

        public bool MoveNext()
        {
            if (_at >= _length)
                return false;
            var (distance, shift) = (0u, 0);
            byte next;
            do
            {
                next = _bytes[_at++];
                distance |= (uint)(next & 0x7F) << shift;
                shift += 7;
            } while (next >= 0x80);
            Current += (int)distance;
            return true;
        }
    }
}
