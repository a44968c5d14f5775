using ClaimGraph.Pages.Localization;

namespace ClaimGraph.Pages.Forms;

/// <summary>What fields offer, in the words of the reader.</summary>
internal static class FieldOptions
{
    public static IEnumerable<(string Value, string Text)> SourceKinds => Of<SourceKind>(Words.SourceKind);

    public static IEnumerable<(string Value, string Text)> StatementKinds => Of<StatementKind>(Words.StatementKind);

    public static IEnumerable<(string Value, string Text)> Reliabilities => Of<Reliability>(GradeText);

    /// <summary>The values of an enumeration as the API writes them.</summary>
    public static IEnumerable<(string Value, string Text)> Of<T>(Func<string, string> word)
        where T : struct, Enum => Enum.GetValues<T>().Select(v => NameOf(v.ToString())).Select(name => (name, word(name)));

    private static string GradeText(string grade) => $"{grade}: {Words.Reliability(grade)}";

    // The API writes MostlySupported as MOSTLY_SUPPORTED.
    private static string NameOf(string value) =>
        string.Concat(value.Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + c : $"{char.ToUpperInvariant(c)}"));
}
