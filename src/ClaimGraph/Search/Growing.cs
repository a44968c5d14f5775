namespace ClaimGraph.Search;

/// <summary>An array that grows. One thread sets; any number read at the same time what was set before they learned of its place.</summary>
internal sealed class Growing<T>
{
    private T[] _values = new T[16];

    public T this[int place]
    {
        get => Volatile.Read(ref _values)[place];
        set
        {
            if (place >= _values.Length)
            {
                var larger = new T[Math.Max(place + 1, _values.Length * 3 / 2)];
                _values.CopyTo(larger, 0);
                Volatile.Write(ref _values, larger);
            }
            _values[place] = value;
        }
    }
}
