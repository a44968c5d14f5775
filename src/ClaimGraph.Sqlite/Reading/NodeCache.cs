using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>
/// Nodes as they were read, a bounded number of them, each in the one place that its id leads to. Looking up takes no lock.
/// What is in it is true of the newest state of the file: a commit takes out what it changes before it can be seen, and nothing is put in while one is on its
/// way. A reader notices by the epoch (a sequence lock) that a commit came between its snapshot and the cache, and by the revision that another process
/// wrote; it then reads from the file alone.
/// </summary>
internal sealed class NodeCache(int capacity)
{
    private readonly NodePlaces _places = new(capacity);
    private readonly Lock _changing = new();

    /// <summary>How often nodes were found here.</summary>
    public NodeLookups Lookups { get; } = new();

    private long _epoch;              // odd while a commit is on its way
    private long _revision;           // of the state that the nodes are of
    private long _nextRevision;       // of the commit that is on its way

    /// <summary>What a reader may use of the cache. To be called in a transaction that has not read anything yet.</summary>
    public View Open(Connection connection)
    {
        var epoch = Volatile.Read(ref _epoch);
        var revision = Reader.Revision(connection);
        var committing = (epoch & 1) != 0;
        if (!committing && revision > Volatile.Read(ref _revision)) epoch = Restart(epoch, revision);
        var isOfNow = revision == Volatile.Read(ref _revision) || committing && revision == Volatile.Read(ref _nextRevision);
        return isOfNow && _places.Count > 0 ? new View(this, epoch, !committing) : default;
    }

    /// <summary>Called when the writer has locked the file: from here on no other process writes, what it wrote before must be known.</summary>
    public void Locked(long revision)
    {
        if (revision != _revision) Restart(_epoch, revision);
    }

    /// <summary>Called in the writer's transaction before it is committed.</summary>
    public void BeginCommit(List<NodeId> written, long revision)
    {
        lock (_changing)
        {
            Volatile.Write(ref _nextRevision, revision);
            Interlocked.Increment(ref _epoch);
            foreach (var id in written) Remove(id);
        }
    }

    /// <summary>Called when the commit can be seen, or failed: then what is in the file is not sure, and nothing is kept.</summary>
    public void EndCommit(bool succeeded)
    {
        lock (_changing)
        {
            if (succeeded) Volatile.Write(ref _revision, _nextRevision);
            else _places.Clear();
            Interlocked.Increment(ref _epoch);
        }
    }

    /// <summary>Another process wrote: nothing that is kept is sure.</summary>
    private long Restart(long epoch, long revision)
    {
        lock (_changing)
        {
            if (_epoch != epoch) return epoch;               // a commit came between; the view will find out
            Interlocked.Add(ref _epoch, 2);
            _places.Clear();
            Volatile.Write(ref _revision, revision);
            return _epoch;
        }
    }

    private void Remove(NodeId id)
    {
        if (_places.Count == 0) return;
        ref var place = ref _places[id];
        if (place?.Id == id) place = null;
    }

    /// <summary>The cache as one transaction may use it.</summary>
    internal readonly struct View(NodeCache? cache, long epoch, bool mayKeep)
    {
        public Node? Find(NodeId id)
        {
            if (cache is null) return null;
            var node = Volatile.Read(ref cache._places[id]);
            return node?.Id == id && Volatile.Read(ref cache._epoch) == epoch ? node : null;
        }

        public void Keep(Node node)
        {
            if (!mayKeep || Volatile.Read(ref cache!._epoch) != epoch) return;
            ref var place = ref cache._places[node.Id];
            Interlocked.Exchange(ref place, node);
            if (Volatile.Read(ref cache._epoch) != epoch) Interlocked.CompareExchange(ref place, null, node);   // a commit began meanwhile and may have passed
        }
    }
}
