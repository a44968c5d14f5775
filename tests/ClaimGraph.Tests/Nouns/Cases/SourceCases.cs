using static ClaimGraph.Tests.Nouns.Cases.Given;

namespace ClaimGraph.Tests.Nouns.Cases;

internal static class SourceCases
{
    private static readonly SourceContent Valid = new() { Title = "Statement on AI" };

    public static IEnumerable<Broken> Broken =>
        [
            .. BadAddresses("url", t => Valid with { Url = t }),
            .. BadTexts("title", Limits.Title, t => Valid with { Title = t }),
            new("nothing to know it by", new SourceContent(), ProblemCode.Required, "url"),
            new("nothing but a blank title", new SourceContent { Title = " " }, ProblemCode.Required, "url"),
            new("kind unknown", Valid with { SourceKind = (SourceKind)99 }, ProblemCode.OutOfRange, "kind"),
            new("reliability unknown", Valid with { Reliability = (Reliability)99 }, ProblemCode.OutOfRange, "reliability"),
            new("reliability zero", Valid with { Reliability = 0 }, ProblemCode.OutOfRange, "reliability"),
            .. BadLanguages("language", t => Valid with { Language = t }),
            .. BadAddresses("archivedAt", t => Valid with { ArchivedAt = t }),
            .. BadTexts("note", Limits.Note, t => Valid with { Note = t }),
            .. BadTexts("snapshot.text", Limits.Snapshot, t => Valid with { Snapshot = new Snapshot { Text = t } }),
            new(
                "snapshot with the hash of another",
                Valid with
                {
                    Snapshot = new Snapshot { Text = "a", Sha256 = Snapshot.HashOf("b") },
                },
                ProblemCode.QuoteMismatch,
                "snapshot.sha256"
            ),
            new(
                "snapshot with the hash in capitals",
                Valid with
                {
                    Snapshot = new Snapshot { Text = "a", Sha256 = Snapshot.HashOf("a").ToUpperInvariant() },
                },
                ProblemCode.QuoteMismatch,
                "snapshot.sha256"
            ),
            .. WrongKinds("publisher", id => Valid with { Publisher = id }, NodeKind.Actor),
            .. WrongKinds("derivedFrom", id => Valid with { DerivedFrom = id }, NodeKind.Source),
        ];

    public static IEnumerable<Good> Good =>
        [
            new("title alone", Valid),
            new("address alone", new SourceContent { Url = "https://example.org/" }),
            new("snapshot alone", new SourceContent { Snapshot = new Snapshot { Text = "a" } }),
            new("address at its limit", Valid with { Url = Address(Limits.Url), ArchivedAt = Address(Limits.Url) }),
            new(
                "snapshot with its hash",
                Valid with
                {
                    Snapshot = new Snapshot { Text = "à", Sha256 = Snapshot.HashOf("à") },
                }
            ),
            new("snapshot named by its hash", Valid with { Snapshot = new Snapshot { Sha256 = Snapshot.HashOf("à") } }),
            .. GoodTexts("title", Limits.Title, t => Valid with { Title = t }),
            .. GoodTexts("note", Limits.Note, t => Valid with { Note = t }),
            .. GoodTexts("snapshot.text", Limits.Snapshot, t => Valid with { Snapshot = new Snapshot { Text = t } }),
            .. Enum.GetValues<Reliability>().Select(r => new Good($"reliability {r}", Valid with { Reliability = r })),
            .. Enum.GetValues<SourceKind>().Select(k => new Good($"kind {k}", Valid with { SourceKind = k })),
            new("published by an actor, derived from a source", Valid with { Publisher = SomeActor, DerivedFrom = SomeSource }),
        ];
}
