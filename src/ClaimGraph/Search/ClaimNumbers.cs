using System.Globalization;
using System.Text.RegularExpressions;

namespace ClaimGraph.Search;

/// <summary>The numbers, years and months of a claim, however they are written: <c>1.5 million</c> is <c>1,500,000</c>.</summary>
internal sealed partial class ClaimNumbers
{
    private static readonly Dictionary<string, double> Multipliers = Table(
        (100, "hundred cento"),
        (1e3, "thousand k mila mille mil tausend"),
        (1e6, "million millions milione milioni millones millon millionen milhoes milhao mln"),
        (1e9, "billion billions bn miliardo miliardi milliard milliards milliarde milliarden"),
        (1e12, "trillion trillions")
    );

    private static readonly Dictionary<string, double> Digits = Table(
        (1, "one"),
        (2, "two deux zwei"),
        (3, "three tre trois drei tres"),
        (4, "four quattro quatre vier cuatro"),
        (5, "five cinque cinq funf cinco"),
        (6, "six sechs seis"),
        (7, "seven sette sept sieben siete"),
        (8, "eight otto huit acht ocho"),
        (9, "nine nove neuf neun nueve"),
        (10, "ten dieci dix zehn diez"),
        (11, "eleven undici"),
        (12, "twelve dodici dozen"),
        (13, "thirteen tredici"),
        (14, "fourteen quattordici"),
        (15, "fifteen quindici"),
        (16, "sixteen sedici"),
        (17, "seventeen diciassette"),
        (18, "eighteen diciotto"),
        (19, "nineteen diciannove"),
        (20, "twenty venti vingt zwanzig veinte"),
        (30, "thirty trenta"),
        (40, "forty quaranta"),
        (50, "fifty cinquanta"),
        (60, "sixty sessanta"),
        (70, "seventy settanta"),
        (80, "eighty ottanta"),
        (90, "ninety novanta")
    );

    private static readonly Dictionary<string, double> Months = Table(
        (1, "january gennaio janvier januar enero janeiro"),
        (2, "february febbraio fevrier februar febrero fevereiro"),
        (3, "march marzo mars marz"),
        (4, "april aprile avril abril"),
        (5, "maggio mai mayo maio"),
        (6, "june giugno juin juni junio junho"),
        (7, "july luglio juillet juli julio julho"),
        (8, "august agosto aout"),
        (9, "september settembre septembre septiembre setembro"),
        (10, "october ottobre octobre oktober octubre outubro"),
        (11, "november novembre noviembre novembro"),
        (12, "december dicembre decembre dezember diciembre dezembro")
    );

    /// <summary>A number with the words around it.</summary>
    private readonly record struct Number(double Value, bool IsDate, string Before, string After);

    private readonly List<Number> _numbers = [];

    public ClaimNumbers(string text)
    {
        string[] words = [.. Token().Matches(text).Select(m => NormalisedText.Fold(m.Value))];
        for (var i = 0; i < words.Length; )
        {
            var (value, next, isWritten) = Read(words, i);
            if (value is { } number)
                _numbers.Add(new Number(number, isWritten && IsYear(number), At(words, i - 1), At(words, next)));
            else if (Months.TryGetValue(words[i], out var month))
                _numbers.Add(new Number(month, true, At(words, i - 1), At(words, next)));
            i = next;
        }
    }

    /// <summary>The numbers, or the dates, that only one of two claims has, if each has some; else null.</summary>
    public static (bool IsDate, IReadOnlyList<double> Values)? Difference(ClaimNumbers one, ClaimNumbers other)
    {
        var (left, right) = (Without(one, other), Without(other, one));
        foreach (var isDate in (bool[])[false, true])
        {
            double[] only = [.. left.Where(n => n.IsDate == isDate).Select(n => n.Value)];
            double[] others = [.. right.Where(n => n.IsDate == isDate).Select(n => n.Value)];
            if (only.Length > 0 && others.Length > 0)
                return (isDate, [.. only, .. others]);
        }
        // A year and a number are another thing, unless they stand at the same place.
        foreach (var (a, b) in left.SelectMany(a => right.Select(b => (a, b))))
            if ((a.Before.Length > 0 && a.Before == b.Before) || (a.After.Length > 0 && a.After == b.After))
                return (false, [a.Value, b.Value]);
        return null;
    }

    private static List<Number> Without(ClaimNumbers numbers, ClaimNumbers others)
    {
        var left = numbers._numbers.ToList();
        foreach (var other in others._numbers)
            if (left.FindIndex(n => n.Value.Equals(other.Value)) is >= 0 and var same)
                left.RemoveAt(same);
        return left;
    }

    private static string At(string[] words, int i) => i >= 0 && i < words.Length ? words[i] : "";

    private static bool IsYear(double number) => number is >= 1900 and <= 2100 && number % 1 == 0;

    /// <summary>The number that begins at a word, and the word after it. "A million" is a number, "a" is not.</summary>
    private static (double? Value, int Next, bool IsWritten) Read(string[] words, int i)
    {
        var (value, next) = (char.IsAsciiDigit(words[i][0]) ? Parse(words[i]) : null, i + 1);
        var isWritten = value is not null && words[i].All(char.IsAsciiDigit);
        if (value is null && Digits.TryGetValue(words[i], out var digits))
            (value, next) = WithUnits(words, next, digits);
        if (value is null && words[i] is "a" or "an" or "un" or "une" or "ein" or "eine" && Multipliers.ContainsKey(At(words, next)))
            value = 1;
        while (value is not null && Multipliers.TryGetValue(At(words, next), out var times))
            (value, next, isWritten) = (value * times, next + 1, false);
        return (value, next, isWritten);
    }

    /// <summary>Twenty-five is one number.</summary>
    private static (double Value, int Next) WithUnits(string[] words, int next, double tens) =>
        tens is >= 20 and <= 90 && Digits.TryGetValue(At(words, next), out var units) && units < 10
            ? (tens + units, next + 1)
            : (tens, next);

    // A sign before exactly three digits parts thousands, unless it stands after a zero; another one parts decimals.
    private static double? Parse(string digits)
    {
        var plain = (digits[0] == '0' ? digits : Thousands().Replace(digits, "")).Replace(',', '.');
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static Dictionary<string, double> Table(params (double Value, string Words)[] entries) =>
        entries.SelectMany(e => e.Words.Split(' ').Select(w => (w, e.Value))).ToDictionary(e => e.w, e => e.Value);

    [GeneratedRegex(@"\p{Nd}+([.,'’]\p{Nd}+)*|\p{L}+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Token();

    [GeneratedRegex(@"(?<=[0-9])[.,'](?=([0-9]{3})([.,']|$))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Thousands();
}
