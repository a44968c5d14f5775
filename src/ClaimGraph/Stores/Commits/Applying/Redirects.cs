namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>Where the ids of merged nodes lead.</summary>
internal sealed class Redirects(WorkingSet work)
{
    /// <summary>Loads nodes and, of those that were merged, what they lead to.</summary>
    public async ValueTask LoadAsync(IEnumerable<NodeId> ids)
    {
        for (List<NodeId> next = [.. ids]; next.Count > 0; )
        {
            await work.LoadAsync(next);
            List<NodeId> further = [];
            foreach (var id in next)
                if (work.Find(id)?.MergedInto is { } into)
                    further.Add(into);
            next = further;
        }
    }

    /// <summary>The node that an id leads to: itself unless it was merged. It must be loaded.</summary>
    public NodeId Of(NodeId id)
    {
        while (work.Find(id)?.MergedInto is { } into)
            id = into;
        return id;
    }
}
