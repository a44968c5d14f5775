namespace ClaimGraph.Search;

/// <summary>
/// Adds up what a search found, by target and by document. A term counts once for a target, with the best of what stands for it. Used
/// again for other searches, as it is as large as the index.
/// </summary>
internal sealed class Scores
{
    private float[] _ofTarget = [];
    private float[] _ofTerm = []; // what the present term has counted for a target
    private float[] _ofDocument = [];
    private int[] _bestDocument = [];
    private uint[] _names = [];
    private readonly List<int> _targets = [];
    private readonly List<int> _documents = [];
    private readonly List<int> _termTargets = [];

    public IReadOnlyList<int> Targets => _targets;

    public float Of(int target) => _ofTarget[target];

    /// <summary>The document that speaks most for a target.</summary>
    public int BestDocument(int target) => _bestDocument[target];

    /// <summary>The names in the search that a target bears, as bits.</summary>
    public uint Names(int target) => _names[target];

    public void Prepare(int targets, int documents)
    {
        if (_ofTarget.Length < targets)
        {
            (_ofTarget, _ofTerm) = (new float[Larger(targets)], new float[Larger(targets)]);
            (_bestDocument, _names) = (new int[Larger(targets)], new uint[Larger(targets)]);
        }
        if (_ofDocument.Length < documents)
            _ofDocument = new float[Larger(documents)];
    }

    public void Count(int target, int document, Alternative found)
    {
        var worth = found.Worth;
        if (_ofDocument[document] == 0)
            _documents.Add(document);
        _ofDocument[document] += worth;
        if (_ofTarget[target] == 0)
        {
            _targets.Add(target);
            (_bestDocument[target], _names[target]) = (document, 0);
        }
        else if (_ofDocument[document] > _ofDocument[_bestDocument[target]])
            _bestDocument[target] = document;
        if (found.Name >= 0)
            _names[target] |= 1u << found.Name;
        if (_ofTerm[target] == 0)
            _termTargets.Add(target);
        if (_ofTerm[target] >= worth)
            return;
        _ofTarget[target] += worth - _ofTerm[target];
        _ofTerm[target] = worth;
    }

    /// <summary>To be called after the last alternative of a term.</summary>
    public void EndTerm()
    {
        foreach (var target in _termTargets)
            _ofTerm[target] = 0;
        _termTargets.Clear();
    }

    public void Clear()
    {
        EndTerm();
        foreach (var target in _targets)
            _ofTarget[target] = 0;
        foreach (var document in _documents)
            _ofDocument[document] = 0;
        _targets.Clear();
        _documents.Clear();
    }

    private static int Larger(int size) => size + size / 4 + 16;
}
