using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.Copying;
using ClaimGraph.Following;
using ClaimGraph.Jobs;
using ClaimGraph.Ledger;
using ClaimGraph.Queries;
using ClaimGraph.Sqlite.Access;
using ClaimGraph.Sqlite.Jobs;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Reading;
using ClaimGraph.Sqlite.Tables;
using ClaimGraph.Sqlite.Verifying;
using ClaimGraph.Sqlite.Writing;

namespace ClaimGraph.Sqlite;

/// <summary>
/// The embedded store: one SQLite file in WAL mode, one thread that writes, as many readers as there are threads. SQLite answers without
/// waiting for anything else, so every read is complete when it is returned.
/// </summary>
public sealed class SqliteStore : IClaimStore
{
    private readonly ReaderPool _readers;
    private readonly Writer _writer;
    private readonly NodeCache _cache;
    private readonly SideWriter _side;
    private readonly Searcher _search;
    private DirectoryInfo? _temporary;

    private SqliteStore(ReaderPool readers, Writer writer, NodeCache cache, SideWriter side)
    {
        (_readers, _writer, _cache, _side) = (readers, writer, cache, side);
        (Keys, Followers, Jobs) = (new SqliteKeys(readers, side), new SqliteFollowers(readers, side), new SqliteJobs(readers, side));
        _search = new Searcher(this, async cancellation => (await HeadAsync(cancellation)).Revision);
    }

    /// <summary>Opens the file, making it or bringing it to this program's schema where needed.</summary>
    /// <exception cref="StoreUnavailableException">The file cannot be opened, is damaged, is another program's or a newer
    /// ClaimGraph's.</exception>
    /// <exception cref="ClaimGraphException">An option is out of its range.</exception>
    public static Task<SqliteStore> OpenAsync(SqliteOptions options, TimeProvider clock) => Task.FromResult(Open(options, clock, false));

    /// <summary>
    /// Opens the file for an import or a copy. If no other connection has it open, none can open it until the store is closed, and commits
    /// share long transactions: they are seen at once, but durable only together, at the latest when the store is closed. A process that is
    /// killed loses the commits of the last transaction, each as a whole. If the file is open elsewhere, this is
    /// <see cref="OpenAsync"/>.
    /// </summary>
    /// <inheritdoc cref="OpenAsync"/>
    public static Task<SqliteStore> OpenAloneAsync(SqliteOptions options, TimeProvider clock) =>
        Task.FromResult(Open(options, clock, alone: true));

    /// <summary>Opens a file that is removed, with its folder, when the store is closed.</summary>
    internal static SqliteStore OpenTemporary(SqliteOptions options, TimeProvider clock, DirectoryInfo folder)
    {
        var store = Open(options, clock, alone: false);
        store._temporary = folder;
        return store;
    }

    private static SqliteStore Open(SqliteOptions options, TimeProvider clock, bool alone)
    {
        options.Validate();
        var connection = Connection.Open(options, writes: true, creates: true);
        try
        {
            Migrations.Run(connection, options.Path);
            SortKeys.Renew(connection);
            if (alone)
                connection.TryTakeAlone(options);
            var cache = new NodeCache(connection.IsAlone ? 0 : options.CachedNodes); // an import reads nothing twice
            var readers = new ReaderPool(options, connection);
            var side = new SideWriter(options, readers, connection);
            return new SqliteStore(readers, new Writer(options, connection, cache, clock), cache, side);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Verifies that a file is whole: all that it holds must follow from its ledger. It is only read, also while a server writes to it. The
    /// ledger is replayed into a temporary file of about the same size.
    /// </summary>
    /// <param name="expected">An entry that the ledger must have; null if none is known. Without one, nobody can tell whether the newest
    /// entries were cut off together with all that follows from them.</param>
    /// <exception cref="StoreUnavailableException">The file cannot be read, is too damaged to be read, or is not of this program's
    /// schema.</exception>
    public static async Task<Verification> VerifyAsync(
        SqliteOptions options,
        TimeProvider clock,
        LedgerHead? expected = null,
        IProgress<CopyProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        using var file = Connection.OpenReadOnly(options.Path);
        Migrations.MustBeCurrent(file, options.Path);
        return await new FileVerification(file, options.Path, clock).RunAsync(expected, progress, cancellation);
    }

    public ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids, CancellationToken cancellation = default) =>
        new(_readers.RunAtOnce((_cache, ids), static (connection, a) => new NodeReader(connection, a._cache).Get(a.ids), cancellation));

    public ValueTask<IReadOnlyList<NodeId?>> FindAsync(IReadOnlyList<NaturalKey> keys, CancellationToken cancellation = default) =>
        new(_readers.RunAtOnce(keys, Reader.Find, cancellation));

    public ValueTask<Page> ListAsync(ListQuery query, CancellationToken cancellation = default) =>
        new(
            _readers.RunAtOnce(
                (_cache, query),
                static (connection, argument) =>
                {
                    var (cache, query) = argument;
                    var table = NodeTable.Of(query.Kind);
                    var sql = new SqlText().Append(table.SelectIds).Append(" WHERE ");
                    if (query.Filter is { } filter)
                        sql.AppendFilter(table, filter);
                    else
                        sql.Append("1");
                    var command = sql.AppendPage(table, query.Order, query.Page).Prepare(connection);
                    return Page.From(new NodeReader(connection, cache).Nodes(command, query.Page.Size + 1), query.Page);
                },
                cancellation
            )
        );

    public ValueTask<IReadOnlyList<Page>> LinksAsync(
        LinkQuery query,
        IReadOnlyList<NodeId> nodes,
        CancellationToken cancellation = default
    ) =>
        new(
            _readers.RunAtOnce(
                (_cache, query, nodes),
                static (connection, argument) =>
                {
                    var (cache, query, nodes) = argument;
                    var table = NodeTable.Of(query.Via.Kind);
                    var command = new SqlText()
                        .Append(table.SelectIds)
                        .AppendLinks(table, query.Via, query.Filter, out var slot)
                        .AppendPage(table, query.Order, query.Page)
                        .Prepare(connection);
                    var reader = new NodeReader(connection, cache);
                    var pages = new Page[nodes.Count];
                    for (var i = 0; i < pages.Length; i++)
                        pages[i] = Page.From(reader.Nodes(command.Bind(slot, nodes[i].Value)), query.Page);
                    return pages;
                },
                cancellation
            )
        );

    public ValueTask<long> CountAsync(NodeKind kind, Filter? filter, CancellationToken cancellation = default) =>
        new(_readers.RunAtOnce((kind, filter), static (c, a) => CountReader.Count(c, a.kind, a.filter), cancellation));

    public ValueTask<IReadOnlyList<long>> CountLinksAsync(
        Field via,
        Filter? filter,
        IReadOnlyList<NodeId> nodes,
        CancellationToken cancellation = default
    ) => new(_readers.RunAtOnce((via, filter, nodes), static (c, a) => CountReader.CountLinks(c, a.via, a.filter, a.nodes), cancellation));

    public ValueTask<IReadOnlyList<ValueCount>> DistributionAsync(
        Field field,
        Filter? filter,
        int first,
        CancellationToken cancellation = default
    ) =>
        new(
            _readers.RunAtOnce(
                (field, filter, first),
                static (c, a) => CountReader.Distribution(c, a.field, a.filter, a.first),
                cancellation
            )
        );

    public ValueTask<IReadOnlyList<Group>> GroupsAsync(GroupQuery query, CancellationToken cancellation = default) =>
        new(_readers.Run(query, static (connection, q) => new GroupReader(q).Read(connection), cancellation));

    public ValueTask<IReadOnlyList<TimeCount>> TimeSeriesAsync(
        Field field,
        DatePrecision interval,
        Filter? filter,
        CancellationToken cancellation = default
    ) =>
        new(
            _readers.Run((field, interval, filter), static (c, a) => CountReader.TimeSeries(c, a.field, a.interval, a.filter), cancellation)
        );

    public ValueTask<IReadOnlyList<NodeCount>> RankAsync(
        Field via,
        NodeKind named,
        Filter? filter,
        int first,
        CancellationToken cancellation = default
    ) =>
        new(
            _readers.RunAtOnce(
                (via, named, filter, first),
                static (c, a) => CountReader.Rank(c, a.via, a.named, a.filter, a.first),
                cancellation
            )
        );

    public ValueTask<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellation = default) =>
        _search.SearchAsync(query, cancellation);

    public ValueTask<IReadOnlyList<SimilarStatement>> SimilarAsync(SimilarQuery query, CancellationToken cancellation = default) =>
        _search.SimilarAsync(query, cancellation);

    public ValueTask WarmAsync(CancellationToken cancellation = default) => _search.WarmAsync(cancellation);

    public ValueTask<IReadOnlyList<string?>> SnapshotsAsync(IReadOnlyList<NodeId> sources, CancellationToken cancellation = default) =>
        new(_readers.RunAtOnce(sources, Reader.Snapshots, cancellation));

    public ValueTask<IReadOnlyList<NodeId?>> TracedAsync(
        IReadOnlyList<long> traces,
        IReadOnlyCollection<NodeId> except,
        CancellationToken cancellation = default
    ) => new(_readers.RunAtOnce((traces, except), static (c, a) => Reader.Traced(c, a.traces, a.except), cancellation));

    public ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellation = default) =>
        _writer.CommitAsync(changes, cancellation);

    public ValueTask ReplayAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellation = default) =>
        _writer.ReplayAsync(entries, cancellation);

    public ValueTask<IReadOnlyList<LedgerEntry>> ChangesAsync(long after, int first, CancellationToken cancellation = default) =>
        new(_readers.RunAtOnce((after, first), static (c, a) => LedgerReader.After(c, a.after, a.first), cancellation));

    public ValueTask<IReadOnlyList<EntrySummary>> SummariesAsync(long after, int first, CancellationToken cancellation = default) =>
        new(_readers.RunAtOnce((after, first), static (c, a) => LedgerReader.Summaries(c, a.after, a.first), cancellation));

    public ValueTask<IReadOnlyList<LedgerEntry>> HistoryAsync(
        IReadOnlyList<NodeId> nodes,
        long before,
        int first,
        CancellationToken cancellation = default
    ) =>
        new(_readers.RunAtOnce((nodes, before, first), static (c, a) => LedgerReader.History(c, a.nodes, a.before, a.first), cancellation));

    public ValueTask<LedgerHead> HeadAsync(CancellationToken cancellation = default)
    {
        _readers.MustHaveItsFile();
        return new(_readers.Run(0, static (c, _) => Reader.Head(c), cancellation));
    }

    public NodeLookups Lookups => _cache.Lookups;

    public IKeyStore Keys { get; }

    public IFollowerStore Followers { get; }

    public IImportJobs Jobs { get; }

    /// <summary>Copies the store, as it is at one moment, into a new file. Readers and the writer go on. Until the copy is complete it is
    /// called <c>.part</c>; if it fails, nothing is left.</summary>
    /// <exception cref="StoreUnavailableException">The copy cannot be written.</exception>
    public Task BackupAsync(string path, CancellationToken cancellation = default) =>
        Task.Run(
            () =>
                _readers.RunAtOnce(
                    path,
                    static (c, file) =>
                    {
                        c.BackUpTo(file);
                        return true;
                    },
                    cancellation
                ),
            cancellation
        );

    public async ValueTask DisposeAsync()
    {
        await _search.DisposeAsync();
        await _writer.DisposeAsync();
        _side.Dispose();
        _readers.Dispose();
        _temporary?.Delete(recursive: true);
    }
}
