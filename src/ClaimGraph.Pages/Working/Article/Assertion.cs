using System.Globalization;
using ClaimGraph.Pages.Reading.Statement;
using ClaimGraph.Pages.Requests;
using ClaimGraph.Pages.Working.Statement;

namespace ClaimGraph.Pages.Working.Article;

/// <summary>What an article asserts: words of it, and the claim that they make. Its fields end with its number.</summary>
/// <param name="Number">Counted from 0.</param>
public sealed record Assertion(int Number, Entries Entries)
{
    /// <summary>So many can be entered at once.</summary>
    public const int Most = 40;

    private const int MostSimilar = 3;
    private const double LeastAlike = 0.2;

    /// <summary>What the names of its fields end with.</summary>
    public string Row => "-" + Number.ToString(CultureInfo.InvariantCulture);

    public string? Quote => Text("quote");

    /// <summary>The claim in a wording of its own, or else the words themselves.</summary>
    public string? Wording => Text("claim") ?? (Quote is null ? null : string.Join(' ', Quote.Split((char[]?)null, Skip)));

    /// <summary>The claim as it would be entered; null until it was looked for.</summary>
    public EnteredClaim? Claim { get; set; }

    /// <summary>Claims that may be the same.</summary>
    public IEnumerable<SimilarClaim> Similar => (Claim?.Similar ?? []).Where(s => s.Score >= LeastAlike).Take(MostSimilar);

    /// <summary>True when there are claims that may be the same, and the reader was not asked yet.</summary>
    public bool IsToAsk => Claim is { Same: null } && Similar.Any() && Entries["seen" + Row] != Wording;

    /// <summary>How a record names the claim.</summary>
    public string Reference => Claim!.Same?.Id ?? Text("same") ?? Claim.Key;

    /// <summary>True when the claim is not here yet.</summary>
    public bool IsNew => Claim!.Same is null && Text("same") is null;

    /// <summary>What was entered in one of its fields; null when nothing was.</summary>
    public string? Text(string field) => Entries.Text(field + Row);

    /// <summary>How many there is room for in what was sent.</summary>
    public static int RoomIn(Entries entries) => Enumerable.Range(0, Most).LastOrDefault(i => IsIn(entries, i), -1) + 1;

    /// <summary>Those in which something was entered.</summary>
    public static IReadOnlyList<Assertion> AllOf(Entries entries) =>
        [.. Enumerable.Range(0, Most).Select(i => new Assertion(i, entries)).Where(a => a.Wording is not null)];

    private static bool IsIn(Entries entries, int number) =>
        entries.Names.Contains($"quote-{number.ToString(CultureInfo.InvariantCulture)}");

    private const StringSplitOptions Skip = StringSplitOptions.RemoveEmptyEntries;
}
