namespace ClaimGraph;

/// <summary>
/// Finds where a pattern stands in a text with a bounded number of errors (characters changed, added or left out), by the bit vectors of
/// G. Myers, "A Fast Bit-Vector Algorithm for Approximate String Matching Based on Dynamic Programming", JACM 46 (1999): 64 rows of
/// the table of edit distances in one step. Blocks of rows that hold no distance within the bound are left out. Not safe for several
/// threads.
/// </summary>
internal sealed class ApproximateSearch
{
    private const int Rows = 64;
    private const int Low = 0x250; // characters below this are looked up in an array

    private readonly int _length;
    private readonly int _last;
    private readonly ulong[]?[] _low = new ulong[]?[Low];
    private readonly Dictionary<char, ulong[]> _high = [];
    private readonly ulong[] _absent;
    private readonly ulong[] _plus;
    private readonly ulong[] _minus;
    private readonly int[] _scores;

    public ApproximateSearch(ReadOnlySpan<char> pattern)
    {
        _length = pattern.Length;
        var blocks = (_length + Rows - 1) / Rows;
        _last = blocks - 1;
        (_absent, _plus, _minus, _scores) = (new ulong[blocks], new ulong[blocks], new ulong[blocks], new int[blocks]);
        for (var i = 0; i < pattern.Length; i++)
            RowsOf(pattern[i])[i / Rows] |= 1UL << (i % Rows);
    }

    /// <summary>Calls <paramref name="found"/> with each position after which the pattern ends with at most
    /// <paramref name="most"/> errors, and how many there are.</summary>
    public void Ends(ReadOnlySpan<char> text, int most, Action<int, int> found)
    {
        var top = Start(most);
        for (var i = 0; i < text.Length; i++)
        {
            top = Step(At(text[i]), top, most, 0);
            if (top == _last && _scores[top] <= most)
                found(i + 1, _scores[top]);
        }
    }

    /// <summary>The fewest errors with which the pattern is the beginning of a text, and the lengths of the beginnings that have so
    /// few.</summary>
    public (int Errors, int Shortest, int Longest) Beginning(ReadOnlySpan<char> text)
    {
        var top = Start(_length);
        var best = (Errors: _length, Shortest: 0, Longest: 0);
        for (var i = 0; i < text.Length; i++)
        {
            top = Step(At(text[i]), top, int.MaxValue / 2, 1);
            var errors = _scores[_last];
            if (errors < best.Errors)
                best = (errors, i + 1, i + 1);
            else if (errors == best.Errors)
                best.Longest = i + 1;
        }
        return best;
    }

    private ulong[] RowsOf(char c)
    {
        if (c < Low)
            return _low[c] ??= new ulong[_absent.Length];
        return _high.TryGetValue(c, out var rows) ? rows : _high[c] = new ulong[_absent.Length];
    }

    private ulong[] At(char c) => c < Low ? _low[c] ?? _absent : _high.GetValueOrDefault(c, _absent);

    private int Start(int most)
    {
        var top = Math.Min(_last, Math.Max(0, (most + Rows - 1) / Rows - 1));
        for (var b = 0; b <= top; b++)
            (_plus[b], _minus[b], _scores[b]) = (ulong.MaxValue, 0, Math.Min((b + 1) * Rows, _length));
        return top;
    }

    /// <summary>Goes one character of the text further.</summary>
    /// <param name="carry">What the first row gains by it: 1 if the pattern must begin where the text does, else 0.</param>
    /// <returns>The last block that can matter now.</returns>
    private int Step(ulong[] rows, int top, int most, int carry)
    {
        for (var b = 0; b <= top; b++)
            _scores[b] += carry = Advance(rows[b], b, carry);
        if (top < _last && _scores[top] - carry <= most && ((rows[top + 1] & 1) != 0 || carry < 0))
        {
            top++;
            (_plus[top], _minus[top]) = (ulong.MaxValue, 0);
            var height = top == _last ? _length - top * Rows : Rows;
            _scores[top] = _scores[top - 1] - carry + height + Advance(rows[top], top, carry);
            return top;
        }
        while (top > 0 && _scores[top] >= most + Rows)
            top--;
        return top;
    }

    /// <summary>One block of one column; returns what its last row gains.</summary>
    private int Advance(ulong equal, int block, int carry)
    {
        var (plus, minus) = (_plus[block], _minus[block]);
        var vertical = equal | minus;
        if (carry < 0)
            equal |= 1;
        var horizontal = (((equal & plus) + plus) ^ plus) | equal;
        var (gains, losses) = (minus | ~(horizontal | plus), plus & horizontal);
        var lastRow = block == _last ? (_length - 1) % Rows : Rows - 1;
        var result = (int)(gains >> lastRow & 1) - (int)(losses >> lastRow & 1);
        (gains, losses) = (gains << 1, losses << 1);
        if (carry < 0)
            losses |= 1;
        else if (carry > 0)
            gains |= 1;
        (_plus[block], _minus[block]) = (losses | ~(vertical | gains), gains & vertical);
        return result;
    }
}
