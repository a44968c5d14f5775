using System.Text;
using System.Text.Json;

namespace ClaimGraph.Tests.Identity;

public sealed class NodeIdTests
{
    internal static readonly Gen<NodeId> Any = Gen.Select(
        Gen.Enum<NodeKind>(),
        Gen.OneOf(Gen.Long[1, NodeId.GreatestNumber], Gen.Long[1, 300]),
        (kind, number) => new NodeId(kind, number)
    );

    [Fact]
    public void Text_gives_the_id_back() => Any.Sample(id => NodeId.TryParse(id.ToString(), out var read) && read == id);

    [Fact]
    public void Text_is_eleven_characters_that_stand_in_an_address_unescaped() =>
        Any.Sample(id => id.ToString() is { Length: NodeId.TextLength } text && Uri.EscapeDataString(text) == text);

    [Fact]
    public void Utf8_form_is_the_text_form() =>
        Any.Sample(id =>
        {
            var utf8 = new byte[NodeId.TextLength];
            id.Format(utf8);
            return Encoding.ASCII.GetString(utf8) == id.ToString();
        });

    [Fact]
    public void Json_form_is_the_text_form() =>
        Any.Sample(id => JsonSerializer.Serialize(id) == $"\"{id}\"" && JsonSerializer.Deserialize<NodeId>($"\"{id}\"") == id);

    [Fact]
    public void Any_other_text_is_refused() =>
        Gen.Select(Any, Gen.Int[0, NodeId.TextLength - 1], Gen.OneOf(Gen.Char, Gen.Char[' ', '~']))
            .Sample(
                (id, at, put) =>
                {
                    var text = id.ToString().ToCharArray();
                    text[at] = put;
                    var changed = new string(text);
                    return !NodeId.TryParse(changed, out var read) || read.ToString() == changed;
                }
            );

    [Fact]
    public void Random_text_is_refused_or_is_the_text_of_an_id() =>
        Texts.Raw.Sample(text => !NodeId.TryParse(text, out var read) || read.ToString() == text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAA")]
    [InlineData("AAAAAAAAACQA")]
    [InlineData("===========")]
    [InlineData("AAAAAAAAA==")]
    [InlineData("AAAA AAAACQ")]
    [InlineData(" AAAAAAAACQ")]
    [InlineData("AAAAAAA+/CQ")]
    [InlineData("AAAAAAAAAAA")] // nothing
    [InlineData("AAAAAAAAACA")] // no kind 0
    [InlineData("AAAAAAAAAD8")] // nor 31 so far
    [InlineData("AAAAAAAAAAQ")] // no number 0
    [InlineData("gAAAAAAAACQ")] // negative
    [InlineData("__________8")] // -1
    [InlineData("AAAAAAAAACR")] // the last two bits stand for nothing
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
    public void Id_gives_its_kind_and_its_number_back() =>
        Gen.Select(Gen.Enum<NodeKind>(), Gen.Long[1, NodeId.GreatestNumber])
            .Sample(
                (kind, number) =>
                    new NodeId(kind, number) is var id
                    && id.Kind == kind
                    && id.Number == number
                    && id.Value % NodeKinds.Modulus == (int)kind
            );

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(NodeId.GreatestNumber + 1)]
    [InlineData(long.MaxValue)]
    public void Number_that_an_id_has_no_room_for_is_refused(long number) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new NodeId(NodeKind.Actor, number));

    [Fact]
    public void Kind_that_is_not_a_noun_is_refused() =>
        Gen
            .Byte.Where(b => !Enum.IsDefined((NodeKind)b))
            .Sample(b =>
            {
                ((NodeKind)b).IsKnown().ShouldBeFalse();
                Should.Throw<ArgumentOutOfRangeException>(() => new NodeId((NodeKind)b, 1000));
            });

    [Fact]
    public void Every_noun_is_known() => NodeKinds.All.ShouldAllBe(kind => kind.IsKnown());

    [Fact]
    public void Ids_are_ordered_by_number_then_by_kind() =>
        Gen.Select(Any, Any)
            .Sample(
                (a, b) =>
                {
                    var expected = (a.Number, a.Kind).CompareTo((b.Number, b.Kind));
                    return Math.Sign(a.CompareTo(b)) == Math.Sign(expected)
                        && (a < b) == (expected < 0)
                        && (a > b) == (expected > 0)
                        && (a <= b) == (expected <= 0)
                        && (a >= b) == (expected >= 0);
                }
            );
}
