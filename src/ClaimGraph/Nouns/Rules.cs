using FluentValidation;

namespace ClaimGraph;

/// <summary>The rules that several validators share. Each gives a code of <see cref="ProblemCode"/>.</summary>
internal static class Rules
{
    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int limit) => rule
        .Must(s => s is null || s.Length <= limit || CodePoints.Count(s) <= limit)
        .WithErrorCode(ProblemCode.TooLong).WithMessage($"At most {limit:N0} characters are taken.")
        .Must(s => s is null || CodePoints.IsWellFormed(s))
        .WithErrorCode(ProblemCode.InvalidText).WithMessage("The text holds a NUL or half of a surrogate pair.");

    public static IRuleBuilderOptions<T, string?> NotBlank<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(s => !string.IsNullOrWhiteSpace(s)).WithErrorCode(ProblemCode.Required).WithMessage("A text is needed here.");

    public static IRuleBuilderOptions<T, string?> Language<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(s => s is not null && LanguageTag.IsWellFormed(s))
        .WithErrorCode(ProblemCode.InvalidFormat).WithMessage("A language is written as a BCP 47 tag like it, en-GB or und.");

    public static IRuleBuilderOptions<T, string?> WebAddress<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(s => s is null || CanonicalUrl.TryCreate(s, out _))
        .WithErrorCode(ProblemCode.InvalidFormat).WithMessage("An absolute http or https address is expected.");

    public static IRuleBuilderOptions<T, string?> Iri<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(s => s is not null && Uri.TryCreate(s, UriKind.Absolute, out _))
        .WithErrorCode(ProblemCode.InvalidFormat).WithMessage("An absolute IRI is expected, like http://www.wikidata.org/entity/Q95.");

    public static IRuleBuilderOptions<T, string?> Role<T>(this IRuleBuilder<T, string?> rule) => rule
        .Matches(@"^[A-Z][A-Z0-9_]{0,63}\z")
        .WithErrorCode(ProblemCode.InvalidFormat).WithMessage("A role is written in capitals, like DECLINED_TO_SIGN (64 characters at most).");

    public static IRuleBuilderOptions<T, double?> Finite<T>(this IRuleBuilder<T, double?> rule) => rule
        .Must(v => v is null || double.IsFinite(v.Value)).WithErrorCode(ProblemCode.OutOfRange).WithMessage("A number is expected.");

    public static IRuleBuilderOptions<T, TEnum> Known<T, TEnum>(this IRuleBuilder<T, TEnum> rule) => rule
        .IsInEnum().WithErrorCode(ProblemCode.OutOfRange).WithMessage("The value is none of those that the field takes.");

    public static IRuleBuilderOptions<T, double?> Fraction<T>(this IRuleBuilder<T, double?> rule) => rule
        .Must(v => v is null or (>= 0 and <= 1)).WithErrorCode(ProblemCode.OutOfRange).WithMessage("A number from 0 to 1 is expected.");

    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>> AtMost<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>> rule, int limit) => rule
        .Must(list => list is not null && list.Count <= limit).WithErrorCode(ProblemCode.TooLong).WithMessage($"At most {limit:N0} entries are taken.");
}
