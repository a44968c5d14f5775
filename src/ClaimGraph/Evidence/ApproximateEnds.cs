namespace ClaimGraph;

/// <summary>Where passages end that are like a pattern: one end for each passage, those with the fewest errors.</summary>
/// <param name="most">The errors that a passage may have.</param>
internal sealed class ApproximateEnds(string pattern, int most)
{
    private readonly List<ApproximateEnd> _ends = [];

    public IReadOnlyList<ApproximateEnd> In(string text)
    {
        new ApproximateSearch(pattern).Ends(text, most, Add);
        return _ends;
    }

    /// <summary>Ends closer together than half of the pattern belong to one passage.</summary>
    private void Add(int end, int errors)
    {
        if (_ends.Count == 0 || end - _ends[^1].Last > Math.Max(1, pattern.Length / 2))
            _ends.Add(new ApproximateEnd(end, end, errors));
        else if (errors < _ends[^1].Errors)
            _ends[^1] = new ApproximateEnd(end, end, errors);
        else if (errors == _ends[^1].Errors && end - _ends[^1].First <= pattern.Length / 2)
            _ends[^1] = _ends[^1] with { Last = end };
    }
}

/// <summary>The ends of a passage that have the same, fewest errors.</summary>
internal readonly record struct ApproximateEnd(int First, int Last, int Errors);
