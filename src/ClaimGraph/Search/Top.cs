namespace ClaimGraph.Search;

/// <summary>The best of many candidates.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class Top(SearchIndex index, int most)
{
    private readonly PriorityQueue<Candidate, Candidate> _kept = new(Comparer<Candidate>.Create((a, b) => -Compare(index, a, b)));

    /// <summary>What scores less cannot be kept.</summary>
    public float Least =>
        _kept.Count < most ? float.MinValue
        : _kept.TryPeek(out var last, out _) ? last.Score
        : float.MaxValue;

    public void Add(Candidate candidate)
    {
        if (_kept.Count < most)
            _kept.Enqueue(candidate, candidate);
        else if (candidate.Score >= Least && Compare(index, candidate, _kept.Peek()) < 0)
            _kept.DequeueEnqueue(candidate, candidate);
    }

    /// <summary>Those that were kept, best first.</summary>
    public List<Candidate> Sorted()
    {
        var sorted = new List<Candidate>(_kept.Count);
        while (_kept.TryDequeue(out var candidate, out _))
            sorted.Add(candidate);
        sorted.Reverse();
        return sorted;
    }

    /// <summary>Best first, then by id.</summary>
    public static int Compare(SearchIndex index, Candidate a, Candidate b) =>
        b.Score.CompareTo(a.Score) is var order and not 0 ? order : index.Targets.Node(a.Target).CompareTo(index.Targets.Node(b.Target));
}
