using System.Text;
using System.Text.Json;

namespace ClaimGraph.Tests.Identity;

public sealed class NodeIdTests
{
    /// <summary>Three bits of the 63 hold the kind.</summary>
    private const long GreatestNumber = (1L << 60) - 1;

    internal static readonly Gen<NodeId> Any = Gen.Select(Gen.Enum<NodeKind>(), Gen.OneOf(Gen.Long[1, GreatestNumber], Gen.Long[1, 300]), (kind, number) => new NodeId(kind, number));

    [Fact]
    public void Text_gives_the_id_back() => Any.Sample(id => NodeId.TryParse(id.ToString(), out var read) && read == id);

    [Fact]
    public void Text_is_eleven_characters_that_stand_in_an_address_unescaped() =>
        Any.Sample(id => id.ToString() is { Length: NodeId.TextLength } text && Uri.EscapeDataString(text) == text);

    [Fact]
    public void Utf8_form_is_the_text_form() => Any.Sample(id =>
    {
        var utf8 = new byte[NodeId.TextLength];
        id.Format(utf8);
        return Encoding.ASCII.GetString(utf8) == id.ToString();
    });

    [Fact]
    public void Json_form_is_the_text_form() => Any.Sample(id =>
        JsonSerializer.Serialize(id) == $"\"{id}\"" && JsonSerializer.Deserialize<NodeId>($"\"{id}\"") == id);

    [Fact]
    public void Any_other_text_is_refused() => Gen.Select(Any, Gen.Int[0, NodeId.TextLength - 1], Gen.OneOf(Gen.Char, Gen.Char[' ', '~'])).Sample((id, at, put) =>
    {
        var text = id.ToString().ToCharArray();
        text[at] = put;
        var changed = new string(text);
        return !NodeId.TryParse(changed, out var read) || read.ToString() == changed;
    });

    [Fact]
    public void Random_text_is_refused_or_is_the_text_of_an_id() =>
        Texts.Raw.Sample(text => !NodeId.TryParse(text, out var read) || read.ToString() == text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAA")]
    [InlineData("AAAAAAAAAAwA")]
    [InlineData("===========")]
    [InlineData("AAAAAAAAA==")]
    [InlineData("AAAA AAAAAw")]
    [InlineData(" AAAAAAAAAw")]
    [InlineData("AAAAAAAA+/w")]
    [InlineData("AAAAAAAAAAA")]    // nothing
    [InlineData("AAAAAAAAAAg")]    // no kind 0
    [InlineData("gAAAAAAAAAw")]    // negative
    [InlineData("__________8")]    // -1
    [InlineData("AAAAAAAAAAx")]    // the last two bits stand for nothing
    public void Text_that_is_no_id_is_refused(string? text)
    {
        NodeId.TryParse(text, out var id).ShouldBeFalse();
        id.ShouldBe(default);
    }

    [Fact]
    public void Parse_says_what_it_could_not_read() =>
        Should.Throw<FormatException>(() => NodeId.Parse("nonsense")).Message.ShouldContain("nonsense");

    [Fact]
    public void Json_that_is_no_id_is_refused() => Should.Throw<JsonException>(() => JsonSerializer.Deserialize<NodeId>("\"nonsense\""));

    [Fact]
    public void Value_gives_the_id_back_and_is_positive() => Any.Sample(id => NodeId.FromValue(id.Value) == id && id.Value > 0);

    [Fact]
    public void Ids_are_ordered_by_number_then_by_kind() => Gen.Select(Any, Any).Sample((a, b) =>
    {
        var expected = (a.Value >> 3, a.Kind).CompareTo((b.Value >> 3, b.Kind));
        return Math.Sign(a.CompareTo(b)) == Math.Sign(expected)
            && (a < b) == (expected < 0) && (a > b) == (expected > 0) && (a <= b) == (expected <= 0) && (a >= b) == (expected >= 0);
    });
}
