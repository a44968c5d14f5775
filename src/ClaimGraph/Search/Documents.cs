namespace ClaimGraph.Search;

/// <summary>
/// The texts that are searched, by number. A document is what one node says: its own texts, or the quoted words of an appearance, which
/// find its statement. A document never changes: a new one takes its place. One thread adds; any number read at the same time.
/// </summary>
internal sealed class Documents(Vocabulary vocabulary)
{
    /// <summary>Stands between the words of two texts, so that a phrase does not reach across.</summary>
    public const int Between = -1;

    private readonly Rows _rows = new();
    private readonly Growing<int> _places = new(); // in the rows
    private readonly Growing<int> _targets = new(); // ~target for a document that was replaced
    private readonly Growing<NodeId> _sources = new();
    private readonly Growing<int> _lengths = new();
    private readonly Growing<int> _before = new();
    private int _count;
    private int _left;
    private long _letters;

    /// <summary>How many there are, with those that were replaced.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many there are without those that were replaced.</summary>
    public int Left => Volatile.Read(ref _left);

    /// <summary>How many letters a document has on average, at least 1.</summary>
    public float MeanLetters => Math.Max(1, (float)Volatile.Read(ref _letters) / Math.Max(1, Left));

    /// <summary>The words of a document in their order; <see cref="Between"/> two texts.</summary>
    public ReadOnlySpan<int> Words(int document) => _rows[_places[document]];

    /// <summary>The target that a document finds; negative for one that was replaced.</summary>
    public int Target(int document) => _targets[document];

    /// <summary>The node that says it.</summary>
    public NodeId Source(int document) => _sources[document];

    /// <summary>How many letters it has.</summary>
    public int Length(int document) => _lengths[document];

    /// <summary>The document of the same target before this one, maybe a replaced one; -1 if it is the first.</summary>
    public int Before(int document) => _before[document];

    public int Add(NodeId source, int target, ReadOnlySpan<int> words, int before)
    {
        var document = _count;
        (_places[document], _targets[document], _sources[document]) = (_rows.Add(words), target, source);
        (_lengths[document], _before[document]) = (Letters(words), before);
        for (var i = 0; i < words.Length; i++)
            if (IsFirst(words, i))
                vocabulary.Append(words[i], document);
        Volatile.Write(ref _left, _left + 1);
        Volatile.Write(ref _letters, _letters + _lengths[document]);
        Volatile.Write(ref _count, document + 1);
        return document;
    }

    public void Replace(int document)
    {
        if (_targets[document] < 0)
            return;
        _targets[document] = ~_targets[document];
        Volatile.Write(ref _left, _left - 1);
        Volatile.Write(ref _letters, _letters - _lengths[document]);
        var words = Words(document);
        for (var i = 0; i < words.Length; i++)
            if (IsFirst(words, i))
                vocabulary.Forget(words[i]);
    }

    private int Letters(ReadOnlySpan<int> words)
    {
        var letters = 0;
        foreach (var word in words)
            letters += word == Between ? 0 : vocabulary.Length(word);
        return letters;
    }

    /// <summary>True for a word that did not stand before.</summary>
    private static bool IsFirst(ReadOnlySpan<int> words, int place) => words[place] != Between && !words[..place].Contains(words[place]);
}
