namespace ClaimGraph.Import;

internal sealed record AppearanceRecord : ImportRecord
{
    public string? Statement { get; init; }
    public string? Actor { get; init; }
    public string? Source { get; init; }
    public string? Event { get; init; }
    public PartialDate? SaidOn { get; init; }
    public AnchorRecord? Anchor { get; init; }

    public override Content ToContent(References references) => new AppearanceContent
    {
        Statement = references.Needed(NodeKind.Statement, Statement, "statement"),
        Actor = references.Find(NodeKind.Actor, Actor, "actor"),
        Source = references.Find(NodeKind.Source, Source, "source"),
        Event = references.Find(NodeKind.Event, Event, "event"),
        SaidOn = SaidOn,
        Anchor = Anchor?.ToContent(),
    };

    public static AppearanceRecord From(AppearanceContent content, Func<NodeId, string> keyOf) => new()
    {
        Statement = keyOf(content.Statement),
        Actor = content.Actor is { } actor ? keyOf(actor) : null,
        Source = content.Source is { } source ? keyOf(source) : null,
        Event = content.Event is { } happened ? keyOf(happened) : null,
        SaidOn = content.SaidOn,
        Anchor = content.Anchor is { } anchor ? AnchorRecord.From(anchor) : null,
    };
}

internal sealed record AnchorRecord
{
    public string? Exact { get; init; }
    public string? Prefix { get; init; }
    public string? Suffix { get; init; }
    public int? Start { get; init; }
    public int? End { get; init; }
    public string? Language { get; init; }

    public QuoteAnchor ToContent() => new()
    {
        Exact = Exact ?? "", Prefix = Prefix, Suffix = Suffix, Start = Start, End = End, Language = Language ?? LanguageTag.Undetermined,
    };

    public static AnchorRecord From(QuoteAnchor anchor) => new()
    {
        Exact = anchor.Exact, Prefix = anchor.Prefix, Suffix = anchor.Suffix, Start = anchor.Start, End = anchor.End,
        Language = anchor.Language == LanguageTag.Undetermined ? null : anchor.Language,
    };
}
