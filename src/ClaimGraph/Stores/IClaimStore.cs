using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.Following;
using ClaimGraph.Jobs;
using ClaimGraph.Ledger;
using ClaimGraph.Queries;
using ClaimGraph.Search;

namespace ClaimGraph.Stores;

/// <summary>
/// The narrow waist: all that ClaimGraph asks of a database. Everything above it is written once; every store proves itself on the same
/// conformance suite. Reads take batches, so that one level of a query costs one call whatever its width.
/// <para>
/// Members are safe to call from many threads. A read sees every commit acknowledged before it began. All throw
/// <see cref="StoreUnavailableException"/> when the database cannot be used, and <see cref="OperationCanceledException"/> when cancelled.
/// </para>
/// </summary>
public interface IClaimStore : IAsyncDisposable
{
    /// <summary>Nodes by id, in the order asked for; null where there is none. Sources are returned without the text of their snapshot.
    /// Any number of ids, duplicates allowed.</summary>
    ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids, CancellationToken cancellation = default);

    /// <summary>Ids by natural key or caller's own key, in the order asked for; null where there is none.</summary>
    ValueTask<IReadOnlyList<NodeId?>> FindAsync(IReadOnlyList<NaturalKey> keys, CancellationToken cancellation = default);

    /// <summary>A page of the nodes of a kind. The filter is applied as it is: callers add <see cref="Filter.ForList"/>.</summary>
    ValueTask<Page> ListAsync(ListQuery query, CancellationToken cancellation = default);

    /// <summary>For each of <paramref name="nodes"/>, in their order, a page of the nodes that name it.</summary>
    ValueTask<IReadOnlyList<Page>> LinksAsync(LinkQuery query, IReadOnlyList<NodeId> nodes, CancellationToken cancellation = default);

    /// <summary>How many nodes of a kind pass the filter.</summary>
    ValueTask<long> CountAsync(NodeKind kind, Filter? filter, CancellationToken cancellation = default);

    /// <summary>For each of <paramref name="nodes"/>, in their order, how many nodes name it in <paramref name="via"/> and pass the
    /// filter.</summary>
    ValueTask<IReadOnlyList<long>> CountLinksAsync(
        Field via,
        Filter? filter,
        IReadOnlyList<NodeId> nodes,
        CancellationToken cancellation = default
    );

    /// <summary>
    /// How many nodes that pass the filter have each value of a field, most first, then by value. A node with several values (lists,
    /// flags) counts once for each. At most <paramref name="first"/> values. Any field but numbers and times.
    /// </summary>
    ValueTask<IReadOnlyList<ValueCount>> DistributionAsync(
        Field field,
        Filter? filter,
        int first,
        CancellationToken cancellation = default
    );

    /// <summary>Groups the nodes that pass the filter by one value or several, also of linked nodes: the largest group first, then by the
    /// values, nothing before anything.</summary>
    ValueTask<IReadOnlyList<Group>> GroupsAsync(GroupQuery query, CancellationToken cancellation = default);

    /// <summary>
    /// How many nodes that pass the filter fall into each year, month or day of a date or time field (UTC), oldest first, empty intervals
    /// left out. A date less precise than the interval counts for its first possible interval; a node without a date is left out.
    /// </summary>
    ValueTask<IReadOnlyList<TimeCount>> TimeSeriesAsync(
        Field field,
        DatePrecision interval,
        Filter? filter,
        CancellationToken cancellation = default
    );

    /// <summary>The nodes that are named most often in <paramref name="via"/> by nodes that pass the filter, most first, then by id. Only
    /// nodes of <paramref name="named"/> count, and retracted ones have no rank.</summary>
    ValueTask<IReadOnlyList<NodeCount>> RankAsync(
        Field via,
        NodeKind named,
        Filter? filter,
        int first,
        CancellationToken cancellation = default
    );

    /// <summary>Full-text search over active nodes, best first.</summary>
    ValueTask<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellation = default);

    /// <summary>The active statements whose wording, or a quoted wording, is most like a text, most alike first.</summary>
    ValueTask<IReadOnlyList<SimilarStatement>> SimilarAsync(SimilarQuery query, CancellationToken cancellation = default);

    /// <summary>Reads into memory what searches need, so that the first does not wait for it. It completes when that is done.</summary>
    ValueTask WarmAsync(CancellationToken cancellation = default);

    /// <summary>The texts of the snapshots of sources, in the order asked for; null where there is none.</summary>
    ValueTask<IReadOnlyList<string?>> SnapshotsAsync(IReadOnlyList<NodeId> sources, CancellationToken cancellation = default);

    /// <summary>For each trace (<see cref="Provenance.Trace.Value"/>), in the order asked for, one source that has it among those that
    /// count; null where none has.</summary>
    /// <param name="traces">Any number, no duplicates.</param>
    /// <param name="except">Sources that are left out.</param>
    ValueTask<IReadOnlyList<NodeId?>> TracedAsync(
        IReadOnlyList<long> traces,
        IReadOnlyCollection<NodeId> except,
        CancellationToken cancellation = default
    );

    /// <summary>
    /// Applies a change set: everything or nothing. When it returns, the changes and their ledger entry are durable and every read sees
    /// them.
    /// </summary>
    /// <exception cref="RefusedException">The input is wrong, stale or names what does not exist; nothing was written.</exception>
    ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellation = default);

    /// <summary>
    /// Adds entries of another store's ledger unchanged (revision, time, principal, reason, keys, hashes) and brings the nodes to the
    /// state that they describe, with derived values of its own: all entries or none. Entries that the ledger already ends with are left
    /// out, so the call can be repeated. The entries are one transaction; some thousand changes at once are fine. When it returns,
    /// everything is durable and every read sees it.
    /// </summary>
    /// <param name="entries">Oldest first, without gaps.</param>
    /// <exception cref="LedgerMismatchException">The entries do not follow this ledger, or were changed after they were written; nothing
    /// was added.</exception>
    ValueTask ReplayAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellation = default);

    /// <summary>Ledger entries after a revision, oldest first, without gaps, at most <paramref name="first"/>.</summary>
    ValueTask<IReadOnlyList<LedgerEntry>> ChangesAsync(long after, int first, CancellationToken cancellation = default);

    /// <summary>The same entries without their changes, so that a caller knows how much there is to read.</summary>
    ValueTask<IReadOnlyList<EntrySummary>> SummariesAsync(long after, int first, CancellationToken cancellation = default);

    /// <summary>The ledger entries that changed one of <paramref name="nodes"/>, newest first, before a revision; each with its changes to
    /// these nodes only, in the order of their ids, and without <see cref="LedgerEntry.Results"/> and
    /// <see cref="LedgerEntry.Affected"/>. No node is named twice.</summary>
    ValueTask<IReadOnlyList<LedgerEntry>> HistoryAsync(
        IReadOnlyList<NodeId> nodes,
        long before,
        int first,
        CancellationToken cancellation = default
    );

    /// <summary>The newest entry of the ledger.</summary>
    ValueTask<LedgerHead> HeadAsync(CancellationToken cancellation = default);

    /// <summary>Completes if the store can be read and written at present.</summary>
    async ValueTask CheckAsync(CancellationToken cancellation = default) => await HeadAsync(cancellation);

    /// <summary>How often nodes were found in memory.</summary>
    NodeLookups Lookups { get; }

    /// <summary>The keys that open the API, kept in the same database.</summary>
    IKeyStore Keys { get; }

    /// <summary>Who follows the ledger from outside, kept in the same database.</summary>
    IFollowerStore Followers { get; }

    /// <summary>The imports, kept in the same database.</summary>
    IImportJobs Jobs { get; }
}
