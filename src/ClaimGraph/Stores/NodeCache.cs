using System.Numerics;

namespace ClaimGraph.Stores;

/// <summary>
/// Decoded nodes in memory: a bounded number, each in the one place that its id leads to. Safe for many threads; a lookup takes no lock.
/// <para>
/// One rule keeps it right: <b>before a commit can be seen, its revision is entered at the place of every node that it writes, and the
/// node is taken out</b> (<see cref="Touch"/>, then <see cref="Advance"/>). So a node that is here has been as it is since the revision
/// entered at its place. A read says which revisions it may show, and gets and leaves nothing that a commit outside of them wrote.
/// </para>
/// <para>
/// A store that reads snapshots opens a view <see cref="At"/> the revision that its transaction sees, and advances before the commit. A
/// store whose reads see whatever is newest opens a view of the <see cref="Latest"/>, and advances when the commit is done. What other
/// processes committed is either touched, from the ledger, or passed over (<see cref="Clear"/>).
/// </para>
/// </summary>
public sealed class NodeCache
{
    private const int MostStripes = 64;

    /// <summary>How often an occupied place turns a node away before it takes one: with 100,000 statements, 64 let through half as many
    /// requests again as 1, and the slowest in a hundred took 18 instead of 125 ms.</summary>
    private const int Persistence = 64;

    private readonly Node?[] _nodes;
    private readonly long[] _touched; // by place: the last revision that wrote a node of this place
    private readonly Lock[] _stripes; // each guards changes to a run of places, so that what is entered there fits together
    private readonly int _placeShift,
        _stripeShift;
    private readonly Lock _advancing = new();
    private uint _refused; // about: it decides nothing that must be exact
    private long _known;
    private long _cleared; // nothing that is here was read before this revision was known
    private long _newest; // the newest revision that is entered at any place

    /// <param name="capacity">At most so many nodes, rounded up to a power of two; 0 for none.</param>
    public NodeCache(int capacity)
    {
        var places = capacity == 0 ? 0 : (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 2));
        var stripes = Math.Min(places, MostStripes);
        (_nodes, _touched, _stripes) = (new Node?[places], new long[places], new Lock[stripes]);
        for (var i = 0; i < stripes; i++)
            _stripes[i] = new Lock();
        if (places == 0)
            return;
        _placeShift = 64 - BitOperations.Log2((uint)places);
        _stripeShift = BitOperations.Log2((uint)(places / stripes));
    }

    /// <summary>How often nodes were found here.</summary>
    public NodeLookups Lookups { get; } = new();

    /// <summary>False when there is room for no node.</summary>
    public bool IsOn => _nodes.Length > 0;

    /// <summary>Every commit up to this revision, of this process or another, has been taken into account.</summary>
    public long Known => Volatile.Read(ref _known);

    /// <summary>The cache for a read that sees the state of one revision; empty when not all commits up to it are known.</summary>
    public View At(long revision) => IsOn && revision <= Known ? new View(this, revision, revision) : default;

    /// <summary>The cache for a read that begins now, sees what is known and may see anything newer.</summary>
    public View Latest() => IsOn ? new View(this, Known, long.MaxValue) : default;

    /// <summary>Keeps a node as the commit of a revision left it. False when a later commit may have written it; always true without a
    /// cache.</summary>
    public bool Keep(Node node, long revision) => !IsOn || Keep(PlaceOf(node.Id), node, revision);

    private bool Keep(int place, Node node, long revision)
    {
        lock (StripeOf(place))
        {
            if (SinceOf(place) > revision)
                return false;
            Volatile.Write(ref _nodes[place], node);
            return true;
        }
    }

    /// <summary>The same for a node that was read, which takes only a place that it <see cref="Takes"/>.</summary>
    private bool KeepRead(Node node, long revision)
    {
        var place = PlaceOf(node.Id);
        return Takes(place, node.Id) ? Keep(place, node, revision) : SinceOf(place) <= revision;
    }

    /// <summary>Takes out what a commit writes. To be called before a commit of this process can be seen, and when one of another is
    /// noticed.</summary>
    public void Touch(IEnumerable<NodeId> written, long revision)
    {
        if (!IsOn)
            return;
        lock (_advancing)
            Volatile.Write(ref _newest, Math.Max(_newest, revision));
        foreach (var id in written)
        {
            var place = PlaceOf(id);
            lock (StripeOf(place))
            {
                _touched[place] = Math.Max(_touched[place], revision);
                if (_nodes[place]?.Id == id)
                    Volatile.Write(ref _nodes[place], null);
            }
        }
    }

    /// <summary>Says that everything that was written after one revision and up to another has been touched.</summary>
    public void Advance(long from, long to)
    {
        lock (_advancing)
            if (_known >= from && to > _known)
                Volatile.Write(ref _known, to);
    }

    /// <summary>Takes an <see cref="Advance"/> to a commit back that failed, or of which it is not sure that it was done.</summary>
    public void Retreat(long revision)
    {
        lock (_advancing)
            Volatile.Write(ref _known, Math.Min(_known, revision));
    }

    /// <summary>Passes over commits of other processes that are not known one by one, up to a revision: forgets everything, unless they
    /// are known.</summary>
    public void Clear(long revision)
    {
        lock (_advancing)
        {
            if (revision <= _known)
                return;
            Volatile.Write(ref _newest, Math.Max(_newest, revision));
            Volatile.Write(ref _cleared, revision);
            for (var i = 0; i < _stripes.Length; i++)
                lock (_stripes[i])
                    Array.Clear(_nodes, i << _stripeShift, 1 << _stripeShift);
            Volatile.Write(ref _known, revision);
        }
    }

    // The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). Ids have the same low bits and follow each other in steps; a
    // multiplication alone leads them to a quarter of the places.
    private int PlaceOf(NodeId id)
    {
        var bits = (ulong)id.Value;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return (int)((bits ^ (bits >> 31)) >> _placeShift);
    }

    /// <summary>
    /// Whether a node that was read takes a place: a free one always, that of another node once in so many times. What is asked for
    /// often comes in all the same; what is asked for once does not push it out, and does not grow old here only to be collected with
    /// the oldest generation, which stops all requests.
    /// </summary>
    private bool Takes(int place, NodeId id) =>
        Volatile.Read(ref _nodes[place]) is not { } other || other.Id == id || unchecked(++_refused) % Persistence == 0;

    private Lock StripeOf(int place) => _stripes[place >> _stripeShift];

    /// <summary>What is in a place has been as it is since this revision.</summary>
    private long SinceOf(int place) => Math.Max(Volatile.Read(ref _touched[place]), Volatile.Read(ref _cleared));

    /// <summary>The cache as one read may use it: what was so at some revision between two.</summary>
    public readonly struct View
    {
        private readonly NodeCache? _cache;
        private readonly long _to;

        internal View(NodeCache cache, long from, long to) => (_cache, From, _to) = (cache, from, to);

        /// <summary>The oldest revision that the read may see.</summary>
        public long From { get; }

        /// <summary>The node as the read may show it; null when it is not here.</summary>
        public Node? Find(NodeId id)
        {
            if (_cache is null)
                return null;
            var place = _cache.PlaceOf(id);
            var node = Volatile.Read(ref _cache._nodes[place]);
            if (node?.Id != id)
                return null;
            // Mostly no commit came since the view was opened; only otherwise is it looked at what it wrote.
            return Volatile.Read(ref _cache._newest) <= _to || _cache.SinceOf(place) <= _to ? node : null;
        }

        /// <summary>
        /// Keeps a node that the read got from the database. False when it may have been written after the oldest revision that the read
        /// may see, or while it was read; always true without a cache.
        /// </summary>
        public bool Keep(Node node) => _cache is null || _cache.KeepRead(node, From);
    }
}
