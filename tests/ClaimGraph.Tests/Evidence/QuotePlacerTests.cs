using System.Text;

namespace ClaimGraph.Tests.Evidence;

public sealed class QuotePlacerTests
{
    private const string Summit =
        "Al vertice di Parigi 😀 hanno partecipato oltre cento paesi. Gli Stati Uniti e il Regno Unito non hanno firmato la dichiarazione "
        + "finale. La Cina l’ha firmata il giorno dopo.";

    private const string Unsigned = "il Regno Unito non hanno firmato la dichiarazione";

    [Theory]
    [InlineData(Unsigned)]
    [InlineData("😀")]
    [InlineData("La Cina l'ha firmata")]
    [InlineData("La\u00A0Cina  l’ha \n firmata")]
    [InlineData("La Cina l’ha fir\u00ADmata")]
    [InlineData("  La Cina l’ha firmata ")]
    public void Words_that_stand_once_are_found_in_whatever_typography(string exact)
    {
        var found = Place(Summit, exact);

        (found.Status, found.Score).ShouldBe((AnchorStatus.Exact, 1));
        Spelt(CodePoints.Slice(Summit, found.Start!.Value, found.End!.Value)!).ShouldBe(Spelt(exact));
    }

    [Fact]
    public void Composed_and_decomposed_letters_are_the_same()
    {
        const string text = "La città più bella è perché no";
        var found = Place(text.Normalize(NormalizationForm.FormD), "più bella è");

        found.Status.ShouldBe(AnchorStatus.Exact);
        CodePoints
            .Slice(text.Normalize(NormalizationForm.FormD), found.Start!.Value, found.End!.Value)!
            .Normalize()
            .ShouldBe("più bella è");
    }

    [Fact]
    public void The_text_around_is_filled_in()
    {
        var found = Place(Summit, Unsigned);

        found.Prefix.ShouldBe(" cento paesi. Gli Stati Uniti e ");
        found.Suffix.ShouldBe(" finale. La Cina l’ha firmata il");
        Place("ab", "ab").ShouldBe(new Placement(AnchorStatus.Exact, 1, 0, 2, "", ""));
    }

    [Fact]
    public void Words_that_stand_twice_are_ambiguous_until_their_surroundings_or_positions_are_given()
    {
        const string text = "Parigi: nessuno ha firmato. Londra: nessuno ha firmato.";
        const string words = "nessuno ha firmato";

        Place(text, words).Status.ShouldBe(AnchorStatus.Ambiguous);
        Place(text, words).Start.ShouldBeNull();
        Place(text, words, prefix: "Londra: ").Start.ShouldBe(36);
        Place(text, words, start: 36).ShouldSatisfyAllConditions(p => p.Status.ShouldBe(AnchorStatus.Exact), p => p.Start.ShouldBe(36));
    }

    [Fact]
    public void Words_that_do_not_stand_where_they_should_are_moved()
    {
        var found = Place(Summit, Unsigned, start: 3);

        found.Status.ShouldBe(AnchorStatus.Moved);
        CodePoints.Slice(Summit, found.Start!.Value, found.End!.Value).ShouldBe(Unsigned);
    }

    [Fact]
    public void Changed_words_are_fuzzy_and_other_words_are_lost()
    {
        var last = Place(Summit, Unsigned);
        var changed = Replace(Summit, "non hanno firmato", "non hanno mai firmato");

        var found = Place(changed, Unsigned, last: last);
        found.Status.ShouldBe(AnchorStatus.Fuzzy);
        found.Score!.Value.ShouldBeInRange(0.9, 0.99);
        CodePoints.Slice(changed, found.Start!.Value, found.End!.Value).ShouldBe("il Regno Unito non hanno mai firmato la dichiarazione");
        Place(Replace(Summit, Unsigned, "altri paesi si sono astenuti dal voto"), Unsigned, last: last)
            .ShouldBe(new Placement(AnchorStatus.Lost, null, null, null, last.Prefix, last.Suffix));
    }

    [Fact]
    public void Words_that_come_back_are_found_by_the_surroundings_that_they_had()
    {
        var last = Place(Summit, Unsigned);
        var lost = Place("Testo rimosso.", Unsigned, last: last);
        var twice = Summit + " Nel 2026 la Francia e il Regno Unito non hanno firmato la dichiarazione di Delhi.";

        lost.Status.ShouldBe(AnchorStatus.Lost);
        Place(twice, Unsigned, last: lost).Start.ShouldBe(last.Start);
    }

    [Fact]
    public void A_copy_never_wins_over_the_passage_that_was_edited()
    {
        var last = Place(Summit, Unsigned);
        var text = Replace(Summit, "non hanno firmato", "non hanno ancora firmato") + "\n\n" + Summit;

        Place(text, Unsigned, last: last).Status.ShouldBe(AnchorStatus.Ambiguous);
    }

    [Fact]
    public void Short_words_in_other_surroundings_are_not_the_quoted_ones()
    {
        var last = Place(Summit, "Parigi");

        Place("Una fiera a Parigi, nel 1900, e altro ancora che non c’entra.", "Parigi", last: last).Status.ShouldBe(AnchorStatus.Lost);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u00AD")]
    [InlineData("a")]
    [InlineData("\uD83D")]
    public void Whatever_the_text_holds_is_looked_into(string text)
    {
        Place(text, "\u00AD\u200B").Status.ShouldBe(AnchorStatus.Lost);
        Place(text, "vertice di Parigi").Status.ShouldBe(AnchorStatus.Lost);
    }

    [Fact]
    public void Every_passage_of_any_text_is_found_where_its_positions_say() =>
        Gen.Select(Texts.WellFormed, Gen.Int[0, 40], Gen.Int[0, 40])
            .Sample(
                (text, a, b) =>
                {
                    var (start, end) = (Math.Min(a, b), Math.Max(a, b));
                    return CodePoints.Slice(text, start, end) is not { Length: > 0 } exact
                        || Place(text, exact, start: start) is { Status: AnchorStatus.Exact } found
                            && (found.Start, found.End) == (start, end)
                            && text.Contains(found.Prefix + exact + found.Suffix, StringComparison.Ordinal);
                }
            );

    private static Placement Place(string text, string exact, string? prefix = null, int? start = null, Placement? last = null) =>
        new QuotePlacer(text).Place(
            new QuoteAnchor
            {
                Exact = exact,
                Prefix = prefix,
                Start = start,
                End = start + CodePoints.Count(exact),
            },
            last
        );

    private static string Replace(string text, string old, string with) => text.Replace(old, with, StringComparison.Ordinal);

    private static string Spelt(string text) =>
        string.Join(' ', Replace(Replace(text, "\u00AD", ""), "’", "'").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
