using System.Text.RegularExpressions;

namespace ClaimGraph.Search;

/// <summary>
/// The negations of a claim, each with the words that it is about. Only what concerns words that another claim has, too, tells the two
/// apart: a post may go on to deny other things.
/// </summary>
internal sealed partial class ClaimNegations
{
    private const int Reach = 4; // words to which a negation belongs
    private const int ShortestTelling = 4; // letters

    private static readonly HashSet<string> Negations =
    [
        .. (
            "not no never none nobody nothing neither cannot without false untrue "
            + "dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wont wouldnt couldnt shouldnt cant aint mustnt neednt "
            + "non mai nessun nessuno nessuna niente nulla senza "
            + "pas jamais aucun aucune rien sans "
            + "nicht kein keine keinen keiner keinem nie niemals ohne "
            + "nunca jamas sin ningun ninguno ninguna nadie tampoco "
            + "nao nem sem nenhum nenhuma "
            + "niet geen nooit zonder bez не нет ни никогда без"
        ).Split(' '),
    ];

    private static readonly string[] NegationsWithin = ["不", "没", "沒", "未", "无", "無", "ない", "ません", "않"];

    private readonly List<(string Text, string[] About)> _negations = [];
    private readonly HashSet<string> _words;

    public ClaimNegations(string text)
    {
        var words = Words.Of(text).ToArray();
        _words = [.. words.Select(w => w.Text)];
        var idle = Idle().Matches(text);
        for (var i = 0; i < words.Length; i++)
            if (
                NegationAt(text, words, i) is { } negation
                && !idle.Any(m => m.Index <= words[i].Start && words[i].Start < m.Index + m.Length)
            )
                _negations.Add((negation, About(text, words, i)));
        foreach (var within in NegationsWithin)
            for (
                var at = text.IndexOf(within, StringComparison.Ordinal);
                at >= 0;
                at = text.IndexOf(within, at + 1, StringComparison.Ordinal)
            )
                _negations.Add((within, []));
    }

    /// <summary>A negation that one of two claims has more than the other; null if they have as many.</summary>
    public static string? Difference(ClaimNegations one, ClaimNegations other)
    {
        var (left, right) = (one.Concerning(other), other.Concerning(one));
        if (left.Count == right.Count)
            return null;
        var (more, less) = left.Count > right.Count ? (left, right) : (right, left);
        return more.Except(less).FirstOrDefault() ?? more[^1];
    }

    private List<string> Concerning(ClaimNegations other) =>
        [.. _negations.Where(n => n.About.Length == 0 || n.About.Any(other._words.Contains)).Select(n => n.Text)];

    private static string? NegationAt(string text, Words.Word[] words, int i)
    {
        var word = words[i].Text;
        if (Negations.Contains(word))
            return word;
        var isContracted = word == "t" && i > 0 && words[i - 1].Text[^1] == 'n' && words[i].Start == End(words[i - 1]) + 1;
        return isContracted ? text[(words[i].Start - 2)..End(words[i])] : null;
    }

    /// <summary>The telling words after a negation in its sentence or, at its end, before it.</summary>
    private static string[] About(string text, Words.Word[] words, int negation)
    {
        var after = Near(text, words, negation, 1);
        return after.Length > 0 ? after : Near(text, words, negation, -1);
    }

    private static string[] Near(string text, Words.Word[] words, int negation, int step)
    {
        var near = new List<string>();
        for (var i = negation + step; i >= 0 && i < words.Length && near.Count < Reach; i += step)
        {
            var (first, second) = step > 0 ? (words[i - 1], words[i]) : (words[i], words[i + 1]);
            if (text.AsSpan(End(first), Math.Max(0, second.Start - End(first))).IndexOfAny('.', '?', '!') >= 0)
                break;
            if (words[i].Text.Length >= ShortestTelling)
                near.Add(words[i].Text);
        }
        return [.. near];
    }

    private static int End(Words.Word word) => word.Start + word.Length;

    // What denies nothing: a number, a doubt, a question, a phrase that adds.
    [GeneratedRegex(
        @"\bno\. ?(?=\d)|\b(true|truth) or (false|not)\b|\b(whether|why|believe it) or not\b|\bor not\?|\bnot (only|just|merely)\b"
            + @"|\bno (doubt|wonder)\b|\b(can|could)(not| not|n['’]t) believe\b|\b(is|are|was|does|did|has)n['’]t (it|he|she|they|that)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Idle();
}
