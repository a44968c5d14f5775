namespace ClaimGraph.Stores.Commits;

/// <summary>The texts of the snapshots of sources that one commit looks into, those that it brings itself included.</summary>
internal sealed class SnapshotTexts(WorkingSet work, ICommitScope scope)
{
    private readonly Dictionary<NodeId, QuotePlacer?> _texts = [];

    /// <summary>Loads the texts that are not here yet, in one call. The sources must be in the working set.</summary>
    public async ValueTask LoadAsync(IEnumerable<NodeId> sources)
    {
        var stored = new List<NodeId>();
        foreach (var id in sources.Where(id => !_texts.ContainsKey(id)).Distinct())
        {
            if (work.Find(id) is not Source { Content: { Snapshot: { } snapshot } content })
                continue;
            if (snapshot.Text.Length > 0)
                Remember(id, content);
            else
                stored.Add(id);
        }
        if (stored.Count == 0)
            return;
        var texts = await scope.SnapshotsAsync(stored);
        for (var i = 0; i < stored.Count; i++)
            _texts[stored[i]] = texts[i] is { } text ? new QuotePlacer(text) : null;
    }

    /// <summary>Takes note of the snapshot that an operation gives a source or takes from it.</summary>
    public void Remember(NodeId id, Content content)
    {
        if (content is SourceContent { Snapshot: null })
            _texts[id] = null;
        else if (content is SourceContent { Snapshot: { Text.Length: > 0 } snapshot })
            _texts[id] = new QuotePlacer(snapshot.Text);
    }

    /// <summary>Finds quotes in the text of a source; null when it has no snapshot, or its text was not loaded.</summary>
    public QuotePlacer? Of(NodeId source) => _texts.GetValueOrDefault(source);
}
