namespace ClaimGraph.Import;

internal sealed record EventRecord : ImportRecord
{
    public string? Name { get; init; }
    public PartialDate? StartsOn { get; init; }
    public PartialDate? EndsOn { get; init; }
    public string? Place { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<ParticipationRecord?>? Participations { get; init; }
    public IReadOnlyList<string?>? Sources { get; init; }

    public override Content ToContent(References references) => new EventContent
    {
        Name = Name ?? "",
        StartsOn = StartsOn,
        EndsOn = EndsOn,
        Place = Place,
        Description = Description,
        Participations = [.. (Participations ?? []).Select((p, i) => new Participation(
            references.Needed(NodeKind.Actor, p?.Actor, "participations", References.Number(i), "actor"), p?.Role ?? ""))],
        Sources = [.. (Sources ?? []).Select((s, i) => references.Needed(NodeKind.Source, s, "sources", References.Number(i)))],
    };

    public static EventRecord From(EventContent content, Func<NodeId, string> keyOf) => new()
    {
        Name = content.Name,
        StartsOn = content.StartsOn,
        EndsOn = content.EndsOn,
        Place = content.Place,
        Description = content.Description,
        Participations = Filled(content.Participations.Select(p => new ParticipationRecord { Actor = keyOf(p.Actor), Role = p.Role })),
        Sources = Filled(content.Sources.Select(keyOf)),
    };
}

internal sealed record ParticipationRecord
{
    public string? Actor { get; init; }
    public string? Role { get; init; }
}
