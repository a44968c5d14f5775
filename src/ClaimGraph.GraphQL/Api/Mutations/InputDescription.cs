using System.Globalization;
using ClaimGraph.GraphQL.Engine.Values;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>
/// What the API's documentation says of a field that is entered: what it means, its limits, its default and what else there is
/// to know.
/// </summary>
internal static class InputDescription
{
    /// <param name="defaults">A content or a part in which nothing was entered.</param>
    public static string Of(Field field, object defaults) =>
        string.Join(' ', new[] { field.Description, Limit(field), Default(field, defaults), field.InputNote }.Where(s => s.Length > 0));

    private static string Limit(Field field) =>
        (field.MaxEntries, field.MaxLength) switch
        {
            ({ } entries, { } length) => Text($"At most {entries:N0} entries of at most {length:N0} characters each."),
            ({ } entries, null) => Text($"At most {entries:N0} entries."),
            (null, { } length) => Text($"At most {length:N0} characters."),
            _ => "",
        };

    private static string Default(Field field, object defaults) =>
        field.IsRequired
            ? ""
            : field switch
            {
                EnumField one when one.GetNumber(defaults) is { } number =>
                    $"The default is {EnumName.Of((Enum)Enum.ToObject(one.EnumType!, number)).Value}.",
                Field<bool> flag => $"The default is {(flag.Get(defaults) ? "true" : "false")}.",
                Field<string?> text when text.Get(defaults) is { Length: > 0 } value => $"The default is `{value}`.",
                _ => "",
            };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
