namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// Where quoted words stand in the newest snapshot of their source, and how many quotes of a statement are lost. It reads the snapshots
/// that changed quotes are from and, when the snapshot of a source has changed, all quotes from it.
/// </summary>
internal sealed class QuoteRule()
    : DerivedRule([.. Fields.Evidence.Placed.All, .. Fields.Appearance.Placed.All, Fields.Statement.LostQuoteCount])
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        var work = derivation.Work;
        var sources = derivation.Changes.Where(HasOtherText).Select(w => w.After.Id).ToHashSet();
        await AdoptQuotesAsync(derivation, [.. sources.Where(id => work.Before(id) is not null)]);
        var quoting = work.Nodes.Where(n => n is Evidence or Appearance).Where(n => IsToBePlaced(n, work.Before(n.Id), sources)).ToArray();
        var named = quoting.Select(n => QuotedWords.Of(n.Data)?.Source).OfType<NodeId>().ToArray();
        await work.LoadAsync(named);
        await derivation.Texts.LoadAsync(named);
        foreach (var node in quoting)
            Place(work, node, derivation.Texts);
        await CountLostAsync(work);
    }

    private static bool HasOtherText(NodeWrite write) =>
        write.After is Source now && (write.Before as Source)?.Content.Snapshot?.Sha256 != now.Content.Snapshot?.Sha256;

    private static async ValueTask AdoptQuotesAsync(Derivation derivation, NodeId[] sources)
    {
        if (sources.Length == 0)
            return;
        foreach (var via in new[] { Fields.Evidence.Basis, Fields.Appearance.Source })
        foreach (var node in await derivation.Scope.LinkedAsync(via, sources))
            derivation.Work.Adopt(node);
    }

    private static bool IsToBePlaced(Node now, Node? before, HashSet<NodeId> sources) =>
        AnchorOf(now) != AnchorOf(before)
        || QuotedWords.Of(now.Data) is { } quoted && (quoted != QuotedWords.Of(before?.Data) || sources.Contains(quoted.Source));

    private static QuoteAnchor? AnchorOf(Node? node) =>
        node switch
        {
            Evidence e => e.Content.Anchor,
            Appearance a => a.Content.Anchor,
            _ => null,
        };

    private static void Place(WorkingSet work, Node node, SnapshotTexts texts)
    {
        var last =
            work.Before(node.Id) is { } before && QuotedWords.Of(before.Data) == QuotedWords.Of(node.Data) ? PlacementOf(before) : null;
        var placement =
            AnchorOf(node) is not { } anchor ? null
            : QuotedWords.Of(node.Data) is { } quoted && texts.Of(quoted.Source) is { } placer ? placer.Place(anchor, last)
            : Placement.Unchecked(last);
        if (placement != PlacementOf(node))
            work.Put(With(node, placement));
    }

    private static Placement? PlacementOf(Node? node) => node?.DerivedValues is IPlaced placed ? PlacementFields.Of(placed) : null;

    private static Node With(Node node, Placement? placement)
    {
        switch (node)
        {
            case Evidence e:
                var ofEvidence = e.Derived with { };
                Fields.Evidence.Placed.Set(ofEvidence, placement);
                return e with { Derived = ofEvidence };
            case Appearance a:
                var ofAppearance = a.Derived with { };
                Fields.Appearance.Placed.Set(ofAppearance, placement);
                return a with { Derived = ofAppearance };
            default:
                return node;
        }
    }

    private static async ValueTask CountLostAsync(WorkingSet work)
    {
        var changes = new Dictionary<NodeId, int>();
        foreach (var node in work.Changed<Evidence>().Concat<Node>(work.Changed<Appearance>()))
        {
            Count(changes, work.Before(node.Id), -1);
            Count(changes, node, +1);
        }
        var statements = changes.Where(c => c.Value != 0).ToArray();
        await work.LoadAsync(statements.Select(c => c.Key));
        foreach (var (id, change) in statements)
        {
            var statement = work.Get<Statement>(id);
            work.Put(statement with { Derived = statement.Derived with { LostQuoteCount = statement.Derived.LostQuoteCount + change } });
        }
    }

    private static void Count(Dictionary<NodeId, int> counts, Node? node, int sign)
    {
        NodeId? about = node switch
        {
            Evidence { IsActive: true, Derived.AnchorStatus: AnchorStatus.Lost, Content.Target: { Kind: NodeKind.Statement } target } =>
                target,
            Appearance { IsActive: true, Derived.AnchorStatus: AnchorStatus.Lost } said => said.Content.Statement,
            _ => null,
        };
        if (about is { } statement)
            counts[statement] = counts.GetValueOrDefault(statement) + sign;
    }
}
