namespace ClaimGraph;

/// <summary>Remembers what follows from some values of a record and takes long to find. Copies of the record share it, so it looks whether
/// the values are the same. All are equal, as it says nothing that the record does not. Safe for many threads.</summary>
internal sealed class Remembered<TOf, T>(Func<TOf, T> find)
    where TOf : notnull
{
    private Known? _known;

    public T Of(TOf values)
    {
        if (_known is { } known && EqualityComparer<TOf>.Default.Equals(known.Values, values))
            return known.Found;
        var found = find(values);
        _known = new Known(values, found);
        return found;
    }

    public override bool Equals(object? obj) => obj is Remembered<TOf, T>;

    public override int GetHashCode() => 0;

    private sealed record Known(TOf Values, T Found);
}
