using static ClaimGraph.Tests.Nouns.Cases.Given;

namespace ClaimGraph.Tests.Nouns.Cases;

internal static class EventCases
{
    private static readonly EventContent Valid = new() { Name = "Vertice di Parigi" };

    private static EventContent From(string start, string end) => Valid with { StartsOn = Date(start), EndsOn = Date(end) };

    private static PartialDate Date(string text) => PartialDate.TryParse(text, out var date) ? date : throw new FormatException(text);

    private static EventContent In(string role) => Valid with { Participations = [new(SomeActor, "HOSTED"), new(SomeActor, role)] };

    public static IEnumerable<Broken> Broken =>
        [
            .. Blank("name", t => Valid with { Name = t }),
            .. BadTexts("name", Limits.Name, t => Valid with { Name = t }),
            .. BadTexts("place", Limits.Name, t => Valid with { Place = t }),
            .. BadTexts("description", Limits.Note, t => Valid with { Description = t }),
            .. new[]
            {
                ("2025-02-11", "2025-02-10"),
                ("2025-02-11", "2025-01"),
                ("2025-02-11", "2024"),
                ("2025-02", "2025-01-31"),
                ("2025", "2024-12-31"),
                ("2025", "2024"),
            }.Select(d => new Broken($"ends {d.Item2}, starts {d.Item1}", From(d.Item1, d.Item2), ProblemCode.OutOfRange, "endsOn")),
            new(
                "participations too many",
                Valid with
                {
                    Participations = Times(Limits.Participations + 1, new Participation(SomeActor, "SIGNED")),
                },
                ProblemCode.TooLong,
                "participations"
            ),
            .. new[]
            {
                "",
                " ",
                "signed",
                "Signed",
                "1SIGNED",
                "_SIGNED",
                "DECLINED TO SIGN",
                "DECLINED-TO-SIGN",
                "SIGNED\n",
                "À",
                "S\0",
                Letters(1),
                new string('A', Limits.Role + 1),
            }.Select(role => new Broken($"role '{role}'", In(role), ProblemCode.InvalidFormat, "participations.1.role")),
            .. WrongKinds("participations.0.actor", id => Valid with { Participations = [new(id, "SIGNED")] }, NodeKind.Actor),
            new("sources too many", Valid with { Sources = Times(Limits.References + 1, SomeSource) }, ProblemCode.TooLong, "sources"),
            .. WrongKinds("sources.1", id => Valid with { Sources = [SomeSource, id] }, NodeKind.Source),
        ];

    public static IEnumerable<Good> Good =>
        [
            new("least", Valid),
            .. GoodTexts("name", Limits.Name, t => Valid with { Name = t }),
            .. GoodTexts("place", Limits.Name, t => Valid with { Place = t }),
            .. GoodTexts("description", Limits.Note, t => Valid with { Description = t }),
            .. new[]
            {
                ("2025-02-11", "2025-02-11"),
                ("2025-02-10", "2025-02-11"),
                ("2025-02-11", "2025-02"),
                ("2025-02-11", "2025"),
                ("2025-02", "2025"),
                ("2025", "2025-01-01"),
                ("2024", "2025"),
            }.Select(d => new Good($"ends {d.Item2}, starts {d.Item1}", From(d.Item1, d.Item2))),
            new("ends without a start", Valid with { EndsOn = Date("2025") }),
            .. new[] { "S", "SIGNED", "DECLINED_TO_SIGN", "ROLE_2", new string('A', Limits.Role) }.Select(role => new Good(
                $"role {role}",
                In(role)
            )),
            new(
                "participations at their limit",
                Valid with
                {
                    Participations = Times(Limits.Participations, new Participation(SomeActor, "SIGNED")),
                }
            ),
            new("sources at their limit", Valid with { Sources = Times(Limits.References, SomeSource) }),
        ];
}
