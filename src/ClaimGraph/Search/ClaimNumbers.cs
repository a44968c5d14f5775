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
        (12, "twelve dodici"),
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

    public HashSet<double> Numbers { get; } = [];

    /// <summary>Years as they are, months as 1 to 12.</summary>
    public HashSet<double> Dates { get; } = [];

    public ClaimNumbers(string text)
    {
        double? pending = null;
        foreach (var token in Token().EnumerateMatches(text))
        {
            var word = NormalisedText.Fold(text.Substring(token.Index, token.Length));
            if (pending is { } number && Multipliers.TryGetValue(word, out var times))
            {
                pending = number * times;
                continue;
            }
            Add(pending);
            pending =
                Digits.TryGetValue(word, out var digit) ? digit
                : char.IsAsciiDigit(word[0]) ? Parse(word)
                : null;
            if (Months.TryGetValue(word, out var month))
                Dates.Add(month);
        }
        Add(pending);
    }

    private void Add(double? number)
    {
        if (number is >= 1900 and <= 2100 && number % 1 == 0)
            Dates.Add(number.Value);
        else if (number is { } other)
            Numbers.Add(other);
    }

    // A sign before exactly three digits parts thousands, another one decimals.
    private static double? Parse(string digits)
    {
        var plain = Thousands().Replace(digits, "").Replace(',', '.');
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static Dictionary<string, double> Table(params (double Value, string Words)[] entries) =>
        entries.SelectMany(e => e.Words.Split(' ').Select(w => (w, e.Value))).ToDictionary(e => e.w, e => e.Value);

    [GeneratedRegex(@"\p{Nd}+([.,'’]\p{Nd}+)*|\p{L}+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Token();

    [GeneratedRegex(@"(?<=[0-9])[.,'](?=([0-9]{3})([.,']|$))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Thousands();
}
