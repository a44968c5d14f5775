namespace ClaimGraph.Search;

/// <summary>Some words of the index. Mostly it is one, which is found fast.</summary>
internal sealed class WordSet
{
    private readonly HashSet<int> _words;
    private readonly int _only = -1;

    public WordSet(IEnumerable<int> words)
    {
        _words = [.. words];
        if (_words.Count == 1)
            _only = _words.Single();
    }

    public IReadOnlyCollection<int> Words => _words;

    public bool Has(int word) => _only >= 0 ? word == _only : _words.Contains(word);

    /// <summary>True if one of the words stands in a row of words.</summary>
    public bool StandsIn(ReadOnlySpan<int> row)
    {
        if (_only >= 0)
            return row.Contains(_only);
        foreach (var word in row)
            if (_words.Contains(word))
                return true;
        return false;
    }
}
