using System.Text;

namespace ClaimGraph.Testing.Quotes;

/// <summary>A text with a quoted passage, cut in three, so that whatever is done to it the place of the passage stays known.</summary>
/// <param name="Before">What stands before the passage.</param>
/// <param name="Quote">The passage; empty when it was removed.</param>
/// <param name="After">What stands after it.</param>
public sealed record EditedQuote(string Before, string Quote, string After)
{
    /// <summary>The kinds of edits, with what they do. None changes more than a tenth of the quote, but for those that remove it.</summary>
    public static readonly IReadOnlyDictionary<string, Func<EditedQuote, Dice, EditedQuote>> Kinds = new Dictionary<
        string,
        Func<EditedQuote, Dice, EditedQuote>
    >(StringComparer.Ordinal)
    {
        ["paragraphs come and go"] = static (text, dice) => text.WithParagraphs(dice),
        ["other typography"] = static (text, dice) => text.InOtherTypography(dice),
        ["quote changed"] = static (text, dice) => text.WithChangedQuote(dice),
        ["quote changed, text moved"] = static (text, dice) => text.WithChangedQuote(dice).WithParagraphs(dice),
        ["changed, moved, other typography"] = static (text, dice) =>
            text.WithChangedQuote(dice).WithParagraphs(dice).InOtherTypography(dice),
        ["changed on one side"] = static (text, dice) => text.WithChangedQuote(dice).WithOtherSide(dice),
        ["look-alike"] = static (text, dice) => text.WithLookAlike(dice),
        ["look-alike, quote changed"] = static (text, dice) => text.WithLookAlike(dice).WithChangedQuote(dice),
        ["quote removed"] = static (text, _) => text with { Quote = "" },
        ["paragraph removed"] = static (text, _) => text.WithoutParagraph(),
    };

    public string Text => Before + Quote + After;

    /// <summary>Where the passage starts, in code points.</summary>
    public int Start => CodePoints.Count(Before);

    /// <summary>Where the passage ends.</summary>
    public int End => Start + CodePoints.Count(Quote);

    /// <summary>True if it was removed.</summary>
    public bool IsGone => Quote.Length == 0;

    /// <summary>Some words of a text as a passage.</summary>
    public static EditedQuote Of(string text, Dice dice)
    {
        while (true)
        {
            var start = text.IndexOf(' ', dice.Below(text.Length)) + 1;
            var length = dice.Between(dice.Chance(50) ? 20 : 60, dice.Chance(50) ? 100 : 400);
            if (start <= 0 || start + length >= text.Length)
                continue;
            var end = text.IndexOf(' ', start + length);
            if (end > 0 && text[start..end] is var quote && quote.Trim() == quote)
                return new EditedQuote(text[..start], quote, text[end..]);
        }
    }

    private EditedQuote WithParagraphs(Dice dice) =>
        this with
        {
            Before = dice.Pick(["", "😀 ", "— "]) + Sentences(dice, dice.Between(0, 4)) + "\n\n" + Cut(Before, dice),
            After = After + "\n\n" + Sentences(dice, dice.Between(0, 4)),
        };

    /// <summary>Without a paragraph that is not the one of the passage.</summary>
    private static string Cut(string text, Dice dice)
    {
        var paragraphs = text.Split("\n\n").ToList();
        if (paragraphs.Count > 2)
            paragraphs.RemoveAt(dice.Below(paragraphs.Count - 1));
        return string.Join("\n\n", paragraphs);
    }

    private EditedQuote InOtherTypography(Dice dice)
    {
        var (nfd, seed) = (dice.Chance(50), dice.Below(7));
        return new EditedQuote(Change(Before), Change(Quote), Change(After));

        string Change(string text)
        {
            var result = new StringBuilder();
            foreach (var (i, c) in (nfd ? text.Normalize(NormalizationForm.FormD) : text).Index())
                result.Append(
                    c switch
                    {
                        ' ' when i % 7 == seed => "\u00A0",
                        ' ' when i % 11 == seed => " \n ",
                        '’' or '\'' => seed % 2 == 0 ? "'" : "’",
                        '“' or '”' or '"' => seed % 2 == 0 ? "\"" : "«",
                        '–' or '-' => seed % 2 == 0 ? "-" : "—",
                        'n' when i % 5 == seed => "n\u00AD",
                        _ => c.ToString(),
                    }
                );
            return result.ToString();
        }
    }

    private EditedQuote WithChangedQuote(Dice dice)
    {
        var (quote, left) = (new StringBuilder(Quote), Quote.Length / 10);
        while (left > 0)
        {
            var at = dice.Between(1, quote.Length - 2);
            switch (dice.Below(4))
            {
                case 0:
                    quote[at] = (char)dice.Between('a', 'z');
                    break;
                case 1:
                    quote.Remove(at, 1);
                    break;
                case 2:
                    quote.Insert(at, (char)dice.Between('a', 'z'));
                    break;
                default: // several letters at once, as when a word is replaced
                    var length = Math.Min(left, dice.Between(1, 8));
                    quote.Insert(at, Word(dice, length));
                    left -= length - 1;
                    break;
            }
            left--;
        }
        return this with { Quote = quote.ToString() };
    }

    private EditedQuote WithOtherSide(Dice dice) =>
        dice.Chance(50)
            ? this with
            {
                Before = Before[..Math.Max(0, Before.Length - 40)] + Sentences(dice, 1) + " ",
            }
            : this with
            {
                After = " " + Sentences(dice, 1) + After[Math.Min(40, After.Length)..],
            };

    /// <summary>The paragraph of the passage stands at the beginning or the end of the text, too; with a word changed or not.</summary>
    private EditedQuote WithLookAlike(Dice dice)
    {
        var copy = Before[(Before.LastIndexOf('\n') + 1)..] + Quote + After[..(After.IndexOf('\n') is >= 0 and var at ? at : After.Length)];
        if (dice.Chance(50))
            copy = copy.Insert(copy.IndexOf(Quote, StringComparison.Ordinal) + Quote.IndexOf(' ') + 1, dice.Pick(["non ", "not ", "13 "]));
        return dice.Chance(50)
            ? this with
            {
                Before = Word(dice, 5) + "\n\n" + copy + "\n\n" + Before,
            }
            : this with
            {
                After = After + "\n\n" + copy,
            };
    }

    private EditedQuote WithoutParagraph() =>
        new(Before[..(Before.LastIndexOf('\n') + 1)], "", After.IndexOf('\n') is >= 0 and var at ? After[at..] : "");

    private static string Sentences(Dice dice, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => string.Join(' ', Enumerable.Range(0, 9).Select(_ => Word(dice, 6))) + '.'));

    private static string Word(Dice dice, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(i => dice.Pick(i % 2 == 0 ? "bcdglmnrst" : "aeiou")));
}

file static class Letters
{
    public static char Pick(this Dice dice, string from) => from[dice.Below(from.Length)];
}
