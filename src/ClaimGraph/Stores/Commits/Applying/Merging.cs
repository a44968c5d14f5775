using ClaimGraph.Changes;

namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>
/// Merges a node into another: what names it is re-pointed. Links that become the same as others are merged, too, and so on for what names
/// those; links that would join a node with itself are retracted. The work grows with what is changed.
/// </summary>
internal sealed class Merging(Merge merge, string reason, WorkingSet work, ICommitScope scope, Refusals refusals, DateTimeOffset now)
{
    private readonly Redirects _redirects = new(work);
    private readonly HashSet<NodeId> _merged = [];
    private readonly HashSet<NodeId> _touched = [];
    private readonly Dictionary<NaturalKey, NodeId> _owners = []; // links that have an identity by this merge
    private readonly MergedGraph _graph = new(work, refusals);

    public async ValueTask<Outcome> RunAsync()
    {
        await _redirects.LoadAsync([merge.Id, merge.Into]);
        if (work.Find(merge.Id)?.MergedInto is not null && _redirects.Of(merge.Id) == merge.Into)
            return Outcome.Unchanged;
        new MergeRules(merge, work, refusals).Check();
        refusals.ThrowIfAny();

        if (!merge.IsRecorded)
            Put(MergedNames.Into(work[merge.Into], work[merge.Id]));
        Mark(work[merge.Id], merge.Into);
        for (NodeId[] level = [merge.Id]; level.Length > 0; )
            level = await RepointAsync(level);
        await _graph.CheckAsync(_touched, merge);
        refusals.ThrowIfAny();
        return Outcome.Updated;
    }

    /// <summary>Re-points what names some merged nodes.</summary>
    /// <returns>The links that were merged by that.</returns>
    private async ValueTask<NodeId[]> RepointAsync(NodeId[] level)
    {
        var naming = await NamingAsync(level);
        _graph.CheckSize(_touched.Count - 1 + naming.Length);
        var contents = naming.ToDictionary(n => n.Id, n => n.Data.MapIds(_redirects.Of).Canonical());
        var owners = await OwnersAsync(naming, contents);
        var found = new List<NodeId>();
        foreach (var node in naming)
        {
            var content = WithoutItself(node, contents[node.Id]);
            Release(node);
            if (IsOnItself(content))
                Withdraw(node);
            else if (node.IsActive && TwinOf(node, content, owners) is { } twin)
                found.Add(Mark(node, twin));
            else
                Put(node.With(content));
        }
        return [.. found];
    }

    /// <summary>The nodes that name some merged ones, as they are now, in the order of their ids.</summary>
    private async ValueTask<Node[]> NamingAsync(NodeId[] level)
    {
        var merged = level.ToHashSet();
        var candidates = _touched.Where(id => !_merged.Contains(id)).ToHashSet();
        foreach (var kind in level.GroupBy(id => id.Kind))
        foreach (var via in MergedGraph.NamedBy(kind.Key))
        foreach (var node in await scope.LinkedAsync(via, [.. kind]))
        {
            work.Adopt(node);
            if (!_merged.Contains(node.Id))
                candidates.Add(node.Id);
        }
        // Where a merge was made, what is retracted was left as it was to be.
        return
        [
            .. candidates
                .Select(id => work[id])
                .Where(n => n.IsActive || !merge.IsRecorded)
                .Where(n => n.Data.References.Any(r => merged.Contains(r.Id)))
                .OrderBy(n => n.Id),
        ];
    }

    private async ValueTask<Dictionary<NaturalKey, NodeId>> OwnersAsync(Node[] naming, Dictionary<NodeId, Content> contents)
    {
        NaturalKey[] keys = [.. naming.Where(IsStandingLink).SelectMany(n => contents[n.Id].NaturalKeys()).Distinct()];
        if (keys.Length == 0)
            return [];
        var found = await scope.FindAsync(keys);
        await work.LoadAsync(found.OfType<NodeId>());
        return keys.Zip(found).Where(f => f.Second is not null).ToDictionary(f => f.First, f => f.Second!.Value);
    }

    private static bool IsStandingLink(Node node) => node.IsActive && Noun.Of(node.Kind).IsLink;

    /// <summary>The link that the node becomes the same as; null when there is none, and the node has the identity now.</summary>
    private NodeId? TwinOf(Node node, Content content, Dictionary<NaturalKey, NodeId> owners)
    {
        if (!Noun.Of(node.Kind).IsLink)
            return null;
        foreach (var key in content.NaturalKeys())
        {
            if (_owners.TryGetValue(key, out var owner) && owner != node.Id)
                return owner;
            // What it had in the store, it can have lost by this merge.
            if (owners.TryGetValue(key, out owner) && owner != node.Id && work[owner].NaturalKeys().Contains(key))
                return owner;
        }
        foreach (var key in content.NaturalKeys())
            _owners[key] = node.Id;
        return null;
    }

    private void Release(Node node)
    {
        foreach (var key in node.Data.NaturalKeys())
            if (_owners.TryGetValue(key, out var owner) && owner == node.Id)
                _owners.Remove(key);
    }

    private static bool IsOnItself(Content content) => ChangeSetRules.CheckContent(content).Any(p => p.Code == ProblemCode.Cycle);

    /// <summary>A node that would name itself names none instead.</summary>
    private static Content WithoutItself(Node node, Content content)
    {
        foreach (var field in Noun.Of(node.Kind).Entered)
            if (field is Field<NodeId?> maybe && maybe.Get(content) == node.Id)
                maybe.Set(content, null);
            else if (field is Field<IReadOnlyList<NodeId>> list && list.Get(content).Contains(node.Id))
                list.Set(content, [.. list.Get(content).Where(id => id != node.Id)]);
        return content;
    }

    private NodeId Mark(Node node, NodeId into)
    {
        _merged.Add(node.Id);
        if (node.Kind == NodeKind.Evidence)
            _graph.AddTwins(node.Id, into);
        Put(node with { MergedInto = into, Status = RecordStatus.Retracted, StatusReason = reason });
        return node.Id;
    }

    private void Withdraw(Node node)
    {
        if (node.IsActive)
            Put(node with { Status = RecordStatus.Retracted, StatusReason = reason });
    }

    private void Put(Node node)
    {
        if (ReferenceEquals(node, work.Find(node.Id)))
            return;
        _touched.Add(node.Id);
        work.Put(node with { Version = work.Before(node.Id)!.Version + 1, UpdatedAt = now });
    }
}
