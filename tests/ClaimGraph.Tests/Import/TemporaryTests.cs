using ClaimGraph.Import;

namespace ClaimGraph.Tests.Import;

/// <summary>What imports keep in temporary files.</summary>
public sealed class TemporaryTests
{
    [Fact]
    public void Of_more_numbers_than_memory_holds_each_is_there_once()
    {
        const int count = 700_000; // slots of 16 MB, of which memory holds 8
        using var numbers = new NumberSet();
        for (var i = 0; i < count; i++)
            numbers.Add(KeyHash.Of(NodeKind.Source, $"{i}")).ShouldBeTrue();
        for (var i = 0; i < count; i += 101)
            numbers.Add(KeyHash.Of(NodeKind.Source, $"{i}")).ShouldBeFalse();
        numbers.Add(KeyHash.Of(NodeKind.Source, $"{count}")).ShouldBeTrue();
    }

    [Fact]
    public void Texts_are_found_by_their_number_while_more_are_added()
    {
        using var texts = new TemporaryTexts();
        for (var i = 0; i < 20_000; i++)
        {
            texts.Add(i % 3 == 0 ? "" : $"Zeile {i}: größer");
            texts.Read(i / 2).ShouldBe(i / 2 % 3 == 0 ? "" : $"Zeile {i / 2}: größer");
        }
        texts.Count.ShouldBe(20_000);
    }
}
