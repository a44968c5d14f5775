namespace ClaimGraph.Neo4j.Reading;

/// <summary>
/// Nodes as they were read, a bounded number of them. Looking up takes no lock. What is in it was true at <see cref="Known"/> or later: every commit up to that revision, of
/// this process or another, has taken out what it wrote. Who reads from the database remembers what was known before, and what a later commit wrote
/// in the meantime is not kept.
/// </summary>
internal sealed class NodeCache
{
    private readonly NodePlaces _places;
    private readonly long[] _touched;   // the last revision that wrote a node of the place
    private readonly Lock _changing = new();
    private long _known;
    private long _cleared;              // nothing that was read before this revision was known is kept

    public NodeCache(int capacity)
    {
        _places = new NodePlaces(capacity);
        _touched = new long[_places.Count];
    }

    /// <summary>How often nodes were found here.</summary>
    public NodeLookups Lookups { get; } = new();

    public bool IsOn => _touched.Length > 0;

    /// <summary>All commits up to this revision have been taken into account.</summary>
    public long Known => Volatile.Read(ref _known);

    public Node? Find(NodeId id)
    {
        if (!IsOn) return null;
        var node = Volatile.Read(ref _places[id]);
        return node?.Id == id ? node : null;
    }

    /// <summary>
    /// Keeps a node that was read by a statement sent when <paramref name="known"/> was <see cref="Known"/>. False when a commit that is known by now may have written it
    /// while it was read; always true without a cache.
    /// </summary>
    /// <param name="wasHere">True when it was taken from here and not read.</param>
    public bool Keep(Node node, long known, out bool wasHere)
    {
        wasHere = false;
        if (!IsOn) return true;
        if (IsOutdated(node.Id, known)) return false;
        ref var place = ref _places[node.Id];
        if (wasHere = ReferenceEquals(Volatile.Read(ref place), node)) return true;
        Interlocked.Exchange(ref place, node);
        if (!IsOutdated(node.Id, known)) return true;
        Interlocked.CompareExchange(ref place, null, node);      // a commit came meanwhile and may have passed here before
        return false;
    }

    /// <summary>Takes out what the commits up to a revision write. To be called before this process commits them, or when those of another are noticed.</summary>
    public void Touch(IEnumerable<NodeId> written, long revision)
    {
        if (!IsOn) return;
        lock (_changing)
        {
            foreach (var id in written)
            {
                ref var touched = ref _touched[_places.IndexOf(id)];
                Interlocked.Exchange(ref touched, Math.Max(touched, revision));
                ref var place = ref _places[id];
                if (Volatile.Read(ref place) is { } node && node.Id == id) Interlocked.CompareExchange(ref place, null, node);
            }
        }
    }

    /// <summary>All that was written from one revision, not included, to another has been touched.</summary>
    public void Advance(long from, long to)
    {
        lock (_changing)
            if (_known >= from && to > _known) Volatile.Write(ref _known, to);
    }

    /// <summary>Forgets everything: what was written up to the revision is not known one by one.</summary>
    public void Clear(long revision)
    {
        lock (_changing)
        {
            Interlocked.Exchange(ref _cleared, Math.Max(_cleared, revision));
            _places.Clear();
            if (revision > _known) Volatile.Write(ref _known, revision);
        }
    }

    private bool IsOutdated(NodeId id, long known) => Volatile.Read(ref _cleared) > known || Volatile.Read(ref _touched[_places.IndexOf(id)]) > known;
}
