using System.Globalization;
using System.Text.RegularExpressions;

namespace ClaimGraph.Benchmarks.Search;

/// <summary>Claims that say the opposite or give other numbers, and such that say the same in other words.</summary>
internal static partial class Altered
{
    private static readonly string[] SmallNumbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    /// <summary>Ways to say the opposite; a way that does not suit a claim gives null.</summary>
    public static readonly Func<string, string?>[] Negations =
    [
        text => Auxiliary().Match(text) is { Success: true } found ? text.Insert(found.Index + found.Length, " not") : null,
        text => Contractible().Match(text) is { Success: true } found ? text.Insert(found.Index + found.Length, "n't") : null,
        text => Auxiliary().Match(text) is { Success: true } found ? text.Insert(found.Index + found.Length, " never") : null,
        text => Removable().Match(text) is { Success: true } found ? text.Remove(found.Index, found.Length) : null,
        text => $"It is not true that {text}",
        text => $"It is false that {text}",
    ];

    /// <summary>Another number in place of one, in digits; null for a claim without.</summary>
    public static string? Renumbered(string text, Random random)
    {
        var numbers = Digits().Matches(text);
        if (numbers.Count == 0)
            return null;
        var number = numbers[random.Next(numbers.Count)];
        var place = number.Index + random.Next(number.Length);
        var digit = (char)('0' + (text[place] - '0' + 1 + random.Next(8)) % 10);
        // A first digit must not become 0: 05 is 5.
        return text[..place]
            + (
                digit == '0'
                    ? '5' == text[place]
                        ? '6'
                        : '5'
                    : digit
            )
            + text[(place + 1)..];
    }

    /// <summary>Ways to say the same; a way that changes nothing in a claim gives null.</summary>
    public static readonly Func<string, string?>[] Reframings =
    [
        text => $"Is it true that {text}?",
        text => $"{text.TrimEnd('.')} – true or false?",
        text => $"A post on Facebook claims: {text}",
        text => $"BREAKING!!! {text} Please share before they delete it.",
        text => $"“{text.Trim('"', '“', '”')}”, people say. I can't believe it!",
        text => $"According to several websites, {char.ToLower(text[0], CultureInfo.InvariantCulture)}{text[1..]}",
        text => $"I saw a post that says: {text} Does anybody know whether this is really true? Thanks!",
        text => text.Split(' ') is { Length: >= 6 } words ? string.Join(' ', words.Take((words.Length + 1) / 2)) : null,
        text => text.ToUpperInvariant(),
        text => text.ToLowerInvariant(),
        text => Changed(text, string.Concat(text.Where(c => !char.IsPunctuation(c) || c is '.' or ',' or '\'' or '’' or '-' or '%'))),
        text => Changed(text, Contracted().Replace(text, m => Full(m.Groups[1].Value) + " not")),
        text => Changed(text, text.Replace("%", " percent", StringComparison.Ordinal)),
        text => Changed(text, Scaled().Replace(text, m => InDigits(m.Groups[1].Value, m.Groups[2].Value))),
        text => Changed(text, Small().Replace(text, m => SmallNumbers[(int)char.GetNumericValue(m.Value, 0)])),
    ];

    private static string? Changed(string text, string changed) => changed == text ? null : changed;

    private static string Full(string verb) =>
        verb.ToUpperInvariant() switch
        {
            "CA" => "can",
            "WO" => "will",
            _ => verb,
        };

    private static string InDigits(string number, string scale)
    {
        var factor = scale[0] is 'm' or 'M' ? 1_000_000m : 1_000_000_000m;
        return (decimal.Parse(number, CultureInfo.InvariantCulture) * factor).ToString("N0", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        @"\b(is|are|was|were|has|have|had|will|would|can|could|should|does|did)\b(?!n|'| not| never)",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Auxiliary();

    [GeneratedRegex(@"\b(is|are|was|were|has|have|had|would|could|should|does|did)\b(?!n|'| not| never)", RegexOptions.ExplicitCapture)]
    private static partial Regex Contractible();

    [GeneratedRegex(@" (not|never)\b|n['’]t\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Removable();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\b([a-zA-Z]+)n['’]t\b")]
    private static partial Regex Contracted();

    [GeneratedRegex(@"\b([0-9]+(?:\.[0-9]+)?) (million|billion)\b")]
    private static partial Regex Scaled();

    [GeneratedRegex(@"(?<=^| )[2-9](?= [a-z])")]
    private static partial Regex Small();
}
