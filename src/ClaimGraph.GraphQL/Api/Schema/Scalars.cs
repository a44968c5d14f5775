using System.Globalization;
using System.Text.RegularExpressions;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Introspection;
using ClaimGraph.GraphQL.Engine.Values;
using GraphQL.Types;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Api.Schema;

/// <summary>The scalars of the API.</summary>
internal sealed class ScalarPart : IApiPart
{
    public void AddTo(ApiDefinition api) =>
        api.Add(
            new IdScalar(),
            new StringGraphType(),
            new IntScalar(),
            new FloatScalar(),
            new BooleanGraphType(),
            new PartialDateScalar(),
            new DateTimeScalar()
        );
}

/// <summary>The ID of GraphQL; what comes in is always text, also when it was written as a number.</summary>
internal sealed class IdScalar : IdGraphType
{
    public IdScalar()
    {
        Name = "ID";
        Description =
            "A record. The API returns its id, an opaque text of eleven characters. Where it takes one, a name does as well: `key:` and "
            + "your own key; `statement:`, `actor:` and so on and the key, if records of several types have it; `url:` and the address "
            + "of a source; `wikidata:` and the Q number of an actor.";
    }

    public override object? Serialize(object? value) => value?.ToString();

    public override object? ParseLiteral(GraphQLValue value) => Text(base.ParseLiteral(value));

    public override object? ParseValue(object? value) => Text(base.ParseValue(value));

    private static string? Text(object? value) => value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture);
}

/// <summary>The Int of GraphQL; a variable may hold a whole number that is written as a fraction, like 1.0.</summary>
internal sealed class IntScalar : IntGraphType
{
    public IntScalar() => Name = "Int";

    public override object? ParseValue(object? value) =>
        base.ParseValue(value is double number && double.IsInteger(number) && Math.Abs(number) <= int.MaxValue ? (int)number : value);
}

/// <summary>The Float of GraphQL; a number that is too large for it is refused.</summary>
internal sealed class FloatScalar : FloatGraphType
{
    public FloatScalar() => Name = "Float";

    public override object? ParseLiteral(GraphQLValue value) =>
        base.ParseLiteral(value) is double number and not double.NaN && !double.IsFinite(number)
            ? ThrowLiteralConversionError(value)
            : base.ParseLiteral(value);

    public override object? ParseValue(object? value) =>
        value is double number && !double.IsFinite(number) ? ThrowValueConversionError(value) : base.ParseValue(value);
}

/// <summary>A scalar that is written as a string.</summary>
internal abstract class TextScalar : ScalarGraphType, ISpecifiedScalar
{
    /// <param name="forms">The forms of its values, for messages.</param>
    protected TextScalar(string forms) => Metadata[AllowedValues.Forms] = forms;

    public abstract string SpecifiedBy { get; }

    protected abstract bool TryParse(string text, out object? value);

    public override object? ParseLiteral(GraphQLValue value) =>
        value switch
        {
            GraphQLNullValue => null,
            GraphQLStringValue text when TryParse((string)text.Value, out var parsed) => parsed,
            _ => ThrowLiteralConversionError(value),
        };

    public override object? ParseValue(object? value) =>
        value switch
        {
            null => null,
            string text when TryParse(text, out var parsed) => parsed,
            _ => ThrowValueConversionError(value),
        };
}

internal sealed class PartialDateScalar : TextScalar
{
    public PartialDateScalar()
        : base("2025, 2025-02 or 2025-02-11")
    {
        Name = "PartialDate";
        Description =
            "A date as far as it is known, in ISO 8601: `2025`, `2025-02` or `2025-02-11`, with years from 0001 to 9999. "
            + "An imprecise date stays imprecise. Dates are ordered by their first possible day, and on the same day by precision, "
            + "the less precise first.";
    }

    public override string SpecifiedBy => "https://www.w3.org/TR/NOTE-datetime";

    public override object? Serialize(object? value) => value?.ToString();

    protected override bool TryParse(string text, out object? value)
    {
        var valid = PartialDate.TryParse(text, out var date);
        value = date;
        return valid;
    }
}

internal sealed partial class DateTimeScalar : TextScalar
{
    public DateTimeScalar()
        : base("a time like 2025-02-11T09:30:00Z")
    {
        Name = "DateTime";
        Description =
            "A point in time in the format of RFC 3339, for example `2025-02-11T09:30:00.000Z`. "
            + "Output is in UTC with milliseconds. Input can have any offset; fractions smaller than a millisecond are cut off.";
    }

    public override string SpecifiedBy => "https://www.rfc-editor.org/rfc/rfc3339";

    public override object? Serialize(object? value) =>
        value is DateTimeOffset time ? time.UtcDateTime.ToString(Leaf.TimeFormat, CultureInfo.InvariantCulture) : null;

    protected override bool TryParse(string text, out object? value)
    {
        var valid =
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && Rfc3339().IsMatch(text);
        value = valid ? DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()) : null;
        return valid;
    }

    [GeneratedRegex(
        @"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Rfc3339();
}
