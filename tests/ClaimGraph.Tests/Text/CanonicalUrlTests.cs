namespace ClaimGraph.Tests.Text;

public sealed class CanonicalUrlTests
{
    private static string Canonical(string url)
    {
        CanonicalUrl.TryCreate(url, out var canonical).ShouldBeTrue(url);
        return canonical;
    }

    [Theory]
    [InlineData("https://example.org", "https://example.org/")]
    [InlineData("https://example.org/a", "https://example.org/a/")]
    [InlineData("https://example.org/a", "http://example.org/a")]
    [InlineData("https://example.org/a", "HTTPS://EXAMPLE.ORG/a")]
    [InlineData("https://example.org/a", "https://example.org:443/a")]
    [InlineData("https://example.org/a", "http://example.org:80/a")]
    [InlineData("https://example.org/a", "  https://example.org/a\n")]
    [InlineData("https://example.org/a", "https://example.org./a")]
    [InlineData("https://example.org/a", "https://example.org/a#section")]
    [InlineData("https://example.org/a", "https://example.org/a?")]
    [InlineData("https://example.org/a", "https://example.org/a?utm_source=x&utm_medium=y")]
    [InlineData("https://example.org/a", "https://example.org/a?UTM_Source=x")]
    [InlineData("https://example.org/a", "https://example.org/a?utm%5Fsource=x")]
    [InlineData("https://example.org/a", "https://example.org/a?fbclid=1&gclid=2")]
    [InlineData("https://example.org/a?id=1", "https://example.org/a?fbclid=1&id=1")]
    [InlineData("https://example.org/a?a=1&b=2", "https://example.org/a?b=2&a=1")]
    [InlineData("https://example.org/a?a=1&b=2", "https://example.org/a?b=2&&a=1&")]
    [InlineData("https://example.org/a/b", "https://example.org/a/./c/../b")]
    [InlineData("https://example.org/a~b", "https://example.org/a%7Eb")]
    [InlineData("https://example.org/%C3%A0", "https://example.org/%c3%a0")]
    [InlineData("https://example.org/%C3%A0", "https://example.org/à")]
    [InlineData("https://example.org/?q=%C3%A0", "https://example.org/?q=à")]
    [InlineData("https://xn--citt-3na.example/", "https://città.example/")]
    [InlineData("https://[2001:db8::1]/a", "http://[2001:DB8:0::1]/a")]
    [InlineData("https://[::1]:8080/a", "https://[::1]:8080/a/")]
    public void Two_writings_of_one_address_are_one(string one, string other) => Canonical(one).ShouldBe(Canonical(other));

    [Theory]
    [InlineData("https://example.org/a", "https://example.org/b")]
    [InlineData("https://example.org/a", "https://example.org/A")]
    [InlineData("https://example.org/a", "https://www.example.org/a")]
    [InlineData("https://example.org/a", "https://example.org:8443/a")]
    [InlineData("https://example.org/a", "https://example.com/a")]
    [InlineData("https://example.org/a?id=1", "https://example.org/a?id=2")]
    [InlineData("https://example.org/a?id=1", "https://example.org/a")]
    [InlineData("https://example.org/a?utm=1", "https://example.org/a")]
    [InlineData("https://example.org/a%2Fb", "https://example.org/a/b")]
    [InlineData("https://example.org/a%252Fb", "https://example.org/a%2Fb")]
    [InlineData("https://example.org/a?b=%26c", "https://example.org/a?b=&c")]
    [InlineData("https://example.org/a?b=1%2B1", "https://example.org/a?b=1+1")]
    [InlineData("https://[2001:db8::1]/", "https://[2001:db8::2]/")]
    public void Two_addresses_stay_two(string one, string other) => Canonical(one).ShouldNotBe(Canonical(other));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("example.org")]
    [InlineData("/a/b")]
    [InlineData("//example.org/a")]
    [InlineData("ftp://example.org/a")]
    [InlineData("mailto:a@example.org")]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("urn:isbn:0451450523")]
    [InlineData("https://")]
    [InlineData("https:///a")]
    [InlineData("https://:80/")]
    [InlineData("https://example.org:99999/")]
    [InlineData("https://exa mple.org/")]
    public void What_is_no_web_address_is_refused(string? url)
    {
        CanonicalUrl.TryCreate(url, out var canonical).ShouldBeFalse();
        canonical.ShouldBeNull();
    }

    private static readonly Gen<string> Addresses =
        from scheme in Gen.OneOf("http://", "https://", "HTTP://")
        from host in Gen.OneOf(
            "example.org",
            "EXAMPLE.org.",
            "a..b",
            "città.example",
            "xn--citt-3na.example",
            "[::1]",
            "[fe80::1%25eth0]",
            "127.0.0.1",
            "0x7f.1",
            "user:pw@example.org",
            "日本.jp",
            "a_b.example",
            "ß.de"
        )
        from port in Gen.OneOf("", ":80", ":443", ":8080", ":0", ":")
        from path in Gen.OneOf(
            Gen.OneOf(
                "/",
                "/a",
                "//",
                "..",
                ".",
                "%2e",
                "%2E%2E",
                "%",
                "%2",
                "%41",
                "%25",
                "%2541",
                "%%34%31",
                "%2F",
                "à",
                "\\",
                " ",
                "%20",
                "?",
                "#",
                "\uD800",
                "😀",
                ";",
                "%ff"
            ),
            Gen.String[0, 3]
        ).Array[0, 6]
        from query in Gen.OneOf(
            "",
            "?",
            "&",
            "a=1",
            "utm_a=1",
            "utm%5Fa=2",
            "fbclid",
            "%66bclid=1",
            "?b",
            "=",
            "%26",
            "%3D",
            "%3F",
            "+",
            "à",
            "%C3%A0",
            "b=2",
            "#x",
            "%",
            "%41",
            "%%34%31",
            "\uDC00"
        ).Array[0, 6]
        select scheme + host + port + "/" + string.Concat(path) + (query.Length > 0 ? "?" + string.Join('&', query) : "");

    [Fact]
    public void Canonical_form_of_a_canonical_form_is_itself() =>
        Addresses.Sample(
            url =>
            {
                if (CanonicalUrl.TryCreate(url, out var canonical))
                    Canonical(canonical).ShouldBe(canonical);
            },
            iter: 5_000
        );

    [Fact]
    public void Canonical_form_begins_with_https_and_holds_nothing_that_needs_escaping() =>
        Addresses.Sample(
            url =>
                !CanonicalUrl.TryCreate(url, out var canonical)
                || canonical.StartsWith("https://", StringComparison.Ordinal) && canonical.All(c => c is > ' ' and < '\u007F'),
            iter: 5_000
        );

    [Fact]
    public void No_text_makes_it_throw() =>
        Gen.OneOf(Texts.Raw, Texts.Raw.Select(t => "http://" + t), Texts.Raw.Select(t => "https://example.org/" + t))
            .Sample(
                text =>
                {
                    CanonicalUrl.TryCreate(text, out _);
                },
                iter: 5_000
            );
}
