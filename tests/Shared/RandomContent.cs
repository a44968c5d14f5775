using System.Text.Json;

namespace ClaimGraph.Testing;

/// <summary>Valid contents of every noun, with all fields set now and then, over the nodes that <paramref name="known"/> gives. A new
/// noun needs no line here.</summary>
/// <param name="dice">Decides.</param>
/// <param name="known">The ids of a kind that may be named; may be empty.</param>
public sealed class RandomContent(Dice dice, Func<NodeKind, IReadOnlyList<NodeId>> known)
{
    private static readonly string[] Languages = ["und", "it", "en", "en-GB", "zh-Hant-TW"];
    private static readonly string[] Roles = ["SIGNED", "DECLINED_TO_SIGN", "HOSTED", "PARTICIPATED"];
    private static readonly string[] Topics = ["ai", "summit", "città", "diritti umani", "😀"];

    /// <summary>Whether what the kind must name is there.</summary>
    public bool Can(NodeKind kind) =>
        Noun.Of(kind).Entered.OfType<Field<NodeId>>().All(f => Named(f).Count > 0)
        && (kind != NodeKind.Relation || known(NodeKind.Statement).Count > 1)
        && (kind != NodeKind.Evidence || known(NodeKind.Source).Count > 0 || known(NodeKind.Statement).Count > 1);

    /// <summary>A content of any noun, as its fields are described.</summary>
    public Content Of(NodeKind kind)
    {
        var noun = Noun.Of(kind);
        var content = noun.NewContent();
        foreach (var field in noun.Entered)
            Fill(field, content);
        return Sensible(content);
    }

    /// <summary>What the rules over several fields ask for.</summary>
    private Content Sensible(Content content) =>
        content switch
        {
            SourceContent source => source with { Title = Texts.Some(dice) },
            StatementContent statement => statement with { Text = $"{statement.Text} {dice.Below(1_000_000)}" },
            EventContent happened => happened with { EndsOn = dice.Chance(50) ? happened.StartsOn : null },
            ReviewContent { Verdict: null } review => review with { Rating = new Rating { Text = Texts.Some(dice) } },
            RelationContent relation when relation.Statement == relation.Other => relation with
            {
                Other = dice.Pick([.. known(NodeKind.Statement).Where(s => s != relation.Statement)]),
            },
            EvidenceContent { JointWith: not null } evidence => Sensible(evidence with { JointWith = null }),
            EvidenceContent evidence when evidence.Basis == evidence.Target => evidence with
            {
                Basis = dice.Pick([.. known(NodeKind.Source), .. known(NodeKind.Statement).Where(s => s != evidence.Target)]),
            },
            ProposalContent proposal => Sensible(proposal),
            _ => content,
        };

    private ProposalContent Sensible(ProposalContent proposal) =>
        proposal with
        {
            Input = JsonSerializer.Serialize(
                new
                {
                    note = Texts.Some(dice),
                    ids = Enumerable
                        .Range(0, proposal.Concerns.Count)
                        .Select(n => new Dictionary<string, int> { [ProposedInput.Record] = n }),
                }
            ),
            Decision = proposal.State == ProposalState.Open ? null : proposal.Decision ?? new Decision { By = "somebody" },
        };

    private void Fill(Field field, object owner)
    {
        switch (field)
        {
            case Field<string?> text when field.IsRequired || field.IsKeptApart || Given():
                text.Set(owner, Text(field));
                break;
            case Field<bool> flag:
                flag.Set(owner, dice.Chance(70));
                break;
            case Field<double?> number when Given():
                number.Set(owner, dice.Fraction());
                break;
            case Field<PartialDate?> date when Given():
                date.Set(owner, Date());
                break;
            case Field<DateTimeOffset?> time when Given():
                time.Set(owner, Time());
                break;
            case EnumField word when !field.IsNullable || Given():
                word.SetNumber(owner, dice.Pick(NumbersOf(field)));
                break;
            case Field<NodeId> node:
                node.Set(owner, dice.Pick(Named(field)));
                break;
            case Field<NodeId?> node when Named(field) is { Count: > 0 } some && Given():
                node.Set(owner, dice.Pick(some));
                break;
            case Field<IReadOnlyList<string>> texts:
                texts.Set(owner, [.. Enumerable.Range(0, dice.Below(3)).Select(_ => Text(field)).Distinct()]);
                break;
            case Field<IReadOnlyList<NodeId>> nodes:
                nodes.Set(owner, dice.Some(Named(field), 3));
                break;
            // Quoted words must stand in a snapshot; the tests that quote say which.
            case PartField part when field.Part != Fields.QuoteAnchor.Part && dice.Chance(40):
                part.Set(owner, Filled(field.Part!));
                break;
            case PartListField parts:
                parts.Set(owner, Parts(field.Part!));
                break;
        }
    }

    private ContentPart Filled(Part part)
    {
        var filled = part.New();
        // A hash must be that of its text.
        foreach (var field in part.Fields.Where(f => f != Fields.Snapshot.Sha256))
            Fill(field, filled);
        return filled;
    }

    private IReadOnlyList<ContentPart> Parts(Part part) =>
        part.Fields.OfType<Field<NodeId>>().All(f => Named(f).Count > 0)
            ? [.. Enumerable.Range(0, dice.Below(5)).Select(_ => Filled(part)).Distinct()]
            : [];

    private string Text(Field field) =>
        field.Format switch
        {
            TextFormat.Language => dice.Pick(Languages),
            TextFormat.Url => $"https://example.org/{dice.Below(1_000_000)}",
            TextFormat.Iri => $"http://www.wikidata.org/entity/Q{dice.Below(1_000_000_000)}",
            TextFormat.Role => dice.Pick(Roles),
            TextFormat.Json => JsonSerializer.Serialize(new { url = Texts.Some(dice) }),
            TextFormat.Topic => dice.Pick(Topics),
            _ => field.IsRequired || field.Type == DataType.TextList || field.IsKeptApart ? Visible(Texts.Some(dice)) : Texts.Any(dice),
        };

    private static string Visible(string text) => text.Any(char.IsLetterOrDigit) ? text : text + "a";

    private IReadOnlyList<NodeId> Named(Field field) => [.. field.Targets.SelectMany(known)];

    private static byte[] NumbersOf(Field field) => [.. Enum.GetValues(field.EnumType!).Cast<object>().Select(v => (byte)v)];

    private bool Given() => dice.Chance(65);

    /// <summary>Few years and months, so that dates tie and imprecise ones meet precise ones.</summary>
    public PartialDate Date() =>
        dice.Below(3) switch
        {
            0 => new PartialDate(dice.Between(2023, 2025)),
            1 => new PartialDate(dice.Between(2023, 2025), dice.Between(1, 2)),
            _ => new PartialDate(dice.Between(2023, 2025), dice.Between(1, 2), dice.Between(1, 3)),
        };

    /// <summary>Some months around the turn of a year, to the millisecond.</summary>
    public DateTimeOffset Time() =>
        new DateTimeOffset(2024, 12, 30, 23, 59, 59, TimeSpan.Zero).AddMilliseconds(dice.Below(4)).AddDays(dice.Below(5) * 17);
}
