namespace ClaimGraph.Import;

internal sealed record StatementRecord : ImportRecord
{
    public StatementKind? Kind { get; init; }
    public string? Text { get; init; }
    public string? Language { get; init; }
    public bool? Checkable { get; init; }
    public IReadOnlyList<string>? Topics { get; init; }
    public IReadOnlyList<AboutRecord?>? About { get; init; }
    public double? Prior { get; init; }
    public string? Note { get; init; }

    public override Content ToContent(References references) => new StatementContent
    {
        StatementKind = Kind ?? StatementKind.Fact,
        Text = Text ?? "",
        Language = Language ?? LanguageTag.Undetermined,
        Checkable = Checkable ?? true,
        Topics = [.. (Topics ?? []).Select(t => t ?? "")],
        About = [.. (About ?? []).Select((a, i) =>
            references.OneOf((NodeKind.Actor, a?.Actor), (NodeKind.Event, a?.Event), "about", References.Number(i)))],
        Prior = Prior,
        Note = Note,
    };

    public static StatementRecord From(StatementContent content, Func<NodeId, string> keyOf) => new()
    {
        Kind = content.StatementKind,
        Text = content.Text,
        Language = Given(content.Language),
        Checkable = content.Checkable,
        Topics = Filled(content.Topics),
        About = Filled(content.About.Select(id => id.Kind == NodeKind.Actor
            ? new AboutRecord { Actor = keyOf(id) } : new AboutRecord { Event = keyOf(id) })),
        Prior = content.Prior,
        Note = content.Note,
    };
}

/// <summary>One of the two.</summary>
internal sealed record AboutRecord
{
    public string? Actor { get; init; }
    public string? Event { get; init; }
}
