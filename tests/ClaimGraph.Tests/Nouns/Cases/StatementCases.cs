using static ClaimGraph.Tests.Nouns.Cases.Given;

namespace ClaimGraph.Tests.Nouns.Cases;

internal static class StatementCases
{
    private static readonly StatementContent Valid = new() { Text = "Gli USA non hanno firmato" };

    public static IEnumerable<Broken> Broken =>
        [
            .. Blank("text", t => Valid with { Text = t }),
            .. BadTexts("text", Limits.StatementText, t => Valid with { Text = t }),
            .. BadLanguages("language", t => Valid with { Language = t }),
            new("kind unknown", Valid with { StatementKind = (StatementKind)99 }, ProblemCode.OutOfRange, "kind"),
            new("topics too many", Valid with { Topics = Times(Limits.Topics + 1, "a") }, ProblemCode.TooLong, "topics"),
            .. Blank("topics.1", t => Valid with { Topics = ["a", t] }),
            .. BadTexts("topics.1", Limits.Topic, t => Valid with { Topics = ["a", t] }),
            new("about too many", Valid with { About = Times(Limits.References + 1, SomeActor) }, ProblemCode.TooLong, "about"),
            .. WrongKinds("about.1", id => Valid with { About = [SomeActor, id] }, NodeKind.Actor, NodeKind.Event),
            .. BadFractions("prior", v => Valid with { Prior = v }),
            .. BadTexts("note", Limits.Note, t => Valid with { Note = t }),
        ];

    public static IEnumerable<Good> Good =>
        [
            new("least", Valid),
            .. GoodTexts("text", Limits.StatementText, t => Valid with { Text = t }),
            .. GoodTexts("topics", Limits.Topic, t => Valid with { Topics = [t] }),
            .. GoodTexts("note", Limits.Note, t => Valid with { Note = t }),
            .. GoodFractions("prior", v => Valid with { Prior = v }),
            new("topics at their limit", Valid with { Topics = Times(Limits.Topics, "a") }),
            new("about at its limit", Valid with { About = Times(Limits.References, SomeEvent) }),
            .. Enum.GetValues<StatementKind>().Select(k => new Good($"kind {k}", Valid with { StatementKind = k })),
        ];
}
