namespace ClaimGraph.Search;

/// <summary>The best of many candidates. Up to twice as many as wanted are gathered before the worse ones go, which takes a fraction of
/// what keeping them in order would.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class Top(SearchIndex index, int most)
{
    private readonly List<Candidate> _kept = [];

    /// <summary>What scores less cannot be kept.</summary>
    public float Least { get; private set; } = most > 0 ? float.MinValue : float.MaxValue;

    public void Add(Candidate candidate)
    {
        if (candidate.Score < Least || most == 0)
            return;
        _kept.Add(candidate);
        if (_kept.Count == 2 * most)
            Shorten();
    }

    /// <summary>Those that were kept, best first.</summary>
    public List<Candidate> Sorted()
    {
        if (_kept.Count > most)
            Shorten();
        _kept.Sort((a, b) => Compare(index, a, b));
        return _kept;
    }

    private void Shorten()
    {
        var scores = new float[_kept.Count];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = _kept[i].Score;
        Array.Sort(scores);
        Least = scores[^most];
        var alike = _kept.FindAll(c => c.Score == Least);
        _kept.RemoveAll(c => c.Score <= Least);
        alike.Sort((a, b) => Compare(index, a, b));
        _kept.AddRange(alike.Take(most - _kept.Count));
    }

    /// <summary>Best first, then by id.</summary>
    public static int Compare(SearchIndex index, Candidate a, Candidate b) =>
        b.Score.CompareTo(a.Score) is var order and not 0 ? order : index.Targets.Node(a.Target).CompareTo(index.Targets.Node(b.Target));
}
