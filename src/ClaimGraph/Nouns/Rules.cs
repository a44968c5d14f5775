using System.Text.Json;
using FluentValidation;

namespace ClaimGraph;

/// <summary>The rules that fields share. Each gives a code of <see cref="ProblemCode"/>, and a message with the allowed form.</summary>
internal static class Rules
{
    private const int MostShown = 60;
    private const string Credentials = "This URL contains a user name or a password. Leave out what stands before the @.";

    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int limit) =>
        rule.Must(s => s is null || s.Length <= limit || CodePoints.Count(s) <= limit)
            .WithErrorCode(ProblemCode.TooLong)
            .WithMessage($"This text is too long; use at most {limit:N0} characters.")
            .Must(s => s is null || CodePoints.IsWellFormed(s))
            .WithErrorCode(ProblemCode.InvalidText)
            .WithMessage("This text contains a NUL or half of a surrogate pair.");

    public static IRuleBuilderOptions<T, string?> NotBlank<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(s => !Invisible.IsBlank(s)).WithErrorCode(ProblemCode.Required).WithMessage("This text is required.");

    public static IRuleBuilderOptions<T, string?> Language<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(s => s is not null && LanguageTag.IsValid(s))
            .WithErrorCode(ProblemCode.InvalidFormat)
            .WithMessage((_, s) => $"{Shown(s)} is not a valid language tag; use a BCP 47 tag such as it, en-GB or und.");

    public static IRuleBuilderOptions<T, string?> WebAddress<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(s => s is null || CanonicalUrl.TryCreate(s, out _))
            .WithErrorCode(ProblemCode.InvalidFormat)
            .WithMessage(
                (_, s) =>
                    CanonicalUrl.HasCredentials(s)
                        ? Credentials
                        : $"{Shown(s)} is not a valid URL; use an absolute http or https URL, such as https://example.org/page."
            );

    public static IRuleBuilderOptions<T, string?> Iri<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(CanonicalIri.IsValid)
            .WithErrorCode(ProblemCode.InvalidFormat)
            .WithMessage(
                (_, s) =>
                    CanonicalUrl.HasCredentials(s)
                        ? Credentials
                        : $"{Shown(s)} is not a valid IRI; use an absolute one, such as http://www.wikidata.org/entity/Q95."
            );

    public static IRuleBuilderOptions<T, string?> Json<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(s => s is null || IsJsonObject(s))
            .WithErrorCode(ProblemCode.InvalidFormat)
            .WithMessage((_, s) => $"{Shown(s)} is not a JSON object; give one such as {{\"@type\":\"ClaimReview\"}}.");

    private static bool IsJsonObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public static IRuleBuilderOptions<T, string?> Role<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Matches(@"^[A-Z][A-Z0-9_]{0,63}\z")
            .WithErrorCode(ProblemCode.InvalidFormat)
            .WithMessage(
                (_, s) => $"{Shown(s)} is not a valid role; use at most 64 capitals, digits and underscores, such as DECLINED_TO_SIGN."
            );

    public static IRuleBuilderOptions<T, double?> Finite<T>(this IRuleBuilder<T, double?> rule) =>
        rule.Must(v => v is null || double.IsFinite(v.Value))
            .WithErrorCode(ProblemCode.OutOfRange)
            .WithMessage("This must be a finite number.");

    // IsInEnum of FluentValidation looks for attributes by reflection each time.
    public static IRuleBuilderOptions<T, TEnum> Known<T, TEnum>(this IRuleBuilder<T, TEnum> rule)
        where TEnum : struct, Enum => rule.Must(Enum.IsDefined).OrNotOfTheField();

    public static IRuleBuilderOptions<T, TEnum?> Known<T, TEnum>(this IRuleBuilder<T, TEnum?> rule)
        where TEnum : struct, Enum => rule.Must(v => v is null || Enum.IsDefined(v.Value)).OrNotOfTheField();

    private static IRuleBuilderOptions<T, TValue> OrNotOfTheField<T, TValue>(this IRuleBuilderOptions<T, TValue> rule) =>
        rule.WithErrorCode(ProblemCode.OutOfRange).WithMessage("This is not one of the values of the field.");

    public static IRuleBuilderOptions<T, double?> Fraction<T>(this IRuleBuilder<T, double?> rule) =>
        rule.Must(v => v is null or (>= 0 and <= 1))
            .WithErrorCode(ProblemCode.OutOfRange)
            .WithMessage(
                (_, v) =>
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{v} is out of range; use a number from 0 to 1.")
            );

    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>> AtMost<T, TItem>(
        this IRuleBuilder<T, IReadOnlyList<TItem>> rule,
        int limit
    ) =>
        rule.Must(list => list is not null && list.Count <= limit)
            .WithErrorCode(ProblemCode.TooLong)
            .WithMessage($"This list is too long; use at most {limit:N0} entries.");

    /// <summary>A value as a message shows it.</summary>
    private static string Shown(string? value) =>
        value switch
        {
            null or "" => "An empty text",
            { Length: > MostShown } => $"'{value[..(char.IsHighSurrogate(value[MostShown - 1]) ? MostShown - 1 : MostShown)]}…'",
            _ => $"'{value}'",
        };
}
