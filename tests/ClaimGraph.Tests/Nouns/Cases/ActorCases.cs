using static ClaimGraph.Tests.Nouns.Cases.Given;

namespace ClaimGraph.Tests.Nouns.Cases;

internal static class ActorCases
{
    private static readonly ActorContent Valid = new() { Name = "Italia" };

    public static IEnumerable<Broken> Broken =>
        [
            .. Blank("name", t => Valid with { Name = t }),
            .. BadTexts("name", Limits.Name, t => Valid with { Name = t }),
            new("kind unknown", Valid with { ActorKind = (ActorKind)99 }, ProblemCode.OutOfRange, "kind"),
            new("aliases too many", Valid with { Aliases = Times(Limits.Aliases + 1, "a") }, ProblemCode.TooLong, "aliases"),
            .. Blank("aliases.1", t => Valid with { Aliases = ["a", t] }),
            .. BadTexts("aliases.1", Limits.Name, t => Valid with { Aliases = ["a", t] }),
            new(
                "identifiers too many",
                Valid with
                {
                    Identifiers = Times(Limits.Identifiers + 1, "urn:a"),
                },
                ProblemCode.TooLong,
                "identifiers"
            ),
            new("identifiers relative", Valid with { Identifiers = ["urn:a", "Q95"] }, ProblemCode.InvalidFormat, "identifiers.1"),
            new("identifiers too long", Valid with { Identifiers = [Address(Limits.Url + 1)] }, ProblemCode.TooLong, "identifiers.0"),
            .. BadTexts("description", Limits.Note, t => Valid with { Description = t }),
        ];

    public static IEnumerable<Good> Good =>
        [
            new("least", Valid),
            .. GoodTexts("name", Limits.Name, t => Valid with { Name = t }),
            .. GoodTexts("aliases", Limits.Name, t => Valid with { Aliases = [t] }),
            .. GoodTexts("description", Limits.Note, t => Valid with { Description = t }),
            new("aliases at their limit", Valid with { Aliases = Times(Limits.Aliases, "a") }),
            new("identifiers at their limit", Valid with { Identifiers = Times(Limits.Identifiers, "urn:a") }),
            new("identifier at its limit", Valid with { Identifiers = [Address(Limits.Url)] }),
            new(
                "identifier of any scheme",
                Valid with
                {
                    Identifiers = ["http://www.wikidata.org/entity/Q95", "urn:isni:0000", "https://città.example/à"],
                }
            ),
        ];
}
