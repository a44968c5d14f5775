using System.Collections.Concurrent;

namespace ClaimGraph.Search;

/// <summary>A small number for each target, 0 at first. Used again for other searches, as it is as large as the index.</summary>
internal sealed class Marks : IDisposable
{
    private static readonly ConcurrentBag<Marks> Used = [];

    private byte[] _marks = [];
    private readonly List<int> _targets = [];

    /// <summary>Marks for so many targets, to be disposed after use.</summary>
    public static Marks For(int targets)
    {
        var marks = Used.TryTake(out var used) ? used : new Marks();
        if (marks._marks.Length < targets)
            marks._marks = new byte[targets + targets / 4 + 16];
        return marks;
    }

    /// <summary>Raises the mark of a target to one more, if it has just this mark.</summary>
    public bool Raise(int target, int mark)
    {
        if (target >= _marks.Length || _marks[target] != mark)
            return false;
        if (mark == 0)
            _targets.Add(target);
        _marks[target]++;
        return true;
    }

    public void Dispose()
    {
        foreach (var target in _targets)
            _marks[target] = 0;
        _targets.Clear();
        if (Used.Count < Environment.ProcessorCount)
            Used.Add(this);
    }
}
