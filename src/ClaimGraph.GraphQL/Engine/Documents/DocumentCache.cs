using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace ClaimGraph.GraphQL.Engine.Documents;

/// <summary>
/// Values by a text in UTF-8, a bounded number of them. Looking up takes no lock and makes no string. When it is full, values go in the
/// order in which they came, but those used since the last round stay for another (the CLOCK algorithm).
/// </summary>
internal sealed class DocumentCache<TValue>
    where TValue : class
{
    private readonly int _capacity;
    private readonly ConcurrentDictionary<byte[], Entry> _entries = new(new TextComparer());
    private readonly ConcurrentDictionary<byte[], Entry>.AlternateLookup<ReadOnlySpan<byte>> _byText;
    private readonly Queue<Entry> _round = new();
    private readonly Lock _adding = new();

    public DocumentCache(int capacity)
    {
        _capacity = capacity;
        _byText = _entries.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public int Count => _entries.Count;

    public bool TryGet(ReadOnlySpan<byte> text, [NotNullWhen(true)] out TValue? value)
    {
        value = null;
        if (!_byText.TryGetValue(text, out var entry))
            return false;
        if (!entry.IsUsed)
            entry.IsUsed = true;
        value = entry.Value;
        return true;
    }

    public void Add(ReadOnlySpan<byte> text, TValue value)
    {
        if (_capacity == 0)
            return;
        var entry = new Entry(text.ToArray(), value);
        lock (_adding)
        {
            if (!_entries.TryAdd(entry.Text, entry))
                return;
            _round.Enqueue(entry);
            while (_entries.Count > _capacity)
                EvictOne();
        }
    }

    private void EvictOne()
    {
        while (true)
        {
            var entry = _round.Dequeue();
            if (entry.IsUsed)
            {
                entry.IsUsed = false;
                _round.Enqueue(entry);
                continue;
            }
            _entries.TryRemove(entry.Text, out _);
            return;
        }
    }

    private sealed class Entry(byte[] text, TValue value)
    {
        public byte[] Text { get; } = text;
        public TValue Value { get; } = value;
        public volatile bool IsUsed;
    }

    private sealed class TextComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] text) => GetHashCode(text.AsSpan());

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        // Seeded anew in each process, so that nobody can make texts that collide.
        public int GetHashCode(ReadOnlySpan<byte> text)
        {
            var hash = new HashCode();
            hash.AddBytes(text);
            return hash.ToHashCode();
        }
    }
}
