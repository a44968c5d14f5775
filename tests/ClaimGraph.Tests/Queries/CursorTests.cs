using System.Buffers.Text;
using System.Text;
using ClaimGraph.Queries;
using ClaimGraph.Tests.Identity;
using ClaimGraph.Tests.Text;

namespace ClaimGraph.Tests.Queries;

public sealed class CursorTests
{
    private static readonly OrderBy[] Orders =
    [
        .. Enum.GetValues<NodeKind>()
            .SelectMany(Fields.Of)
            .Where(f => f.IsOrdered)
            .SelectMany(f => new[] { new OrderBy(f, false), new OrderBy(f, true) }),
    ];

    private static Gen<object?> Values(DataType type) =>
        type switch
        {
            DataType.Text => Texts.WellFormed.Select(object? (t) => t),
            DataType.Integer => Gen.Long.Select(object? (n) => n),
            DataType.Number => Gen.Double.Where(double.IsFinite).Select(object? (n) => n),
            DataType.Date => PartialDateTests.Any.Select(object? (d) => d),
            DataType.Time => Gen.Long[-62135596800000, 253402300799999].Select(object? (ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms)),
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };

    private static readonly Gen<(OrderBy Order, Cursor Cursor)> Any =
        from order in Gen.Int[0, Orders.Length - 1].Select(i => Orders[i])
        from value in Gen.OneOf(Values(order.Field.Type), Values(order.Field.Type), Gen.Const((object?)null))
        from id in NodeIdTests.Any
        select (order, new Cursor(value, new NodeId(order.Field.Kind, id.Number)));

    [Fact]
    public void Every_type_by_which_lists_are_ordered_is_tried() =>
        Orders
            .Select(o => o.Field.Type)
            .Distinct()
            .ShouldBe([DataType.Text, DataType.Integer, DataType.Number, DataType.Date, DataType.Time], ignoreOrder: true);

    [Fact]
    public void Text_gives_the_cursor_back() => Any.Sample(x => Cursor.Decode(x.Cursor.Encode(x.Order), x.Order) == x.Cursor, iter: 2_000);

    [Fact]
    public void Longest_text_can_be_in_a_cursor()
    {
        var order = new OrderBy(Fields.Statement.Text, false);
        var cursor = new Cursor(string.Concat(Enumerable.Repeat("😀", Limits.StatementText)), new NodeId(NodeKind.Statement, 1));
        Cursor.Decode(cursor.Encode(order), order).ShouldBe(cursor);
    }

    [Fact]
    public void Cursor_of_another_order_is_refused() =>
        Gen.Select(Any, Gen.Int[0, Orders.Length - 1])
            .Sample(
                (x, other) =>
                {
                    var same =
                        Orders[other].Field.Kind == x.Order.Field.Kind
                        && Orders[other].Field.Name == x.Order.Field.Name
                        && Orders[other].Descending == x.Order.Descending;
                    return same || IsRefused(x.Cursor.Encode(x.Order), Orders[other]);
                },
                iter: 2_000
            );

    [Fact]
    public void Random_text_is_refused() =>
        Gen.Select(Texts.Raw, Gen.Int[0, Orders.Length - 1]).Sample((text, order) => IsRefused(text, Orders[order]));

    [Fact]
    public void Altered_cursor_is_refused_or_is_another_cursor() =>
        Gen.Select(Any, Gen.Int[0, 200], Gen.Byte)
            .Sample(
                (x, at, put) =>
                {
                    var bytes = Base64Url.DecodeFromChars(x.Cursor.Encode(x.Order));
                    bytes[at % bytes.Length] = put;
                    try
                    {
                        var read = Cursor.Decode(Base64Url.EncodeToString(bytes), x.Order);
                        return Cursor.Decode(read.Encode(x.Order), x.Order) == read;
                    }
                    catch (RefusedException)
                    {
                        return true;
                    }
                },
                iter: 3_000
            );

    [Theory]
    [InlineData("strength<{0}=NaN")]
    [InlineData("strength<{0}=Infinity")]
    [InlineData("strength<{0}=-1e999")]
    [InlineData("strength<{0}=")]
    [InlineData("strength<{0}")]
    [InlineData("strength<{0}?0.5")]
    [InlineData("strength>{0}=0.5")]
    [InlineData("strength<AAAAAAAAAAA=0.5")]
    [InlineData("strength<")]
    [InlineData("")]
    public void Forged_cursor_is_refused(string plain)
    {
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, plain, new NodeId(NodeKind.Statement, 1));
        IsRefused(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text)), new OrderBy(Fields.Statement.Strength, false)).ShouldBeTrue();
    }

    [Fact]
    public void Forged_time_is_refused()
    {
        foreach (var time in new[] { long.MinValue, -62135596800001, 253402300800000, long.MaxValue })
            IsRefused(
                    Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"createdAt>{new NodeId(NodeKind.Actor, 1)}={time}")),
                    OrderBy.Newest(NodeKind.Actor)
                )
                .ShouldBeTrue();
    }

    private static bool IsRefused(string text, OrderBy order)
    {
        var refused = Should.Throw<RefusedException>(() => Cursor.Decode(text, order, "before"));
        return refused.Problems is [{ Code: ProblemCode.InvalidFormat, Path: ["before"] }];
    }
}
