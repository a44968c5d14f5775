using ClaimGraph.History;

namespace ClaimGraph.Stores.Tests.Conformance.Evaluation;

/// <summary>
/// A graph that grows by random change sets: entries of every noun, updates, retractions, corrections, restorations, several in one set
/// and naming each other.
/// </summary>
public sealed class RandomGraph
{
    private static readonly NodeKind[] Weighted =
    [
        NodeKind.Actor,
        NodeKind.Source,
        NodeKind.Source,
        NodeKind.Event,
        NodeKind.Statement,
        NodeKind.Statement,
        NodeKind.Appearance,
        NodeKind.Evidence,
        NodeKind.Evidence,
        NodeKind.Evidence,
        NodeKind.Review,
        NodeKind.Relation,
        NodeKind.Proposal,
        NodeKind.ReviewRequest,
    ];

    // What a random set may be refused for: another node's key, a ring of sources, a node that the set retracted or met
    // before, another stance than joint premises have.
    private static readonly string[] Refusals =
    [
        ProblemCode.AlreadyExists,
        ProblemCode.Cycle,
        ProblemCode.Retracted,
        ProblemCode.StaleVersion,
        ProblemCode.Inconsistent,
        ProblemCode.Merged,
    ];

    private static readonly string[] QuotedWords = [.. Texts.Words.Where(w => w.Any(char.IsLetterOrDigit))];

    private readonly IClaimStore _store;
    private readonly Dice _dice;
    private readonly IdSource _ids;
    private readonly RandomContent _content;
    private readonly Dictionary<NodeKind, List<NodeId>> _known = Enum.GetValues<NodeKind>().ToDictionary(k => k, _ => new List<NodeId>());
    private int _keys;

    public RandomGraph(IClaimStore store, Dice dice, TimeProvider clock)
    {
        (_store, _dice) = (store, dice);
        _ids = new IdSource(clock, new Random(1));
        _content = new RandomContent(dice, kind => _known[kind]);
    }

    /// <summary>Some evidence and appearances quote words, which the snapshot of their source has or not.</summary>
    public bool Quotes { get; init; }

    /// <summary>Some nodes are merged, and some merges are taken back.</summary>
    public bool Merges { get; init; }

    public IEnumerable<NodeId> Ids => _known.Values.SelectMany(ids => ids);

    public IReadOnlyList<NodeId> Of(NodeKind kind) => _known[kind];

    /// <summary>A graph of about <see cref="Dice.Size"/> operations.</summary>
    public static async Task<RandomGraph> BuildAsync(IClaimStore store, Dice dice, ManualClock clock, bool merges = false)
    {
        var graph = new RandomGraph(store, dice, clock) { Merges = merges };
        for (var done = 0; done < dice.Size; clock.Advance(TimeSpan.FromMilliseconds(dice.Below(3))))
            done += await graph.GrowAsync();
        return graph;
    }

    /// <summary>The nodes as the store has them.</summary>
    public async Task<Node[]> NodesAsync() => [.. (await _store.GetAsync([.. Ids])).Select(n => n.ShouldNotBeNull())];

    /// <summary>Commits one random set; how many operations it had.</summary>
    public async Task<int> GrowAsync()
    {
        var nodes = (await NodesAsync()).ToDictionary(n => n.Id);
        if (Merges && _dice.Chance(25) && (await UnmergeAsync(nodes) || await MergeAsync() is not null))
            return 1;
        var size = _dice.Between(1, 8);
        var drawn = Enumerable.Range(0, size).Select(_ => _ids.Next(NodeKind.Actor)).ToArray();
        if (_dice.Chance(30))
            drawn = [.. drawn.OrderBy(_ => _dice.Below(1000))]; // ids need not come in the order of the operations
        var before = _known.ToDictionary(k => k.Key, k => k.Value.Count);
        var touched = new HashSet<NodeId>();
        var operations = drawn.Select(id => Next(id, nodes, touched)).OfType<Operation>().ToArray();
        try
        {
            var result = await _store.CommitAsync(
                new ChangeSet
                {
                    Principal = "desk",
                    Reason = "as it is",
                    Operations = operations,
                }
            );
            Remember(before, operations, result);
        }
        catch (RefusedException refused)
        {
            Refusals.ShouldContain(refused.Problems[0].Code, refused.Message);
            // What names a record that was refused does not find it.
            refused.Problems.ShouldAllBe(p => p.Code == ProblemCode.NotFound || Refusals.Contains(p.Code), refused.Message);
            Forget(before);
        }
        return size;
    }

    /// <summary>Merges two nodes; null when there were no two that could be.</summary>
    public async Task<NodeId?> MergeAsync()
    {
        var kind = _dice.Pick([NodeKind.Actor, NodeKind.Source, NodeKind.Event, NodeKind.Statement, NodeKind.Statement]);
        var standing = (await NodesAsync()).Where(n => n.Kind == kind && n.IsActive).Select(n => n.Id).ToArray();
        if (standing.Length < 2)
            return null;
        var (from, into) = (_dice.Pick(standing), _dice.Pick(standing));
        return from != into && await TryAsync(new Merge(from, into) { Force = true }) ? from : null;
    }

    private async Task<bool> UnmergeAsync(Dictionary<NodeId, Node> nodes)
    {
        var merged = nodes.Values.Where(n => n.MergedInto is not null && !Noun.Of(n.Kind).IsLink).Select(n => n.Id).ToArray();
        return merged.Length > 0 && _dice.Chance(40) && await TryAsync(await Separation.OfAsync(_store, _dice.Pick(merged)));
    }

    /// <summary>Commits one operation. False when it is refused.</summary>
    public async Task<bool> TryAsync(Operation operation)
    {
        try
        {
            await _store.CommitAsync(
                new ChangeSet
                {
                    Principal = "desk",
                    Reason = "one and the same",
                    Operations = [operation],
                }
            );
            return true;
        }
        catch (RefusedException refused)
        {
            refused.Problems.ShouldAllBe(p => Refusals.Contains(p.Code), refused.Message);
            return false;
        }
    }

    private Operation? Next(NodeId drawn, Dictionary<NodeId, Node> nodes, HashSet<NodeId> touched)
    {
        var free = nodes.Keys.Where(id => !touched.Contains(id)).ToArray();
        if (free.Length == 0 || _dice.Chance(60))
            return Enter(drawn, nodes);
        var node = nodes[_dice.Pick(free)];
        touched.Add(node.Id);
        return _dice.Below(10) switch
        {
            < 3 => new SetStatus(node.Id, RecordStatus.Retracted),
            < 4 => new SetStatus(node.Id, node.Kind == NodeKind.Source ? RecordStatus.Corrected : RecordStatus.Active),
            < 6 => new SetStatus(node.Id, RecordStatus.Active) { ExpectedVersion = node.Version },
            _ when !node.IsActive || !_content.Can(node.Kind) => null,
            _ => new Update(node.Id, node.Version, Changed(node, nodes)) { AcceptsLostQuote = true },
        };
    }

    private Create? Enter(NodeId drawn, Dictionary<NodeId, Node> nodes)
    {
        var kind = _dice.Pick(Weighted);
        if (!_content.Can(kind))
            kind = NodeKind.Statement;
        var content = Quoting(Joint(_content.Of(kind), nodes));
        var id = new NodeId(kind, drawn.Number);
        _known[kind].Add(id);
        return new Create(id, content)
        {
            Key = _dice.Chance(30) ? $"{_dice.Pick(Texts.Words)}{_keys++}" : null,
            CreatedAt = _dice.Chance(70) ? _content.Time() : null,
            OnExisting = _dice.AnyOf<OnExisting>(),
            AcceptsLostQuote = true,
        };
    }

    private Content Changed(Node node, Dictionary<NodeId, Node> nodes)
    {
        var content = Quoting(Joint(WithFixedFields(_content.Of(node.Kind), node.Data), nodes, node.Id));
        return (content, node.Data) switch
        {
            _ when !Quotes || _dice.Chance(50) => content,
            (EvidenceContent next, EvidenceContent old) => next with { Anchor = old.Anchor },
            (AppearanceContent { Source: not null } next, AppearanceContent old) => next with { Anchor = old.Anchor },
            _ => content,
        };
    }

    private Content Quoting(Content content) =>
        content switch
        {
            _ when !Quotes || _dice.Chance(30) => content,
            EvidenceContent evidence => evidence with { Anchor = Quote() },
            AppearanceContent { Source: not null } said => said with { Anchor = Quote() },
            _ => content,
        };

    private QuoteAnchor Quote()
    {
        var (words, start) = (_dice.Pick(QuotedWords), _dice.Chance(30) ? _dice.Below(10) : (int?)null);
        return new QuoteAnchor
        {
            Exact = words,
            Prefix = _dice.Chance(20) ? _dice.Pick(QuotedWords) : null,
            Start = start,
            End = start + CodePoints.Count(words),
        };
    }

    /// <summary>Some evidence as a joint premise of other evidence.</summary>
    private Content Joint(Content content, Dictionary<NodeId, Node> nodes, NodeId? own = null)
    {
        if (content is not EvidenceContent evidence || _dice.Chance(70))
            return content;
        var others = nodes
            .Values.OfType<Evidence>()
            .Where(e => e.Id != own && e.Content.Target != evidence.Basis && (own is null || e.Content.Target == evidence.Target))
            .ToArray();
        if (others.Length == 0)
            return content;
        var other = _dice.Pick(others);
        return evidence with
        {
            JointWith = other.Content.JointWith ?? other.Id,
            Target = other.Content.Target,
            Stance = other.Content.Stance,
        };
    }

    private static Content WithFixedFields(Content next, Content old) =>
        (next, old) switch
        {
            (EvidenceContent n, EvidenceContent o) => n with { Basis = o.Basis, Target = o.Target },
            (RelationContent n, RelationContent o) => n with { Statement = o.Statement, Other = o.Other },
            (ReviewContent n, ReviewContent o) => n with { Statement = o.Statement },
            (AppearanceContent n, AppearanceContent o) => n with { Statement = o.Statement },
            (ReviewRequestContent n, ReviewRequestContent o) => n with { Statement = o.Statement },
            _ => next,
        };

    private void Remember(Dictionary<NodeKind, int> before, Operation[] operations, CommitResult result)
    {
        Forget(before);
        foreach (var (operation, outcome) in operations.Zip(result.Results))
            if (operation is Create && outcome.Outcome == Outcome.Created)
                _known[outcome.Node.Kind].Add(outcome.Node.Id);
    }

    private void Forget(Dictionary<NodeKind, int> before)
    {
        foreach (var (kind, count) in before)
            _known[kind].RemoveRange(count, _known[kind].Count - count);
    }
}
