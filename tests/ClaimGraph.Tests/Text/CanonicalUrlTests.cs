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
    [InlineData("https://example.org/a", "\u200Ehttps://example.org/a\u200B")]
    [InlineData("https://example.org/a-long-path", "https://example.org/a-\n   long-path")]
    [InlineData("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&amp;c=2")]
    [InlineData("https://example.org/a?q=x%20y", "https://example.org/a?q=x+y")]
    [InlineData("https://example.org/a", "https://example.org/a;jsessionid=1A2B")]
    [InlineData("https://example.org/a", "https://example.org/a#:~:text=foo/bar")]
    [InlineData("https://example.org/a", "https://example.org/a#xtor=RSS-1/2")]
    [InlineData("https://example.org/a", "https://example.org/a#/")]
    [InlineData("https://example.org/app#/story/5", "https://example.org/app/#/story/5/")]
    [InlineData("https://example.org/app#/story/5", "https://example.org/app#/story/5?utm_source=x")]
    public void Two_writings_of_one_address_are_one(string one, string other) => Canonical(one).ShouldBe(Canonical(other));

    [Fact]
    public void What_tells_where_a_reader_came_from_is_left_out()
    {
        const string Parameters =
            "gad_source gbraid wbraid igsh igshid mibextid srsltid at_medium at_campaign xtor __twitter_impression "
            + "_hsenc _hsmi mkt_tok smid "
            + "guccounter guce_referrer guce_referrer_sig fbclid gclid dclid msclkid yclid ttclid mc_eid mtm_campaign pk_kwd hsa_cam CMPID";
        foreach (var parameter in Parameters.Split(' '))
            Canonical($"https://example.org/a?{parameter}=x&id=7").ShouldBe("https://example.org/a?id=7", parameter);
    }

    [Theory]
    [InlineData("https://example.org/page", "https://web.archive.org/web/20200102030405/https://example.org/page?utm_source=x")]
    [InlineData("https://example.org/page", "https://web.archive.org/web/20200102030405id_/http://example.org:80/page/")]
    [InlineData("https://example.org/page", "http://web.archive.org/web/2020*/https:/example.org/page")]
    [InlineData("https://example.org/page", "https://web.archive.org/web/https://example.org/page")]
    [InlineData("https://example.org/page", "https://web.archive.org/web/2020/example.org/page")]
    [InlineData("https://example.org/page?a=1", "https://archive.ph/2020.01.02-030405/https://example.org/page?a=1")]
    [InlineData("https://example.org/page", "https://arquivo.pt/wayback/20200102030405/https://example.org/page")]
    [InlineData("https://example.org/page", "https://www.google.com/amp/s/example.org/page")]
    [InlineData("https://example.org/page", "https://example-org.cdn.ampproject.org/c/s/example.org/page")]
    [InlineData("https://www.example.org/2020/a-story", "https://amp.example.org/2020/a-story")]
    [InlineData("https://example.org/2020/a-story", "https://example.org/2020/a-story/amp/")]
    [InlineData("https://example.org/2020/a-story", "https://example.org/amp/2020/a-story")]
    [InlineData("https://example.org/a.html", "https://example.org/a.amp.html")]
    [InlineData("https://example.org/a", "https://example.org/a?amp=1")]
    [InlineData("https://example.org/a?b=1", "https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&usg=x")]
    [InlineData("https://example.org/a", "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa&h=x")]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://youtu.be/dQw4w9WgXcQ?si=abc&t=10")]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://m.youtube.com/watch?list=x&v=dQw4w9WgXcQ&feature=share")]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://youtube.com/shorts/dQw4w9WgXcQ")]
    [InlineData("https://x.com/i/status/123", "https://twitter.com/who/status/123?s=20&t=abc")]
    [InlineData("https://x.com/i/status/123", "https://mobile.twitter.com/who/statuses/123/photo/1")]
    [InlineData("https://x.com/i/status/123", "https://x.com/i/web/status/123")]
    [InlineData("https://x.com/i/status/123", "https://twitter.com/#!/who/status/123")]
    [InlineData("https://x.com/who", "https://twitter.com/who")]
    [InlineData("https://en.wikipedia.org/wiki/Moon", "https://en.m.wikipedia.org/wiki/Moon#Orbit")]
    [InlineData("https://www.facebook.com/who/posts/1", "https://m.facebook.com/who/posts/1?mibextid=x")]
    [InlineData("https://doi.org/10.1000/abc", "http://dx.doi.org/10.1000/ABC")]
    public void Other_address_of_a_page_is_the_page(string page, string other) => Canonical(other).ShouldBe(page);

    [Theory]
    [InlineData("https://example.org/shop/amp", "https://example.org/shop")]
    [InlineData("https://web.archive.org/web/2020/https://example.org/a", "https://web.archive.org/web/2020/https://example.org/b")]
    [InlineData("https://archive.ph/AbCdE", "https://archive.ph/AbCdF")]
    [InlineData("https://groups.example/forum/#!topic/dev/AAA", "https://groups.example/forum/#!topic/dev/BBB")]
    [InlineData("https://example.org/#/story/5", "https://example.org/#/story/6")]
    [InlineData("https://example.org/index.html#book/1/read/16", "https://example.org/index.html#book/1/read/17")]
    [InlineData("https://example.org/#!/user/status/1", "https://example.org/")]
    [InlineData("https://example.org/?id=1&id=2", "https://example.org/?id=2&id=1")]
    [InlineData("https://twitter.com/who/status/123", "https://twitter.com/who/status/124")]
    [InlineData("https://youtu.be/dQw4w9WgXcQ", "https://youtu.be/dQw4w9WgXcR")]
    public void Pages_that_differ_stay_two(string one, string other) => Canonical(one).ShouldNotBe(Canonical(other));

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
    [InlineData("https://user:secret@example.org/")]
    [InlineData("https://user@example.org/")]
    [InlineData("https://web.archive.org/web/2020/https://user:secret@example.org/")]
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
            "ß.de",
            "youtu.be",
            "m.youtube.com",
            "twitter.com",
            "web.archive.org",
            "amp.example.org",
            "www.google.com",
            "en.m.wikipedia.org"
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
                "%ff",
                "/amp",
                "/amp/s/example.org/1",
                "/web/2020/http://amp.example.org/a-b",
                "/status/12",
                "/watch",
                "/url",
                ".amp"
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
            "\uDC00",
            "&amp;amp;c=1",
            "#!/a?utm_a=1",
            "#a/b/",
            "url=https://example.org/amp/1"
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
            iter: 2_000
        );

    [Fact]
    public void Canonical_form_begins_with_https_and_holds_nothing_that_needs_escaping() =>
        Addresses.Sample(
            url =>
                !CanonicalUrl.TryCreate(url, out var canonical)
                || canonical.StartsWith("https://", StringComparison.Ordinal) && canonical.All(c => c is > ' ' and < '\u007F'),
            iter: 2_000
        );

    [Fact]
    public void No_text_makes_it_throw() =>
        Gen.OneOf(Texts.Raw, Texts.Raw.Select(t => "http://" + t), Texts.Raw.Select(t => "https://example.org/" + t))
            .Sample(
                text =>
                {
                    CanonicalUrl.TryCreate(text, out _);
                },
                iter: 2_000
            );
}
