namespace ClaimGraph.Testing;

/// <summary>Valid contents of every noun, with all fields set now and then, over the nodes that <paramref name="known"/> gives.</summary>
/// <param name="dice">Decides.</param>
/// <param name="known">The ids of a kind that may be named; may be empty.</param>
public sealed class RandomContent(Dice dice, Func<NodeKind, IReadOnlyList<NodeId>> known)
{
    private static readonly string[] Languages = ["und", "it", "en", "en-GB", "zh-Hant-TW"];
    private static readonly string[] Roles = ["SIGNED", "DECLINED_TO_SIGN", "HOSTED", "PARTICIPATED"];
    private static readonly string[] Topics = ["ai", "summit", "città", "diritti umani", "😀"];

    /// <summary>Whether what the kind must name is there.</summary>
    public bool Can(NodeKind kind) => kind switch
    {
        NodeKind.Appearance or NodeKind.Evidence => known(NodeKind.Statement).Count > 0 && (known(NodeKind.Source).Count > 0 || known(NodeKind.Statement).Count > 1),
        NodeKind.Review => known(NodeKind.Statement).Count > 0 && known(NodeKind.Actor).Count > 0,
        _ => true,
    };

    public Content Of(NodeKind kind) => kind switch
    {
        NodeKind.Actor => Actor(),
        NodeKind.Source => Source(),
        NodeKind.Event => Event(),
        NodeKind.Statement => Statement(),
        NodeKind.Appearance => Appearance(),
        NodeKind.Evidence => Evidence(),
        NodeKind.Review => Review(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public ActorContent Actor() => new()
    {
        Name = Texts.Some(dice), ActorKind = dice.AnyOf<ActorKind>(), Description = Maybe(() => Texts.Any(dice)),
        Aliases = [.. Enumerable.Range(0, dice.Below(3)).Select(_ => Texts.Some(dice))],
        Identifiers = [.. Enumerable.Range(0, dice.Below(3)).Select(i => $"http://www.wikidata.org/entity/Q{dice.Below(5)}")],
    };

    public SourceContent Source() => new()
    {
        Url = Maybe(() => $"https://example.org/{dice.Below(1_000_000)}"), Title = Texts.Some(dice), Publisher = One(NodeKind.Actor),
        SourceKind = dice.AnyOf<SourceKind>(), Language = dice.Pick(Languages), PublishedOn = Maybe(Date), DerivedFrom = One(NodeKind.Source),
        Reliability = Maybe(dice.AnyOf<Reliability>), Note = Maybe(() => Texts.Any(dice)), ArchivedAt = Maybe(() => "https://web.archive.org/a"),
        Snapshot = MaybeSome(() => new Snapshot { Text = Texts.Some(dice), CapturedAt = Maybe(Time) }),
    };

    public EventContent Event()
    {
        var starts = Maybe(Date);
        return new EventContent
        {
            Name = Texts.Some(dice), StartsOn = starts, EndsOn = dice.Chance(50) ? starts : null, Place = Maybe(() => Texts.Any(dice)),
            Description = Maybe(() => Texts.Any(dice)), Sources = dice.Some(known(NodeKind.Source), 3),
            Participations = [.. dice.Some(known(NodeKind.Actor), 4).SelectMany(a => dice.Some(Roles, 2).Select(r => new Participation(a, r)))],
        };
    }

    public StatementContent Statement() => new()
    {
        Text = $"{Texts.Some(dice)} {dice.Below(1_000_000)}", Language = dice.Pick(Languages), StatementKind = dice.AnyOf<StatementKind>(),
        Checkable = dice.Chance(70), Topics = dice.Some(Topics, 3), Prior = Maybe(dice.Fraction), Note = Maybe(() => Texts.Any(dice)),
        About = dice.Some([.. known(NodeKind.Actor), .. known(NodeKind.Event)], 3),
    };

    public AppearanceContent Appearance()
    {
        var source = One(NodeKind.Source);
        return new AppearanceContent
        {
            Statement = dice.Pick(known(NodeKind.Statement)), Actor = One(NodeKind.Actor), Source = source, Event = One(NodeKind.Event), SaidOn = Maybe(Date),
        };
    }

    public EvidenceContent Evidence()
    {
        NodeId[] targets = [.. known(NodeKind.Statement), .. known(NodeKind.Evidence)];
        var target = dice.Pick(targets);
        NodeId[] bases = [.. known(NodeKind.Source), .. known(NodeKind.Statement).Where(s => s != target)];
        return new EvidenceContent
        {
            Basis = dice.Pick(bases), Target = target, Stance = dice.AnyOf<Stance>(),
            Strength = Maybe(dice.Fraction), Confidence = Maybe(dice.Fraction), Note = Maybe(() => Texts.Any(dice)),
        };
    }

    public ReviewContent Review() => new()
    {
        Statement = dice.Pick(known(NodeKind.Statement)), Reviewer = dice.Pick(known(NodeKind.Actor)), Verdict = dice.AnyOf<Verdict>(),
        Rating = MaybeSome(() => new Rating { Text = Texts.Any(dice), Value = Maybe(dice.Fraction), Best = 1, Worst = 0 }),
        Explanation = Maybe(() => Texts.Any(dice)), Url = Maybe(() => $"https://example.com/{dice.Below(1_000_000)}"), ReviewedOn = Maybe(Date),
        BasedOn = dice.Some(known(NodeKind.Evidence), 3),
    };

    /// <summary>Few years and months, so that dates tie and imprecise ones meet precise ones.</summary>
    public PartialDate Date() => dice.Below(3) switch
    {
        0 => new PartialDate(dice.Between(2023, 2025)),
        1 => new PartialDate(dice.Between(2023, 2025), dice.Between(1, 2)),
        _ => new PartialDate(dice.Between(2023, 2025), dice.Between(1, 2), dice.Between(1, 3)),
    };

    /// <summary>Some months around the turn of a year, to the millisecond.</summary>
    public DateTimeOffset Time() => new DateTimeOffset(2024, 12, 30, 23, 59, 59, TimeSpan.Zero).AddMilliseconds(dice.Below(4)).AddDays(dice.Below(5) * 17);

    private NodeId? One(NodeKind kind) => known(kind) is { Count: > 0 } some && dice.Chance(60) ? dice.Pick(some) : null;
    private T? Maybe<T>(Func<T> make) where T : struct => dice.Chance(65) ? make() : null;
    private string? Maybe(Func<string> make) => dice.Chance(65) ? make() : null;
    private T? MaybeSome<T>(Func<T> make) where T : class => dice.Chance(40) ? make() : null;
}
