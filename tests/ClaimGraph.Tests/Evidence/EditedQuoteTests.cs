using ClaimGraph.Testing.Quotes;
using ClaimGraph.Tests.Architecture;

namespace ClaimGraph.Tests.Evidence;

/// <summary>Quotes of real texts, an Italian article and two English pages as they once were, placed again after the texts were edited:
/// 60 edits of each kind and text.</summary>
public sealed class EditedQuoteTests
{
    private const uint EditsOfText = 60;

    private static readonly string[] Texts =
    [
        Read("ClaimGraph.Server/Sample/article.it.txt"),
        Read("../tests/ClaimGraph.Tests/Evidence/Texts/map.en.txt"),
        Read("../tests/ClaimGraph.Tests/Evidence/Texts/operating.en.txt"),
    ];

    public static TheoryData<string> Kinds => [.. EditedQuote.Kinds.Keys];

    public static TheoryData<string> KindsToFind => [.. EditedQuote.Kinds.Keys.Where(k => !k.StartsWith("look", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_quote_is_found_at_a_wrong_place(string kind) => Placed(kind).Wrong.ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(KindsToFind))]
    public void Quotes_of_which_a_tenth_changed_are_found(string kind)
    {
        var placed = Placed(kind);

        (placed.Gone == placed.Total || placed.FoundFraction >= 0.95).ShouldBeTrue($"{placed.FoundFraction:P1} found");
    }

    private static Placing Placed(string kind)
    {
        var placing = new Placing();
        foreach (var text in Texts)
            for (var seed = 0u; seed < EditsOfText; seed++)
                placing.Try(text, EditedQuote.Kinds[kind], new Dice(seed, 0));
        return placing;
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(DependencyTests.Source, file));
}
