namespace ClaimGraph.Tests.Text;

public sealed class LanguageTagTests
{
    [Theory]
    [InlineData("it", "it")]
    [InlineData("und", "und")]
    [InlineData("IT", "it")]
    [InlineData("en-gb", "en-GB")]
    [InlineData("EN-gB", "en-GB")]
    [InlineData("zh-hant-tw", "zh-Hant-TW")]
    [InlineData("sr-LATN-rs", "sr-Latn-RS")]
    [InlineData("es-419", "es-419")]
    [InlineData("de-ch-1901", "de-CH-1901")]
    [InlineData("sl-rozaj-biske", "sl-rozaj-biske")]
    [InlineData("zh-cmn-hans-cn", "cmn-Hans-CN")]
    [InlineData("iw", "he")]
    [InlineData("in-ID", "id-ID")]
    [InlineData("ji", "yi")]
    [InlineData("mo", "ro")]
    [InlineData("eng", "en")]
    [InlineData("ENG-gb", "en-GB")]
    [InlineData("deu", "de")]
    [InlineData("ger-at", "de-AT")]
    [InlineData("fre", "fr")]
    [InlineData("zho", "zh")]
    [InlineData("ukr", "uk")]
    [InlineData("fil", "fil")]
    [InlineData("zh-yue-HK", "yue-HK")]
    [InlineData("zh-min-nan", "nan")]
    [InlineData("pt_BR", "pt-BR")]
    [InlineData("zh_Hant_TW", "zh-Hant-TW")]
    [InlineData("en-UK", "en-GB")]
    [InlineData("en-a-BBB-x-a-CCC", "en-a-bbb-x-a-ccc")]
    [InlineData("de-u-CO-phonebk", "de-u-co-phonebk")]
    [InlineData("en-u-co-phonebk-nu-latn", "en-u-co-phonebk-nu-latn")] // RFC 5646 2.1.1: after a singleton all is lower case
    [InlineData("en-x-us-LATN", "en-x-us-latn")]
    [InlineData("x-Whatever", "x-whatever")]
    public void Tag_is_valid_and_has_one_writing(string tag, string canonical)
    {
        LanguageTag.IsValid(tag).ShouldBeTrue();
        LanguageTag.Canonical(tag).ShouldBe(canonical);
        LanguageTag.Canonical(canonical).ShouldBe(canonical);
        LanguageTag.IsValid(canonical).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("i")]
    [InlineData("italiano1")]
    [InlineData("English")]
    [InlineData("deutsch")]
    [InlineData("jp")]
    [InlineData("en-USA")]
    [InlineData("xx")]
    [InlineData("en_US.UTF-8")]
    [InlineData("it-")]
    [InlineData("-it")]
    [InlineData("it--IT")]
    [InlineData("it IT")]
    [InlineData(" it")]
    [InlineData("it ")]
    [InlineData("it\n")]
    [InlineData("it-IT\n")]
    [InlineData("x-a\n")]
    [InlineData("it-ITA-")]
    [InlineData("è")]
    [InlineData("\u212Ao")] // the Kelvin sign is no K
    [InlineData("en-a")]
    [InlineData("en-x")]
    [InlineData("en-abcdefghi")]
    [InlineData("en-abcde-abcde-abcde-abcde-abcde-ab")] // 36 characters would be one too many
    public void Text_that_is_no_tag_is_refused(string tag) => LanguageTag.IsValid(tag).ShouldBeFalse();

    [Fact]
    public void Tag_is_refused_above_its_greatest_length_only()
    {
        LanguageTag.IsValid("en-x-abcdefgh-abcdefgh-abcdefgh-abc").ShouldBeTrue();
        "en-x-abcdefgh-abcdefgh-abcdefgh-abc".Length.ShouldBe(LanguageTag.MaxLength);
        LanguageTag.IsValid("en-x-abcdefgh-abcdefgh-abcdefgh-abcd").ShouldBeFalse();
    }

    [Fact]
    public void Valid_tags_are_ascii_and_stay_valid_in_canonical_form() =>
        Gen.Select(
                Gen.OneOf("it", "EN", "zh", "x", "und", "sr"),
                Gen.OneOf(
                    Gen.OneOf("-", "Latn", "GB", "a", "u", "x", "419", "1901", "\n", "ß", "K", "rozaj").Array[0, 6],
                    Gen.String.Array[0, 2]
                )
            )
            .Select((start, rest) => start + string.Concat(rest.Select(r => "-" + r)))
            .Sample(
                tag =>
                    !LanguageTag.IsValid(tag)
                    || tag.All(char.IsAscii)
                        && !tag.Any(char.IsControl)
                        && LanguageTag.Canonical(tag) is var canonical
                        && LanguageTag.IsValid(canonical)
                        && LanguageTag.Canonical(canonical) == canonical,
                iter: 3_000
            );
}
