namespace ClaimGraph.Search;

/// <summary>Finds the nodes in whose texts all parts of a search occur.</summary>
internal sealed class AllMatch(SearchIndex index, KindSet kinds, CancellationToken cancellation)
{
    // Going through the texts of a candidate costs as much as so many places of a word.
    private const int CandidateCost = 20;

    /// <summary>A part of a search, and the words of the index that each of its words may be; the last may be many.</summary>
    public sealed record Sought(SearchTerms.Part Part, WordSet[] Words, long Places);

    /// <summary>The parts as they are looked up, that with the fewest places first.</summary>
    public Sought[] Seek(IReadOnlyList<SearchTerms.Part> parts) => [.. parts.Select(Seek).OrderBy(s => s.Places)];

    /// <summary>The targets in which all parts occur, each with a document in which one of them does.</summary>
    public List<Place> Find(Sought[] sought)
    {
        if (sought.Length == 0 || sought[0].Places == 0)
            return [];
        var documents = index.Documents.Count;
        using var marks = Marks.For(index.Targets.Count);
        var found = Raise(sought[0], documents, marks, 0);
        for (var i = 1; i < sought.Length && found.Count > 0; i++)
            if (found.Count * CandidateCost < sought[i].Places)
                found.RemoveAll(place => !StandsFor(place.Target, sought[i]) || !marks.Raise(place.Target, i));
            else
                found = Raise(sought[i], documents, marks, i);
        return found;
    }

    public readonly record struct Place(int Target, int Document);

    private Sought Seek(SearchTerms.Part part)
    {
        var vocabulary = index.Vocabulary;
        WordSet Same(string word) => new(vocabulary.TryFind(word, out var number) ? [number] : []);
        WordSet Last(string word) => part.Prefix ? new(vocabulary.BeginningWith(word)) : Same(word);
        WordSet[] words = [.. part.Words.SkipLast(1).Select(Same), Last(part.Words[^1])];
        return new Sought(part, words, words.Min(PlacesOf));
    }

    private long PlacesOf(WordSet words) => words.Words.Sum(n => (long)index.Vocabulary.Frequency(n));

    /// <summary>Finds the targets with a mark in which a part occurs. Their mark is raised.</summary>
    private List<Place> Raise(Sought sought, int documents, Marks marks, int mark)
    {
        var raised = new List<Place>();
        foreach (var word in sought.Words.MinBy(PlacesOf)!.Words)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var document in index.Vocabulary.Documents(word))
                if (
                    document < documents
                    && index.Finds(document, kinds, out var target)
                    && (sought.Words.Length == 1 || Stands(sought, document))
                    && marks.Raise(target, mark)
                )
                    raised.Add(new Place(target, document));
        }
        return raised;
    }

    private bool StandsFor(int target, Sought sought)
    {
        for (var document = index.LastDocument(target); document >= 0; document = index.DocumentBefore(document))
            if (Stands(sought, document))
                return true;
        return false;
    }

    /// <summary>True if the words stand in a document, one after the other.</summary>
    private bool Stands(Sought sought, int document)
    {
        var words = index.Documents.Words(document);
        if (sought.Words.Length == 1)
            return sought.Words[0].StandsIn(words);
        for (var i = 0; i + sought.Words.Length <= words.Length; i++)
        {
            var k = 0;
            while (k < sought.Words.Length && sought.Words[k].Has(words[i + k]))
                k++;
            if (k == sought.Words.Length)
                return true;
        }
        return false;
    }
}
