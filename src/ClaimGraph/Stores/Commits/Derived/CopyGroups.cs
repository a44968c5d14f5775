using System.Runtime.InteropServices;
using ClaimGraph.Provenance;

namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// Groups of sources that are copies of each other: connected by derivedFrom or a trace in common. Groups that nobody leaves count as one
/// thing, known by their origin, so that joining one costs the same whatever its size. The origin is the first in <see cref="CopyOrder"/>.
/// </summary>
internal sealed class CopyGroups(Derivation derivation)
{
    private readonly WorkingSet _work = derivation.Work;
    private readonly Dictionary<NodeId, NodeId> _above = []; // a forest: what is connected has one root

    /// <param name="relinked">Sources that may have another origin than before, new ones included.</param>
    public async ValueTask UpdateAsync(NodeId[] relinked)
    {
        if (relinked.Length == 0)
            return;
        var opened = await OpenAsync(relinked);
        NodeId[] single = [.. opened.Union(relinked)];
        Array.ForEach(single, id => _above[id] = id);
        var closed = await ConnectAsync(single, relinked);
        await _work.LoadAsync(closed);
        foreach (var group in _above.Keys.GroupBy(RootOf).Select(g => g.ToArray()).ToArray())
            await SetOriginAsync(group, closed);
    }

    /// <summary>Every member of the groups that stored sources may leave.</summary>
    private async ValueTask<HashSet<NodeId>> OpenAsync(NodeId[] relinked)
    {
        var origins = relinked.Select(id => (_work.Before(id) as Source)?.Derived.Origin).OfType<NodeId>().ToHashSet();
        return origins.Count == 0 ? [] : await MembersAsync(origins);
    }

    private async ValueTask<HashSet<NodeId>> MembersAsync(HashSet<NodeId> origins)
    {
        foreach (var member in await derivation.Scope.LinkedAsync(Fields.Source.Origin, [.. origins]))
            _work.Adopt(member);
        return
        [
            .. _work.OfKind<Source>().Where(s => _work.Before(s.Id) is not null && origins.Contains(s.Derived.Origin)).Select(s => s.Id),
        ];
    }

    /// <returns>The origins of other groups that the sources are connected with.</returns>
    private async ValueTask<HashSet<NodeId>> ConnectAsync(NodeId[] single, NodeId[] relinked)
    {
        var closed = new HashSet<NodeId>();
        var holders = new Dictionary<long, NodeId>();
        foreach (var source in single.Select(_work.Get<Source>))
        {
            foreach (var trace in SourceTraces.Of(source.Derived))
                Join(
                    CollectionsMarshal.GetValueRefOrAddDefault(holders, trace.Value, out var known) is var first && known
                        ? first
                        : holders[trace.Value] = source.Id,
                    source.Id
                );
            if (source.Content.DerivedFrom is { } from)
                JoinGroup(closed, source.Id, from);
        }
        var asked = Asked(relinked);
        if (asked.Length == 0)
            return closed;
        var found = await derivation.Scope.TracedAsync(asked, single);
        await _work.LoadAsync(found.OfType<NodeId>());
        for (var i = 0; i < asked.Length; i++)
            if (found[i] is { } other)
                JoinGroup(closed, holders[asked[i]], other);
        return closed;
    }

    /// <summary>The traces that are new; whoever has the others is in the group already.</summary>
    private long[] Asked(NodeId[] relinked) =>
        [
            .. relinked
                .SelectMany(id =>
                    SourceTraces
                        .Of(_work.Get<Source>(id).Derived)
                        .Except(_work.Before(id) is Source before ? SourceTraces.Of(before.Derived) : [])
                )
                .Select(t => t.Value)
                .Distinct(),
        ];

    private void JoinGroup(HashSet<NodeId> closed, NodeId source, NodeId other)
    {
        if (!_above.ContainsKey(other))
        {
            other = _work.Get<Source>(other).Derived.Origin;
            if (_above.TryAdd(other, other))
                closed.Add(other);
        }
        Join(source, other);
    }

    private void Join(NodeId one, NodeId other) => _above[RootOf(one)] = RootOf(other);

    private NodeId RootOf(NodeId id)
    {
        while (_above[id] is var above && above != id)
        {
            _above[id] = _above[above];
            id = above;
        }
        return id;
    }

    private async ValueTask SetOriginAsync(NodeId[] group, HashSet<NodeId> closed)
    {
        var origin = group.Select(_work.Get<Source>).Order(CopyOrder.FirstFirst).First().Id;
        var left = group.Where(id => closed.Contains(id) && id != origin).ToHashSet();
        IEnumerable<NodeId> members = group.Except(closed);
        if (left.Count > 0)
            members = members.Union(await MembersAsync(left));
        foreach (var source in members.Select(_work.Get<Source>).ToArray())
            if (source.Derived.Origin != origin)
                _work.Put(source with { Derived = source.Derived with { Origin = origin } });
    }
}
