using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ClaimGraph.Queries;

/// <summary>
/// A place in an ordered list: the value of the ordering field and the id of a node. It stays right whatever is inserted or deleted,
/// even if the node itself is removed. In the API it is opaque text.
/// </summary>
/// <param name="Value">Of the ordering field: null, string, long, double, PartialDate or DateTimeOffset.</param>
/// <param name="Id">The node that it points at.</param>
public sealed record Cursor(object? Value, NodeId Id)
{
    public static Cursor Of(Node node, OrderBy order) => new(order.By.Read(node), node.Id);

    /// <summary>The opaque text of a cursor in a list with this order.</summary>
    public static string Encode(Node node, OrderBy order) => Of(node, order).Encode(order);

    public string Encode(OrderBy order)
    {
        var value = Value switch
        {
            null => "-",
            string text => "=" + text,
            PartialDate date => "=" + date,
            DateTimeOffset time => "=" + time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            IFormattable number => "=" + number.ToString(number is double ? "R" : null, CultureInfo.InvariantCulture),
            var other => throw new NotSupportedException($"A cursor cannot hold a {other.GetType()}."),
        };
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{order.Field.FilterName}{(order.Descending ? '>' : '<')}{Id}{value}"));
    }

    /// <summary>Reads a cursor of a list with this order.</summary>
    /// <exception cref="RefusedException">The text is not a cursor, or one of another order.</exception>
    public static Cursor Decode(string text, OrderBy order, string path = "after")
    {
        var start = order.Field.FilterName + (order.Descending ? '>' : '<');
        if (
            TryDecode(text, out var plain)
            && plain.StartsWith(start, StringComparison.Ordinal)
            && plain.Length > start.Length + NodeId.TextLength
            && NodeId.TryParse(plain.Substring(start.Length, NodeId.TextLength), out var id)
            && id.Kind == order.Field.Kind
            && TryReadValue(plain[(start.Length + NodeId.TextLength)..], order.Field.Type, out var value)
        )
            return new Cursor(value, id);
        throw new RefusedException(
            ProblemCode.InvalidFormat,
            "This is not a valid cursor for a list in this order. Use one from pageInfo or edges of the same list.",
            path
        );
    }

    private static bool TryDecode(string text, out string plain)
    {
        plain = "";
        if (text.Length > 64 * 1024 || !Base64Url.IsValid(text))
            return false;
        plain = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        return true;
    }

    private static bool TryReadValue(string text, DataType type, out object? value)
    {
        value = null;
        if (text == "-")
            return true;
        if (text[0] != '=')
            return false;
        text = text[1..];
        value = type switch
        {
            DataType.Text => text,
            DataType.Date when PartialDate.TryParse(text, out var date) => date,
            DataType.Integer when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
            DataType.Number
                when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) =>
                number,
            DataType.Time
                when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time)
                    && time is >= -62135596800000 and <= 253402300799999 => DateTimeOffset.FromUnixTimeMilliseconds(time),
            _ => null,
        };
        return value is not null;
    }
}
