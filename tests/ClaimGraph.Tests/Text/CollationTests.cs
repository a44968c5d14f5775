namespace ClaimGraph.Tests.Text;

/// <summary>Texts stand in the order in which people look for them.</summary>
public sealed class CollationTests
{
    [Theory]
    [InlineData("Adam", "alice", "Álvaro", "Zoe")]
    [InlineData("co-op", "coop", "Coop", "CO-OP", "cooperate")]
    [InlineData("1", "2", "10", "a", "ä", "á", "b", "ß", "sz", "z", "ж", "日本")]
    [InlineData("résumé", "resume", "Resume", "resumes")]
    public void Keys_order_texts_as_the_root_collation_does(params string[] texts)
    {
        var expected = texts.Order(Comparer<string>.Create(System.Globalization.CultureInfo.InvariantCulture.CompareInfo.Compare));
        texts.OrderBy(Collation.KeyOf, StringComparer.Ordinal).ShouldBe(expected);
    }

    [Fact]
    public void Letters_with_accents_and_capitals_stand_beside_plain_ones()
    {
        string[] names = ["Zoe", "Álvaro", "alice", "Adam", "Ødegaard", "Oskar", "élan", "Edgar"];
        names
            .OrderBy(Collation.KeyOf, StringComparer.Ordinal)
            .ShouldBe(["Adam", "alice", "Álvaro", "Edgar", "élan", "Ødegaard", "Oskar", "Zoe"]);
    }

    [Fact]
    public void Keys_consist_of_characters_that_every_store_orders_alike()
    {
        string[] texts = ["", "a", "\0", "a\0b", "😀😀", "\uFFFE\uFFFF", "टीका", new string('語', 500), "\u200B\u00AD"];
        foreach (var text in texts)
            Collation.KeyOf(text).ShouldAllBe(c => c >= '\u0001' && c <= '\u00FF');
    }

    [Fact]
    public void Key_depends_on_the_beginning_of_a_long_text_alone()
    {
        var start = new string('x', 64);
        Collation.KeyOf(start + "a").ShouldBe(Collation.KeyOf(start + "b"));
        Collation.KeyOf(new string('語', 2000)).Length.ShouldBeLessThan(400);
        Collation.KeyOf(new string('x', 63) + "😀").ShouldBe(Collation.KeyOf(new string('x', 63))); // no half of a character
    }
}
