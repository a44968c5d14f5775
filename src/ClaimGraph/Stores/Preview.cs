using ClaimGraph.Changes;
using ClaimGraph.Ledger;
using ClaimGraph.Queries;
using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Stores;

/// <summary>What would come of a commit.</summary>
/// <param name="Result">Its outcomes and warnings.</param>
/// <param name="Writes">The records that it would change, each as it is and as it would be, those of which only computed values change
/// included.</param>
public sealed record Previewed(CommitResult Result, IReadOnlyList<NodeWrite> Writes);

/// <summary>What a commit would do, found out without one: the same procedure over what the store reads, of which nothing is
/// written.</summary>
public static class Preview
{
    /// <summary>What would come of the set.</summary>
    /// <exception cref="RefusedException">The commit would be refused, too.</exception>
    public static async ValueTask<Previewed> RunAsync(
        IClaimStore store,
        ChangeSet changes,
        TimeProvider clock,
        CancellationToken cancellation = default
    )
    {
        var scope = new ReadingScope(store, cancellation);
        var result = await new CommitProcedure(clock).RunAsync(CommitProcedure.Check(changes), scope);
        return new Previewed(result, scope.Writes);
    }

    /// <summary>A write transaction that only reads. Another commit can come in between its reads, so what it finds is an
    /// estimate.</summary>
    private sealed class ReadingScope(IClaimStore store, CancellationToken cancellation) : ICommitScope
    {
        public IReadOnlyList<NodeWrite> Writes { get; private set; } = [];

        public ValueTask<LedgerHead> HeadAsync() => store.HeadAsync(cancellation);

        public ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids) => store.GetAsync(ids, cancellation);

        public ValueTask<IReadOnlyList<NodeId?>> FindAsync(IReadOnlyList<NaturalKey> keys) => store.FindAsync(keys, cancellation);

        public ValueTask<FoundCommit?> FindCommitAsync(string idempotencyKey) => default;

        public async ValueTask<IReadOnlyList<Node>> LinkedAsync(Field via, IReadOnlyList<NodeId> ids)
        {
            var linked = new List<Node>();
            await foreach (var page in Pages(via.Kind, Filter.Where(via, Comparison.In, [.. ids.Cast<object>()])))
                linked.AddRange(page);
            return [.. linked.OrderBy(n => n.Id)];
        }

        public async ValueTask<IReadOnlyList<long?>> StrongestAsync(IReadOnlyList<EvidenceGroup> groups)
        {
            var strongest = new long?[groups.Count];
            for (var i = 0; i < strongest.Length; i++)
            {
                var group = groups[i];
                var filter = Filter.AllOf(
                    Filter.Is(Fields.Evidence.Target, group.Target),
                    Filter.Is(Fields.Evidence.Origin, group.Origin),
                    Filter.Is(Fields.Evidence.Stance, group.Stance),
                    new Not(Filter.Is(Fields.Status(NodeKind.Evidence), RecordStatus.Retracted))
                );
                await foreach (var page in Pages(NodeKind.Evidence, filter))
                foreach (var evidence in page.OfType<Evidence>().Where(e => !group.Except.Contains(e.Id)))
                    strongest[i] = Math.Max(strongest[i] ?? 0, evidence.Derived.Weight);
            }
            return strongest;
        }

        public async ValueTask<IReadOnlyList<InCommon>> AlikeAsync(IReadOnlyList<Citation> citations)
        {
            var alike = new InCommon[citations.Count];
            for (var i = 0; i < alike.Length; i++)
                foreach (var other in await CitationsAsync(citations[i].Target, citations[i].Stance))
                    alike[i] |= citations[i].CommonWith(other);
            return alike;
        }

        public async ValueTask<IReadOnlyList<Citation>> CitationsAsync(NodeId statement, Stance stance)
        {
            var filter = Filter.AllOf(Filter.Is(Fields.Evidence.Target, statement), Filter.Is(Fields.Evidence.Stance, stance));
            var citations = new List<Citation>();
            await foreach (var page in Pages(NodeKind.Evidence, filter))
                citations.AddRange(page.OfType<Evidence>().Select(Citation.Of).OfType<Citation>());
            return citations;
        }

        public ValueTask<IReadOnlyList<NodeId?>> TracedAsync(IReadOnlyList<long> traces, IReadOnlyCollection<NodeId> except) =>
            store.TracedAsync(traces, except, cancellation);

        public ValueTask<IReadOnlyList<string?>> SnapshotsAsync(IReadOnlyList<NodeId> sources) =>
            store.SnapshotsAsync(sources, cancellation);

        public ValueTask WriteAsync(LedgerEntry entry, IReadOnlyList<NodeId> results, IReadOnlyList<NodeWrite> writes)
        {
            Writes = writes;
            return default;
        }

        private IAsyncEnumerable<IReadOnlyList<Node>> Pages(NodeKind kind, Filter filter) =>
            store.NodePagesAsync(kind, filter, Limits.Page, cancellation);
    }
}
