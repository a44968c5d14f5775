namespace ClaimGraph.Search;

/// <summary>
/// Adds up what a search found, by target and by document. A term counts once for a target, with the best of what stands for it. Used
/// again for other searches, as it is as large as the index.
/// </summary>
internal sealed class Scores
{
    /// <summary>What was found for a target. All of it lies side by side, as a search writes it in ten thousands of places.</summary>
    private struct Found
    {
        public float Score;
        public float OfTerm; // what the present term has counted
        public int BestDocument;
        public uint Names;
    }

    private Found[] _found = [];
    private float[] _ofDocument = [];
    private readonly List<int> _targets = [];
    private readonly List<int> _documents = [];
    private readonly List<int> _termTargets = [];

    public IReadOnlyList<int> Targets => _targets;

    public float Of(int target) => _found[target].Score;

    /// <summary>The document that speaks most for a target.</summary>
    public int BestDocument(int target) => _found[target].BestDocument;

    /// <summary>The names in the search that a target bears, as bits.</summary>
    public uint Names(int target) => _found[target].Names;

    public void Prepare(int targets, int documents)
    {
        if (_found.Length < targets)
            _found = new Found[Larger(targets)];
        if (_ofDocument.Length < documents)
            _ofDocument = new float[Larger(documents)];
    }

    public void Count(int target, int document, Alternative alternative)
    {
        var worth = alternative.Worth;
        if (_ofDocument[document] == 0)
            _documents.Add(document);
        _ofDocument[document] += worth;
        ref var found = ref _found[target];
        if (found.Score == 0)
        {
            _targets.Add(target);
            found.BestDocument = document;
        }
        else if (found.BestDocument != document && _ofDocument[document] > _ofDocument[found.BestDocument])
            found.BestDocument = document;
        if (alternative.Name >= 0)
            found.Names |= 1u << alternative.Name;
        if (found.OfTerm >= worth)
            return;
        if (found.OfTerm == 0)
            _termTargets.Add(target);
        found.Score += worth - found.OfTerm;
        found.OfTerm = worth;
    }

    /// <summary>To be called after the last alternative of a term.</summary>
    public void EndTerm()
    {
        foreach (var target in _termTargets)
            _found[target].OfTerm = 0;
        _termTargets.Clear();
    }

    public void Clear()
    {
        foreach (var target in _targets)
            _found[target] = default;
        foreach (var document in _documents)
            _ofDocument[document] = 0;
        _targets.Clear();
        _documents.Clear();
        _termTargets.Clear();
    }

    private static int Larger(int size) => size + size / 4 + 16;
}
