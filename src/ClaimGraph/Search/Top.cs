namespace ClaimGraph.Search;

/// <summary>The best of many candidates.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class Top(SearchIndex index, int most)
{
    private readonly PriorityQueue<Candidate, Candidate> _kept = new(Comparer<Candidate>.Create((a, b) => -Compare(index, a, b)));

    /// <summary>What scores less cannot be kept.</summary>
    public float Least { get; private set; } = most > 0 ? float.MinValue : float.MaxValue;

    public void Add(Candidate candidate)
    {
        if (candidate.Score < Least)
            return;
        if (_kept.Count < most)
            _kept.Enqueue(candidate, candidate);
        else if (most > 0)
            _kept.EnqueueDequeue(candidate, candidate);
        if (_kept.Count == most && most > 0)
            Least = _kept.Peek().Score;
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
