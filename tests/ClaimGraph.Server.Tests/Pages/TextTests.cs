using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using ClaimGraph.GraphQL;
using ClaimGraph.Pages.Localization;
using PageTexts = ClaimGraph.Pages.Localization.Texts;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>The texts of the pages.</summary>
public sealed partial class TextTests
{
    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_gaps()
    {
        var english = TextsOf("");
        var italian = TextsOf("it");
        italian.Keys.Order(StringComparer.Ordinal).ShouldBe(english.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, text) in english)
            Gaps(italian[name]).ShouldBe(Gaps(text), name);
    }

    [Theory]
    [InlineData("Verdict", "Verdict")]
    [InlineData("Stance", "Stance")]
    [InlineData("Attention", "Attention")]
    [InlineData("Attention", "AttentionMeaning")]
    [InlineData("StatementKind", "StatementKind")]
    [InlineData("SourceKind", "SourceKind")]
    [InlineData("ActorKind", "ActorKind")]
    [InlineData("RecordStatus", "Status")]
    [InlineData("Reliability", "Reliability")]
    [InlineData("AnchorStatus", "AnchorStatus")]
    [InlineData("RelationKind", "RelationKind")]
    [InlineData("RelationKind", "RelatedBy")]
    [InlineData("ChangeAction", "Action")]
    public void Every_value_of_the_api_has_words(string type, string texts)
    {
        var body = Regex
            .Match(ClaimGraphApi.PrintSchema(), $@"^enum {type} \{{(.*?)^\}}", RegexOptions.Multiline | RegexOptions.Singleline)
            .Groups[1]
            .Value;
        var values = EnumValue().Matches(body).Select(m => m.Groups[1].Value).ToArray();
        values.ShouldNotBeEmpty();
        var known = TextsOf("");
        values.Where(v => !known.ContainsKey($"{texts}_{v}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("de-DE,de;q=0.9", "en-GB")]
    [InlineData("it", "it-IT")]
    [InlineData("it-CH,it;q=0.9,en;q=0.8", "it-CH")]
    [InlineData("fr, it;q=0.3, en-US;q=0.7", "en-US")]
    [InlineData("en-nonsense-that-is-none, *", "en-GB")]
    [InlineData("\u0001;;q=x", "en-GB")]
    [InlineData(null, "en-GB")]
    public void The_language_is_what_the_reader_likes_best_of_what_there_is(string? wanted, string culture) =>
        Languages.Wanted(wanted).Name.ShouldBe(culture);

    [Theory]
    [InlineData("en-GB", "2025-02-11", "11 February 2025")]
    [InlineData("en-US", "2025-02-11", "February 11, 2025")]
    [InlineData("it-IT", "2025-02-11", "11 febbraio 2025")]
    [InlineData("en-GB", "2025-02", "February 2025")]
    [InlineData("it-IT", "2025", "2025")]
    public void Dates_are_as_precise_as_they_are_known(string culture, string date, string text) =>
        new Reader(CultureInfo.GetCultureInfo(culture), default).Date(date).ShouldBe(text);

    [Theory]
    [InlineData("en", "00:01:00", "a minute ago")]
    [InlineData("en", "03:59:59", "3 hours ago")]
    [InlineData("it", "00:05:00", "5 minuti fa")]
    [InlineData("it", "1.00:00:00", "ieri")]
    public void Times_that_have_passed_are_told_in_the_language_of_the_page(string language, string ago, string text)
    {
        var now = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
        var reader = new Reader(CultureInfo.GetCultureInfo(language), now);
        reader.Ago(now - TimeSpan.Parse(ago, CultureInfo.InvariantCulture)).ShouldBe(text);
    }

    [Theory]
    [InlineData("ar", "rtl")]
    [InlineData("he-IL", "rtl")]
    [InlineData("pa-Arab", "rtl")]
    [InlineData("ar-Latn", "ltr")]
    [InlineData("it", "ltr")]
    [InlineData("und", "auto")]
    public void Texts_run_as_their_language_does(string tag, string direction) => Languages.Direction(tag).ShouldBe(direction);

    private static Dictionary<string, string> TextsOf(string culture) =>
        PageTexts
            .ResourceManager.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);

    private static string[] Gaps(string text) => [.. Gap().Matches(text).Select(m => m.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Gap();

    [GeneratedRegex("^ +([A-Z_]+)$", RegexOptions.Multiline)]
    private static partial Regex EnumValue();
}
