namespace ClaimGraph.Stores.Tests.Conformance.Evaluation;

/// <summary>The snapshots of sources and the places of quotes, by going through the whole ledger: after each entry, every quote is placed
/// anew whose words, source or text are not what they were.</summary>
public sealed class NaiveQuotes
{
    private readonly Dictionary<NodeId, Node> _nodes = [];
    private readonly Dictionary<NodeId, List<string>> _hashes = [];
    private readonly Dictionary<NodeId, string?> _texts = [];
    private readonly Dictionary<NodeId, (QuoteAnchor Quote, NodeId? Source, string? Text, Placement Place)> _places = [];

    public NaiveQuotes(IEnumerable<LedgerEntry> ledger)
    {
        foreach (var entry in ledger)
        {
            foreach (var change in entry.Changes)
                Note(NodeJson.Read(change.Node.Kind, change.After));
            foreach (var node in _nodes.Values)
                Place(node);
        }
    }

    public Placement? Of(NodeId id) => _places.TryGetValue(id, out var known) ? known.Place : null;

    /// <summary>The text of the newest snapshot of a source.</summary>
    public string? TextOf(NodeId source) => _texts.GetValueOrDefault(source);

    public bool IsLost(NodeId id) => Of(id)?.Status == AnchorStatus.Lost;

    public SourceDerived With(NodeId source, SourceDerived derived)
    {
        var hashes = _hashes.GetValueOrDefault(source) ?? [];
        var had = (_texts.GetValueOrDefault(source) is null ? hashes : hashes.SkipLast(1)).Select(h => h[..16]).Distinct().ToArray();
        return derived with { SnapshotCount = hashes.Count, EarlierSnapshots = had.Length == 0 ? null : string.Join(' ', had) };
    }

    private void Note(Node node)
    {
        _nodes[node.Id] = node;
        if (node is not Source { Content.Snapshot: var snapshot })
            return;
        if (snapshot is null)
            _texts[node.Id] = null;
        else if (snapshot.Text.Length > 0)
        {
            _texts[node.Id] = snapshot.Text;
            if (!_hashes.TryGetValue(node.Id, out var hashes))
                _hashes[node.Id] = hashes = [];
            hashes.Add(snapshot.Sha256!);
        }
    }

    private void Place(Node node)
    {
        var (quote, source) = node switch
        {
            Evidence { Content: { Anchor: { } anchor, Basis: var basis } } => (
                anchor,
                basis.Kind == NodeKind.Source ? basis : (NodeId?)null
            ),
            Appearance { Content: { Anchor: { } anchor, Source: var from } } => (anchor, from),
            _ => (null, null),
        };
        if (quote is null)
        {
            _places.Remove(node.Id);
            return;
        }
        var text = source is { } id ? _texts.GetValueOrDefault(id) : null;
        Placement? last = null;
        if (_places.TryGetValue(node.Id, out var known) && known.Quote == quote && known.Source == source)
        {
            if (known.Text == text)
                return;
            last = known.Place;
        }
        _places[node.Id] = (quote, source, text, text is null ? Placement.Unchecked(last) : new QuotePlacer(text).Place(quote, last));
    }
}
