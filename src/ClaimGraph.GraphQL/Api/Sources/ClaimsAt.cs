using ClaimGraph.Queries;

namespace ClaimGraph.GraphQL.Api.Sources;

/// <summary>A statement on a web page.</summary>
internal sealed record ClaimAt(
    NodeId Statement,
    IReadOnlyList<Appearance> Appearances,
    IReadOnlyList<Evidence> Evidence,
    IReadOnlyList<Review> Reviews
)
{
    /// <summary>Where its first quote stands on the page; after all others when none has a place.</summary>
    public int Place =>
        Appearances.Select(a => a.Derived.PlacedStart).Concat(Evidence.Select(e => e.Derived.PlacedStart)).Min() ?? int.MaxValue;
}

/// <summary>Looks for the statements of a web page.</summary>
internal sealed class ClaimsAt(IClaimStore store, CancellationToken cancellation)
{
    private const int MostLevels = 20; // of evidence on evidence

    /// <param name="url">The address in canonical form.</param>
    public async ValueTask<IEnumerable<ClaimAt>> FindAsync(string url)
    {
        var reviews = await ListAsync<Review>(Filter.Is(Fields.Review.CanonicalUrl, url));
        var (appearances, evidence) = (Array.Empty<Appearance>(), Array.Empty<Evidence>());
        if (await SourceAsync(url) is { } source)
        {
            appearances = await ListAsync<Appearance>(Filter.Is(Fields.Appearance.Source, source));
            evidence = await ListAsync<Evidence>(Filter.Is(Fields.Evidence.Basis, source));
        }
        var targets = await StatementsAsync(evidence);
        var said = appearances.ToLookup(a => a.Content.Statement);
        var argued = evidence.Where(e => targets.ContainsKey(e.Id)).ToLookup(e => targets[e.Id]);
        var judged = reviews.ToLookup(r => r.Content.Statement);
        NodeId[] found = [.. said.Select(g => g.Key).Concat(argued.Select(g => g.Key)).Concat(judged.Select(g => g.Key)).Distinct()];
        return (await store.GetAsync(found, cancellation))
            .Where(n => n is { IsActive: true })
            .Select(n => new ClaimAt(n!.Id, [.. said[n.Id]], [.. argued[n.Id]], [.. judged[n.Id]]))
            .OrderBy(c => c.Place)
            .ThenBy(c => c.Statement);
    }

    private async ValueTask<NodeId?> SourceAsync(string url)
    {
        NaturalKey[] keys =
        [
            .. new SourceContent { Url = url }
                .Canonical()
                .NaturalKeys(),
        ];
        if ((await store.FindAsync(keys, cancellation))[0] is not { } id)
            return null;
        return (await store.StandingAsync(await store.GetAsync([id], cancellation), cancellation))[0]?.Id;
    }

    private async ValueTask<T[]> ListAsync<T>(Filter filter)
        where T : Node
    {
        var kind = Enum.Parse<NodeKind>(typeof(T).Name);
        var order = new OrderBy(Fields.CreatedAt(kind), Descending: true);
        var page = await store.ListAsync(
            new ListQuery(kind, Filter.ForList(kind, filter), order, new PageRequest { Size = Limits.Page }),
            cancellation
        );
        return [.. page.Nodes.Cast<T>()];
    }

    /// <summary>The statement that each piece of evidence is about in the end.</summary>
    private async ValueTask<Dictionary<NodeId, NodeId>> StatementsAsync(IEnumerable<Evidence> evidence)
    {
        var open = evidence.Select(e => (e.Id, e.Content.Target)).ToList();
        var found = new Dictionary<NodeId, NodeId>();
        for (var level = 0; open.Count > 0 && level < MostLevels; level++)
        {
            foreach (var (id, target) in open.Where(o => o.Target.Kind == NodeKind.Statement))
                found[id] = target;
            open.RemoveAll(o => o.Target.Kind == NodeKind.Statement);
            NodeId[] targets = [.. open.Select(o => o.Target).Distinct()];
            var above = (await store.GetAsync(targets, cancellation)).OfType<Evidence>().ToDictionary(e => e.Id, e => e.Content.Target);
            open = [.. open.Where(o => above.ContainsKey(o.Target)).Select(o => (o.Id, above[o.Target]))];
        }
        return found;
    }
}
