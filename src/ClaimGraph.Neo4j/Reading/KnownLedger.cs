using ClaimGraph.Ledger;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>
/// The ledger as this store last saw it. What other servers commit goes on from there; a ledger that does not was emptied or replaced
/// under the store, which then refuses to work until it is opened anew.
/// </summary>
internal sealed class KnownLedger(LedgerHead head)
{
    private volatile LedgerHead _head = head;
    private volatile bool _isLost;

    /// <summary>Reads the head of the ledger.</summary>
    /// <param name="locks">True to lock the head until the transaction ends.</param>
    public HeadLookup Look(bool locks) => new(this, _head, locks);

    /// <summary>Notes what this store has written.</summary>
    public void Advance(LedgerHead head) => _head = head;

    /// <exception cref="StoreUnavailableException">The ledger was emptied or replaced.</exception>
    public void ThrowIfLost()
    {
        if (_isLost)
            throw new StoreUnavailableException(
                "The database was emptied or replaced while the server was running: its ledger does not go on from what the server knows. "
                    + "Nothing is written to it. Restart the server if the database is the right one."
            );
    }

    /// <summary>A query for the head, and what it found.</summary>
    internal sealed class HeadLookup
    {
        private readonly KnownLedger _ledger;
        private readonly LedgerHead _known;
        private LedgerHead? _found;
        private byte[]? _hash;

        public HeadLookup(KnownLedger ledger, LedgerHead known, bool locks)
        {
            (_ledger, _known) = (ledger, known);
            Query = LedgerCypher.Continuation(known.Revision, locks, (head, hash) => (_found, _hash) = (head, hash));
        }

        public Query Query { get; }

        /// <summary>The head that the query found.</summary>
        /// <exception cref="StoreUnavailableException">The ledger was emptied or replaced.</exception>
        public LedgerHead Found()
        {
            _ledger._isLost |= _found is null || !(_hash ?? LedgerEntry.NoHash).AsSpan().SequenceEqual(_known.Hash);
            _ledger.ThrowIfLost();
            return _ledger._head = _found!;
        }
    }
}
