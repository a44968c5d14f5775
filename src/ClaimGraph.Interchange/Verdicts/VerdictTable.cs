using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ClaimGraph.Import;
using CsvHelper;

namespace ClaimGraph.Interchange.Verdicts;

/// <summary>What a wording means on the common scale.</summary>
/// <param name="Verdict">Null for a wording that is known to say nothing about the claim, such as "Explainer".</param>
/// <param name="IsChosen">True when the operator's own table says so.</param>
internal sealed record Meaning(Verdict? Verdict, bool IsChosen);

/// <summary>
/// The verdicts that published wordings stand for: <c>Verdicts.csv</c> (wording, language, verdict), and the operator's table of the same
/// form before it. Wordings are compared without case, accents and punctuation. A wording that goes on behind a full stop, a colon or a
/// dash has the meaning of its beginning, unless it goes on with "but".
/// </summary>
public sealed partial class VerdictTable
{
    private const int MostUnmapped = 10_000;
    private readonly Dictionary<(string Wording, string Language), Meaning> _meanings = [];
    private readonly Dictionary<string, int> _unmapped = [];

    private VerdictTable() { }

    /// <summary>Wordings that stand in no table, and how often they were met.</summary>
    public IReadOnlyDictionary<string, int> Unmapped => _unmapped;

    /// <param name="own">The operator's table; null for none.</param>
    /// <exception cref="ClaimGraphException">The table cannot be read.</exception>
    public static VerdictTable Read(TextReader? own = null)
    {
        var table = new VerdictTable();
        using var builtIn = new StreamReader(typeof(VerdictTable).Assembly.GetManifestResourceStream("Verdicts.csv")!, Encoding.UTF8);
        table.Add(builtIn, isChosen: false);
        if (own is not null)
            table.Add(own, isChosen: true);
        return table;
    }

    /// <param name="language">The language of the review; null when it is not known.</param>
    internal Meaning? Find(string wording, string? language)
    {
        if (Look(Folded(wording), language) is { } whole)
            return whole;
        foreach (Match end in End().Matches(wording))
            if (Look(Folded(wording[..end.Index]), language) is { } beginning)
                return But().IsMatch(wording[(end.Index + end.Length)..]) ? null : beginning;
        return null;
    }

    internal void AddUnmapped(string wording)
    {
        if (_unmapped.Count < MostUnmapped || _unmapped.ContainsKey(wording))
            _unmapped[wording] = _unmapped.GetValueOrDefault(wording) + 1;
    }

    private Meaning? Look(string wording, string? language)
    {
        var primary = language?.Split('-')[0] ?? "";
        return wording.Length == 0 ? null
            : _meanings.TryGetValue((wording, primary), out var own) ? own
            : _meanings.GetValueOrDefault((wording, ""));
    }

    private void Add(TextReader text, bool isChosen)
    {
        var options = CsvReaderOptions.Default with { Separator = ',', TrimWhitespace = true, TrackLineNumbers = true };
        using var csv = CsvReader.Create(text, options);
        try
        {
            while (csv.Read())
                Add(csv.GetString("wording"), csv.GetString("language"), csv.GetString("verdict"), isChosen, csv.LineNumber);
        }
        catch (Exception e) when (e is CsvFormatException or KeyNotFoundException or IndexOutOfRangeException or ArgumentException)
        {
            throw new ClaimGraphException(
                $"The table of verdicts cannot be read at line {csv.LineNumber}; it has the columns wording, language and verdict.",
                e
            );
        }
    }

    private void Add(string wording, string language, string verdict, bool isChosen, long line)
    {
        var words = EnumWords.Of(typeof(Verdict));
        var meant = (Verdict?)words.Find(verdict);
        if (meant is null && verdict.Length > 0)
            throw new ClaimGraphException(
                $"Line {line} of the table of verdicts: '{verdict}' is not a verdict; use {words.Allowed}, or nothing."
            );
        _meanings[(Folded(wording), language.ToLowerInvariant())] = new Meaning(meant, isChosen);
    }

    /// <summary>A wording by its letters and digits alone.</summary>
    private static string Folded(string wording)
    {
        var folded = new StringBuilder(wording.Length);
        foreach (var c in Wording.Normalised(wording).Normalize(NormalizationForm.FormD))
            if (c is >= '\u0300' and <= '\u036F' or '\'')
                continue;
            else if (
                char.IsLetterOrDigit(c)
                || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.SpacingCombiningMark or UnicodeCategory.NonSpacingMark
            )
                folded.Append(c);
            else if (folded is [.., not ' '])
                folded.Append(' ');
        return folded.ToString().Trim();
    }

    [GeneratedRegex(@"[.:;,!(–—\n。，।]|\s[-|]\s", RegexOptions.NonBacktracking)]
    private static partial Regex End();

    // "True, but it lacks context" is not true.
    [GeneratedRegex(
        @"^\W*(?:but|however|though|although|yet|pero|mas|mais|aber|jedoch|ma|però|maar)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex But();
}
