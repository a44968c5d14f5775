namespace ClaimGraph.Neo4j.Labels;

/// <summary>The types of relationships, in Neo4j in upper case.</summary>
internal enum LinkType
{
    Published, DerivedFrom, TookPart, Reports, About, Of, Made, In, At, Cites, RestsOn, Supports, Rebuts, ContextFor, Judges, Wrote, BasedOn,
}

/// <summary>A relationship that a node's content makes.</summary>
/// <param name="Role">Of <c>TOOK_PART</c> only.</param>
internal readonly record struct Link(LinkType Type, NodeId From, NodeId To, string? Role = null)
{
    public static IEnumerable<Link> Of(Node? node) => node switch
    {
        null or ClaimGraph.Actor => [],
        Source { Id: var id, Content: var c } => [.. FromOne(LinkType.Published, c.Publisher, id), .. ToOne(LinkType.DerivedFrom, id, c.DerivedFrom)],
        Event { Id: var id, Content: var c } =>
            [.. c.Participations.Select(p => new Link(LinkType.TookPart, p.Actor, id, p.Role)), .. c.Sources.Select(s => new Link(LinkType.Reports, s, id))],
        Statement { Id: var id, Content: var c } => c.About.Select(a => new Link(LinkType.About, id, a)),
        Appearance { Id: var id, Content: var c } =>
            [new(LinkType.Of, id, c.Statement), .. FromOne(LinkType.Made, c.Actor, id), .. ToOne(LinkType.In, id, c.Source), .. ToOne(LinkType.At, id, c.Event)],
        Evidence { Id: var id, Content: var c } =>
            [new(c.Basis.Kind == NodeKind.Source ? LinkType.Cites : LinkType.RestsOn, id, c.Basis), new(TypeOf(c.Stance), id, c.Target)],
        Review { Id: var id, Content: var c } =>
            [new(LinkType.Judges, id, c.Statement), new(LinkType.Wrote, c.Reviewer, id), .. c.BasedOn.Select(e => new Link(LinkType.BasedOn, id, e))],
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static LinkType TypeOf(Stance stance) => stance switch { Stance.Supports => LinkType.Supports, Stance.Rebuts => LinkType.Rebuts, _ => LinkType.ContextFor };
    private static Link[] FromOne(LinkType type, NodeId? from, NodeId to) => from is { } some ? [new(type, some, to)] : [];
    private static Link[] ToOne(LinkType type, NodeId from, NodeId? to) => to is { } some ? [new(type, from, some)] : [];
}
