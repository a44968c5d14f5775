namespace ClaimGraph.Tests.Text;

public sealed class CanonicalIriTests
{
    [Theory]
    [InlineData("http://www.wikidata.org/entity/Q95", "http://www.wikidata.org/entity/Q95")]
    [InlineData("https://www.wikidata.org/wiki/Q95", "http://www.wikidata.org/entity/Q95")]
    [InlineData("https://m.wikidata.org/wiki/q95#sitelinks", "http://www.wikidata.org/entity/Q95")]
    [InlineData("wd:Q95", "http://www.wikidata.org/entity/Q95")]
    [InlineData("http://orcid.org/0000-0002-1825-009x", "https://orcid.org/0000-0002-1825-009X")]
    [InlineData("orcid:0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097")]
    [InlineData("https://isni.org/0000 0001 2146 438X", "https://isni.org/isni/000000012146438X")]
    [InlineData("http://www.example.org/", "https://example.org")]
    [InlineData(" https://EXAMPLE.org ", "https://example.org")]
    [InlineData("http://www.example.org/people/", "https://www.example.org/people")]
    [InlineData("http://example.org/people#alice", "https://example.org/people#alice")]
    [InlineData("10.1000/ABC.182", "https://doi.org/10.1000/abc.182")]
    [InlineData("DOI: 10.1000/abc,", "https://doi.org/10.1000/abc")]
    [InlineData("http://dx.doi.org/10.1000/A,B", "https://doi.org/10.1000/a,b")]
    [InlineData("info:doi/10.1000/a#b", "https://doi.org/10.1000/a%23b")]
    [InlineData("URN:isbn:0451450523", "urn:isbn:0451450523")]
    [InlineData("mailto:a@example.org", "mailto:a@example.org")]
    public void Identifier_has_one_writing(string iri, string canonical)
    {
        CanonicalIri.IsValid(iri).ShouldBeTrue();
        CanonicalIri.Of(iri).ShouldBe(canonical);
        CanonicalIri.Of(canonical).ShouldBe(canonical);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Q95")]
    [InlineData("10.5 / 2")]
    [InlineData("example.org")]
    [InlineData("javascript:alert(1)")]
    [InlineData(" JavaScript:alert(1)")]
    [InlineData("java\nscript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@example.org/")]
    public void What_identifies_nothing_or_is_dangerous_is_refused(string? iri) => CanonicalIri.IsValid(iri).ShouldBeFalse();
}
