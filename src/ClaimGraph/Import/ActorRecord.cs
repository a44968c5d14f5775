namespace ClaimGraph.Import;

internal sealed record ActorRecord : ImportRecord
{
    public ActorKind? Kind { get; init; }
    public string? Name { get; init; }
    public IReadOnlyList<string>? Aliases { get; init; }
    public IReadOnlyList<string>? Identifiers { get; init; }
    public string? Description { get; init; }

    public override Content ToContent(References references) => new ActorContent
    {
        ActorKind = references.Needed(Kind, "kind"),
        Name = Name ?? "",
        Aliases = Aliases ?? [],
        Identifiers = Identifiers ?? [],
        Description = Description,
    };

    public static ActorRecord From(ActorContent content) => new()
    {
        Kind = content.ActorKind,
        Name = content.Name,
        Aliases = Filled(content.Aliases),
        Identifiers = Filled(content.Identifiers),
        Description = content.Description,
    };
}
