namespace ClaimGraph.Tests.Nouns.Cases;

/// <summary>A content that breaks one rule.</summary>
internal sealed record Broken(string Name, Content Content, string Code, string Path);

/// <summary>A content at the very limit of one rule.</summary>
internal sealed record Good(string Name, Content Content);

/// <summary>What all tables use.</summary>
internal static class Given
{
    public static readonly NodeId SomeActor = new(NodeKind.Actor, 1);
    public static readonly NodeId SomeSource = new(NodeKind.Source, 2);
    public static readonly NodeId SomeEvent = new(NodeKind.Event, 3);
    public static readonly NodeId SomeStatement = new(NodeKind.Statement, 4);
    public static readonly NodeId SomeAppearance = new(NodeKind.Appearance, 5);
    public static readonly NodeId SomeEvidence = new(NodeKind.Evidence, 6);
    public static readonly NodeId SomeReview = new(NodeKind.Review, 7);

    public static NodeId Any(NodeKind kind) => new(kind, 1);

    public static string Letters(int count) => new('a', count);

    /// <summary>As many astral characters: twice as many UTF-16 units.</summary>
    public static string Astral(int count) => string.Concat(Enumerable.Repeat("😀", count));

    public static IReadOnlyList<T> Times<T>(int count, T value) => [.. Enumerable.Repeat(value, count)];

    public static string Address(int length) => "https://example.org/" + Letters(length - "https://example.org/".Length);

    /// <summary>The broken texts of one field: too long, with a NUL, with half of a surrogate pair.</summary>
    public static IEnumerable<Broken> BadTexts(string path, int limit, Func<string, Content> with) =>
        [
            new($"{path} too long", with(Letters(limit + 1)), ProblemCode.TooLong, path),
            new($"{path} too long in astral characters", with(Astral(limit + 1)), ProblemCode.TooLong, path),
            new($"{path} with NUL", with("a\0b"), ProblemCode.InvalidText, path),
            new($"{path} with half a pair", with("a\uD83D"), ProblemCode.InvalidText, path),
        ];

    public static IEnumerable<Good> GoodTexts(string path, int limit, Func<string, Content> with) =>
        [
            new($"{path} at its limit", with(Letters(limit))),
            new($"{path} at its limit in astral characters", with(Astral(limit))),
            new($"{path} with one character", with("a")),
        ];

    public static IEnumerable<Broken> Blank(string path, Func<string, Content> with) =>
        [new($"{path} empty", with(""), ProblemCode.Required, path), new($"{path} blank", with(" \t\n\u00A0"), ProblemCode.Required, path)];

    public static IEnumerable<Broken> BadAddresses(string path, Func<string, Content> with) =>
        [
            new($"{path} relative", with("example.org/a"), ProblemCode.InvalidFormat, path),
            new($"{path} of another scheme", with("ftp://example.org/a"), ProblemCode.InvalidFormat, path),
            new($"{path} empty", with(""), ProblemCode.InvalidFormat, path),
            new($"{path} too long", with(Address(Limits.Url + 1)), ProblemCode.TooLong, path),
            new($"{path} with half a pair", with("https://example.org/\uD83D"), ProblemCode.InvalidText, path),
        ];

    public static IEnumerable<Broken> BadFractions(string path, Func<double, Content> with) =>
        new[] { -0.001, 1.001, double.NaN, double.PositiveInfinity, double.NegativeInfinity }.Select(v => new Broken(
            $"{path} {v}",
            with(v),
            ProblemCode.OutOfRange,
            path
        ));

    public static IEnumerable<Good> GoodFractions(string path, Func<double, Content> with) =>
        new[] { 0, double.Epsilon, 0.5, 1 }.Select(v => new Good($"{path} {v}", with(v)));

    public static IEnumerable<Broken> BadLanguages(string path, Func<string, Content> with) =>
        new[] { "", "i", "it__IT", "it\n", "italiano" }.Select(v => new Broken($"{path} '{v}'", with(v), ProblemCode.InvalidFormat, path));

    /// <summary>Ids of every kind that the field does not take.</summary>
    public static IEnumerable<Broken> WrongKinds(string path, Func<NodeId, Content> with, params NodeKind[] taken) =>
        Enum.GetValues<NodeKind>()
            .Except(taken)
            .Select(kind => new Broken($"{path} of kind {kind}", with(Any(kind)), ProblemCode.WrongKind, path));

    public static IEnumerable<Broken> BadAnchors(Func<QuoteAnchor, Content> with) =>
        [
            .. Blank("anchor.exact", t => with(new QuoteAnchor { Exact = t })),
            .. BadTexts("anchor.exact", Limits.Quote, t => with(new QuoteAnchor { Exact = t })),
            .. BadTexts("anchor.prefix", Limits.QuoteContext, t => with(new QuoteAnchor { Exact = "a", Prefix = t })),
            .. BadTexts("anchor.suffix", Limits.QuoteContext, t => with(new QuoteAnchor { Exact = "a", Suffix = t })),
            .. BadLanguages("anchor.language", t => with(new QuoteAnchor { Exact = "a", Language = t })),
            new(
                "anchor.start negative",
                with(
                    new QuoteAnchor
                    {
                        Exact = "ab",
                        Start = -1,
                        End = 1,
                    }
                ),
                ProblemCode.OutOfRange,
                "anchor.start"
            ),
            new("anchor.start without end", with(new QuoteAnchor { Exact = "a", Start = 0 }), ProblemCode.Required, "anchor.end"),
            new("anchor.end without start", with(new QuoteAnchor { Exact = "a", End = 1 }), ProblemCode.Required, "anchor.end"),
            new(
                "anchor longer than its words",
                with(
                    new QuoteAnchor
                    {
                        Exact = "a",
                        Start = 0,
                        End = 2,
                    }
                ),
                ProblemCode.QuoteMismatch,
                "anchor.end"
            ),
            new(
                "anchor that ends before it starts",
                with(
                    new QuoteAnchor
                    {
                        Exact = "a",
                        Start = 2,
                        End = 1,
                    }
                ),
                ProblemCode.QuoteMismatch,
                "anchor.end"
            ),
            new(
                "anchor that counts UTF-16",
                with(
                    new QuoteAnchor
                    {
                        Exact = "😀",
                        Start = 0,
                        End = 2,
                    }
                ),
                ProblemCode.QuoteMismatch,
                "anchor.end"
            ),
            new(
                "anchor beyond all numbers",
                with(
                    new QuoteAnchor
                    {
                        Exact = "a",
                        Start = int.MaxValue,
                        End = int.MinValue,
                    }
                ),
                ProblemCode.QuoteMismatch,
                "anchor.end"
            ),
        ];

    public static IEnumerable<Good> GoodAnchors(Func<QuoteAnchor, Content> with) =>
        [
            .. GoodTexts(
                "anchor.exact",
                Limits.Quote,
                t =>
                    with(
                        new QuoteAnchor
                        {
                            Exact = t,
                            Start = 0,
                            End = CodePoints.Count(t),
                            Language = "it",
                        }
                    )
            ),
            .. GoodTexts(
                "anchor.prefix",
                Limits.QuoteContext,
                t =>
                    with(
                        new QuoteAnchor
                        {
                            Exact = "a",
                            Prefix = t,
                            Suffix = t,
                        }
                    )
            ),
            new("anchor without positions", with(new QuoteAnchor { Exact = "a" })),
        ];
}
