using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Tests.Stores;

public sealed class LanguageSubjectTests
{
    [Theory]
    [InlineData("it")]
    [InlineData("und")]
    [InlineData("en-GB")]
    [InlineData("es-419")]
    [InlineData("zh-Hant-TW")]
    [InlineData("de-CH-1901")]
    [InlineData("ca-valencia")]
    [InlineData("x-a-9")]
    [InlineData("sl-SI-nedis")]
    public void A_tag_is_its_subject(string tag)
    {
        LanguageTag.Canonical(tag).ShouldBe(tag);
        LanguageSubject.TagOf(LanguageSubject.Of(tag)).ShouldBe(tag);
    }

    [Fact]
    public void The_longest_tags_have_the_largest_subjects() => LanguageSubject.Of("x-----------"[..12]).ShouldBeInRange(1, long.MaxValue);

    [Fact]
    public void Longer_tags_share_one_subject() => LanguageSubject.Of("en-GB-oxendict").ShouldBe(LanguageSubject.OfLongTags);
}
