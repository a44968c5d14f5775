using System.Collections.Concurrent;

namespace ClaimGraph.Search;

/// <summary>
/// What full-text search looks into, in memory: an inverted index over the texts of nodes. It depends on the nodes alone, so every store
/// finds the same. One thread puts nodes; any number search at the same time without a lock, and see a node as it was before or after.
/// <para>
/// A statement is found by its own texts, by the quoted words of its appearances, and by the names of the actors and events that it is
/// about or that said it. Names are not copied: a document holds the node (<see cref="Vocabulary.NameOf"/>), and a search looks up which
/// nodes its words name, so a new name costs one entry.
/// </para>
/// </summary>
internal sealed class SearchIndex
{
    private readonly NumberTable _documents;
    private readonly Dictionary<NodeId, string[]> _names = [];
    private readonly ConcurrentDictionary<string, NodeId[]> _named = new(1, 64, StringComparer.Ordinal);

    public SearchIndex()
    {
        (Documents, Weights) = (new Documents(Vocabulary), new LetterWeights(Vocabulary));
        _documents = new NumberTable(Documents.Source);
    }

    public Vocabulary Vocabulary { get; } = new();
    public Documents Documents { get; }
    public LetterWeights Weights { get; }
    public Targets Targets { get; } = new();

    /// <summary>A name has at most so many words.</summary>
    public const int LongestName = 8;

    /// <summary>True when so much was replaced that a new index would be half as large, or have half of the words.</summary>
    public bool IsWasteful => IsHalfEmpty(Documents.Count, Documents.Left) || IsHalfEmpty(Vocabulary.Count, Vocabulary.Used);

    private static bool IsHalfEmpty(int all, int used) => all > 10_000 && used < all / 2;

    /// <summary>The kinds of node of which something is searched.</summary>
    public static bool Takes(NodeKind kind) => kind == NodeKind.Appearance || SearchedTexts.Has(kind);

    /// <summary>The actors and events with a name, as words separated by spaces.</summary>
    public IReadOnlyList<NodeId> Named(ReadOnlySpan<char> name) =>
        _named.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var nodes) ? nodes : [];

    /// <summary>True if a document is current and finds an active node of one of the kinds.</summary>
    public bool Finds(int document, KindSet kinds, out int target) =>
        (target = Documents.Target(document)) >= 0 && kinds.Has(Targets.ActiveKind(target));

    /// <summary>The newest current document of a target; -1 if there is none.</summary>
    public int LastDocument(int target) => Current(Targets.LastDocument(target));

    /// <summary>The next older current document of the same target; -1 if there is none.</summary>
    public int DocumentBefore(int document) => Current(Documents.Before(document));

    private int Current(int document)
    {
        while (document >= 0 && Documents.Target(document) < 0)
            document = Documents.Before(document);
        return document;
    }

    /// <summary>Takes nodes as they are now in place of what was put before.</summary>
    public void Put(IEnumerable<Node> nodes)
    {
        foreach (var node in nodes)
            Put(node);
    }

    private void Put(Node node)
    {
        if (node is Appearance appearance)
            PutDocument(node, Targets.Add(appearance.Content.Statement), [appearance.Content.Anchor?.Exact], Named(appearance.Content));
        else if (SearchedTexts.Has(node.Kind))
            PutTarget(node);
    }

    private static IEnumerable<NodeId?> Named(AppearanceContent content) => [content.Actor, content.Event];

    private void PutTarget(Node node)
    {
        var target = Targets.Add(node.Id);
        PutDocument(node, target, SearchedTexts.Of(node), node is Statement s ? s.Content.About.Select(a => (NodeId?)a) : []);
        PutNames(node);
        Targets.SetActive(target, node.IsActive);
    }

    private void PutDocument(Node node, int target, IEnumerable<string?> texts, IEnumerable<NodeId?> named)
    {
        int[] words = node.IsActive ? WordsOf(texts, named) : [];
        var before = _documents[node.Id];
        var isCurrent = before >= 0 && Documents.Target(before) >= 0;
        if (isCurrent ? Documents.Target(before) == target && Documents.Words(before).SequenceEqual(words) : words.Length == 0)
            return;
        if (words.Length > 0)
        {
            var document = Documents.Add(node.Id, target, words, Targets.LastDocument(target));
            _documents.Set(document);
            Targets.SetLastDocument(target, document);
        }
        if (isCurrent)
            Documents.Replace(before);
    }

    private int[] WordsOf(IEnumerable<string?> texts, IEnumerable<NodeId?> named)
    {
        var words = new List<int>();
        foreach (var text in texts.OfType<string>())
        {
            if (words.Count > 0)
                words.Add(Documents.Between);
            words.AddRange(Words.Of(text).Select(w => Vocabulary.Add(w.Text)));
        }
        foreach (var node in named.OfType<NodeId>())
            words.Add(Vocabulary.Add(Vocabulary.NameOf(node)));
        return [.. words];
    }

    private void PutNames(Node node)
    {
        string[] names = node.IsActive ? [.. NamesOf(node).Distinct()] : [];
        var before = _names.GetValueOrDefault(node.Id, []);
        if (before.SequenceEqual(names))
            return;
        foreach (var name in before.Except(names))
            _named[name] = [.. Named(name).Where(n => n != node.Id)];
        foreach (var name in names.Except(before))
            _named[name] = [.. Named(name), node.Id];
        _names[node.Id] = names;
    }

    /// <summary>The names of a node and, of a person, each of their words.</summary>
    private static IEnumerable<string> NamesOf(Node node)
    {
        var names = node switch
        {
            Actor actor => actor.Content.Aliases.Prepend(actor.Content.Name),
            Event @event => [@event.Content.Name],
            _ => [],
        };
        foreach (var name in names)
        {
            string[] words = [.. Words.OfQuery(name).Select(w => w.Text)];
            if (words.Length is > 0 and <= LongestName)
                yield return string.Join(' ', words);
            if (node is Actor { Content.ActorKind: ActorKind.Person })
                foreach (var word in words.Where(w => w.Length >= 3))
                    yield return word;
        }
    }
}
