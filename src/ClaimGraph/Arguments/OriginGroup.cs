using System.ComponentModel;
using ClaimGraph.Provenance;
using ClaimGraph.Queries;
using ClaimGraph.Stores;
using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Arguments;

[Description("Why a source does not count as independent of another.")]
public enum OriginReason : byte
{
    [Description("One derives from the other (`derivedFrom`).")]
    DerivedFrom,

    [Description("They have the same address.")]
    SameAddress,

    [Description("One is the archived copy of the other.")]
    ArchiveCopy,

    [Description("Their snapshots have nearly the same text.")]
    SameText,

    [Description("Their snapshots share a passage of 32 words or more that is no quotation.")]
    SharedWording,

    [Description("They have the same publisher. This matters for counts of independent sources, not for strengths.")]
    SamePublisher,
}

/// <summary>Sources of one stance on a statement that count as one, as they are not independent of each other.</summary>
/// <param name="Origin">The first of them, or what the first of them goes back to.</param>
public sealed record OriginGroup(Stance Stance, Source Origin, IReadOnlyList<OriginMember> Sources)
{
    /// <summary>The most pieces of evidence that are looked at.</summary>
    public const int Most = 1_000;

    // The copies of one origin that no evidence on the statement cites, which can tell why others belong together.
    private const int MostOthers = 200;

    /// <summary>The groups of a statement, the largest first.</summary>
    public static async ValueTask<IReadOnlyList<OriginGroup>> OfAsync(
        IClaimStore store,
        NodeId statement,
        Stance? stance,
        CancellationToken cancellation
    )
    {
        var citations = await CitationsAsync(store, statement, stance, cancellation);
        var sources = await SourcesAsync(store, citations.SelectMany(c => new[] { c.Source, c.Origin }), cancellation);
        var groups = citations.GroupBy(c => c.Stance).SelectMany(Joined).ToArray();
        var made = new List<OriginGroup>();
        foreach (var group in groups)
            made.Add(await OfAsync(store, group, sources, cancellation));
        return [.. made.OrderBy(g => g.Stance).ThenByDescending(g => g.Sources.Count).ThenBy(g => g.Origin.Id)];
    }

    private static async ValueTask<List<Citation>> CitationsAsync(
        IClaimStore store,
        NodeId statement,
        Stance? stance,
        CancellationToken cancellation
    )
    {
        var filter = stance is { } one ? Filter.Is(Fields.Evidence.Stance, one) : null;
        var (order, found) = (OrderBy.Oldest(NodeKind.Evidence), new List<Citation>());
        Cursor? after = null;
        for (var read = 0; read < Most; read += Limits.Page)
        {
            var query = new LinkQuery(
                Fields.Evidence.Target,
                Filter.ForList(NodeKind.Evidence, filter),
                order,
                PageRequest.First(Limits.Page, after)
            );
            var page = (await store.LinksAsync(query, [statement], cancellation))[0];
            found.AddRange(page.Nodes.Select(n => Citation.Of((Evidence)n)).OfType<Citation>());
            if (!page.HasNext)
                break;
            after = Cursor.Of(page.Nodes[^1], order);
        }
        return found;
    }

    private static async ValueTask<Dictionary<NodeId, Source>> SourcesAsync(
        IClaimStore store,
        IEnumerable<NodeId> ids,
        CancellationToken cancellation
    ) => (await store.GetAsync([.. ids.Distinct()], cancellation)).OfType<Source>().ToDictionary(s => s.Id);

    /// <summary>The citations of one stance, those together that share an origin or a publisher, over however many others.</summary>
    private static IEnumerable<Citation[]> Joined(IEnumerable<Citation> citations)
    {
        var left = citations.ToList();
        while (left.Count > 0)
        {
            List<Citation> group = [left[0]];
            left.RemoveAt(0);
            for (var i = 0; i < group.Count; i++)
            {
                var own = group[i];
                group.AddRange(left.Where(c => IsJoined(own, c)));
                left.RemoveAll(c => IsJoined(own, c));
            }
            yield return [.. group];
        }
    }

    private static bool IsJoined(Citation one, Citation other) =>
        one.Origin == other.Origin || one.Publisher is not null && one.Publisher == other.Publisher;

    private static async ValueTask<OriginGroup> OfAsync(
        IClaimStore store,
        Citation[] group,
        Dictionary<NodeId, Source> known,
        CancellationToken cancellation
    )
    {
        Source[] cited = [.. group.Select(c => c.Source).Distinct().Select(id => known[id])];
        Source[] origins = [.. group.Select(c => c.Origin).Distinct().Select(id => known[id])];
        var origin = origins.OrderBy(s => s, CopyOrder.FirstFirst).First();
        Source[] near = [origin, .. cited.Where(s => s.Id != origin.Id), .. origins.Where(s => s.Id != origin.Id)];
        var members = cited.Select(s => OriginMember.Of(s, origin, near)).ToArray();
        if (Array.Exists(members, m => m.Reason is null && m.Source.Id != origin.Id))
        {
            near = [.. near, .. await OthersAsync(store, origins, cancellation)];
            members = [.. cited.Select(s => OriginMember.Of(s, origin, near))];
        }
        return new OriginGroup(group[0].Stance, origin, [.. members.OrderBy(m => m.Source, CopyOrder.FirstFirst)]);
    }

    private static async ValueTask<IEnumerable<Source>> OthersAsync(IClaimStore store, Source[] origins, CancellationToken cancellation)
    {
        var filter = Filter.Where(Fields.Source.Origin, Comparison.In, [.. origins.Select(s => (object)s.Id)]);
        var query = new ListQuery(NodeKind.Source, filter, OrderBy.Oldest(NodeKind.Source), PageRequest.First(MostOthers));
        return (await store.ListAsync(query, cancellation)).Nodes.Cast<Source>();
    }
}

/// <summary>A source of a group.</summary>
/// <param name="Reason">Why it belongs to the group; null for the origin itself, and where what it has in common with others is not
/// among the sources that were looked at.</param>
/// <param name="SharedWith">The source that it has this in common with.</param>
public sealed record OriginMember(Source Source, OriginReason? Reason, NodeId? SharedWith)
{
    internal static OriginMember Of(Source source, Source origin, IReadOnlyList<Source> near)
    {
        if (source.Id == origin.Id)
            return new OriginMember(source, null, null);
        if (source.Content.DerivedFrom is { } from)
            return new OriginMember(source, OriginReason.DerivedFrom, from);
        var best = near.Where(other => other.Id != source.Id)
            .Select(other => (Reason: ReasonFor(source, other), other.Id))
            .Where(r => r.Reason is not null)
            .OrderBy(r => r.Reason)
            .FirstOrDefault();
        return new OriginMember(source, best.Reason, best.Reason is null ? null : best.Id);
    }

    private static OriginReason? ReasonFor(Source one, Source other)
    {
        if (other.Content.DerivedFrom == one.Id)
            return OriginReason.DerivedFrom;
        var (traces, others) = (SourceTraces.Of(one.Derived), SourceTraces.Of(other.Derived).ToDictionary(t => t.Value, t => t.Kind));
        OriginReason? best = null;
        foreach (var trace in traces)
            if (others.TryGetValue(trace.Value, out var kind) && ReasonFor(trace.Kind, kind) is var reason && !(best <= reason))
                best = reason;
        return best
            ?? (
                one.Derived.PublisherGroup is { } publisher && other.Derived.PublisherGroup == publisher ? OriginReason.SamePublisher : null
            );
    }

    private static OriginReason ReasonFor(TraceKind one, TraceKind other) =>
        (one, other) switch
        {
            (TraceKind.Address, TraceKind.Address) => OriginReason.SameAddress,
            (TraceKind.Text, _) => OriginReason.SameText,
            (TraceKind.Wording, _) => OriginReason.SharedWording,
            _ => OriginReason.ArchiveCopy,
        };
}
