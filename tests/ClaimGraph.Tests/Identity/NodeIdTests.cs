using System.Text;
using System.Text.Json;

namespace ClaimGraph.Tests.Identity;

public sealed class NodeIdTests
{
    internal static readonly Gen<NodeId> Any = Gen.Select(Gen.Enum<NodeKind>(), Gen.OneOf(Gen.Long[1, long.MaxValue], Gen.Long[1, 300]), (kind, value) => new NodeId(kind, value));

    [Fact]
    public void Text_gives_the_id_back() => Any.Sample(id => NodeId.TryParse(id.ToString(), out var read) && read == id);

    [Fact]
    public void Text_is_twelve_characters_that_stand_in_an_address_unescaped() =>
        Any.Sample(id => id.ToString() is { Length: NodeId.TextLength } text && Uri.EscapeDataString(text) == text);

    [Fact]
    public void Utf8_form_is_the_text_form() => Any.Sample(id =>
    {
        var utf8 = new byte[NodeId.TextLength];
        id.TryFormat(utf8);
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
    [InlineData("BAAAAAAAAAA")]
    [InlineData("BAAAAAAAAAABB")]
    [InlineData("============")]
    [InlineData("BAAAAAAAAA==")]
    [InlineData("BAAAAAAA AAB")]
    [InlineData(" BAAAAAAAAAB")]
    [InlineData("BAAAAAAAAA+/")]
    [InlineData("AAAAAAAAAAAB")]   // no kind 0
    [InlineData("CAAAAAAAAAAB")]   // no kind 8
    [InlineData("BAAAAAAAAAAA")]   // value 0
    [InlineData("BP__________")]   // value -1
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
    public void Ids_are_ordered_by_kind_then_by_value() => Gen.Select(Any, Any).Sample((a, b) =>
    {
        var expected = (a.Kind, a.Value).CompareTo((b.Kind, b.Value));
        return Math.Sign(a.CompareTo(b)) == Math.Sign(expected)
            && (a < b) == (expected < 0) && (a > b) == (expected > 0) && (a <= b) == (expected <= 0) && (a >= b) == (expected >= 0);
    });
}
