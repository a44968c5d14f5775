namespace ClaimGraph;

/// <summary>Remembers what follows from some values of a record and takes long to find. Copies of the record take it along, so it looks
/// whether the values are the same. All are equal, as it says nothing that the record does not. Safe for many threads.</summary>
internal struct Remembered<TOf, T> : IEquatable<Remembered<TOf, T>>
    where TOf : notnull
{
    private Known? _known;

    public T Of(TOf values, Func<TOf, T> find)
    {
        if (_known is { } known && EqualityComparer<TOf>.Default.Equals(known.Values, values))
            return known.Found;
        var found = find(values);
        _known = new Known(values, found);
        return found;
    }

    public readonly bool Equals(Remembered<TOf, T> other) => true;

    public override readonly bool Equals(object? obj) => obj is Remembered<TOf, T>;

    public override readonly int GetHashCode() => 0;

    private sealed record Known(TOf Values, T Found);
}
