namespace ClaimGraph.Neo4j.Labels;

/// <summary>A relationship that a node's content makes.</summary>
/// <param name="Role">Of <c>TOOK_PART</c> only.</param>
internal readonly record struct Link(string Type, NodeId From, NodeId To, string? Role = null)
{
    public static IEnumerable<Link> Of(Node? node) => node switch
    {
        null or ClaimGraph.Actor => [],
        Source { Id: var id, Content: var c } => [.. FromOne("PUBLISHED", c.Publisher, id), .. ToOne("DERIVED_FROM", id, c.DerivedFrom)],
        Event { Id: var id, Content: var c } =>
            [.. c.Participations.Select(p => new Link("TOOK_PART", p.Actor, id, p.Role)), .. c.Sources.Select(s => new Link("REPORTS", s, id))],
        Statement { Id: var id, Content: var c } => c.About.Select(a => new Link("ABOUT", id, a)),
        Appearance { Id: var id, Content: var c } =>
            [new("OF", id, c.Statement), .. FromOne("MADE", c.Actor, id), .. ToOne("IN", id, c.Source), .. ToOne("AT", id, c.Event)],
        Evidence { Id: var id, Content: var c } =>
            [new(c.Basis.Kind == NodeKind.Source ? "CITES" : "RESTS_ON", id, c.Basis), new(TypeOf(c.Stance), id, c.Target)],
        Review { Id: var id, Content: var c } =>
            [new("JUDGES", id, c.Statement), new("WROTE", c.Reviewer, id), .. c.BasedOn.Select(e => new Link("BASED_ON", id, e))],
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static string TypeOf(Stance stance) => stance switch { Stance.Supports => "SUPPORTS", Stance.Rebuts => "REBUTS", _ => "CONTEXT_FOR" };
    private static Link[] FromOne(string type, NodeId? from, NodeId to) => from is { } some ? [new(type, some, to)] : [];
    private static Link[] ToOne(string type, NodeId from, NodeId? to) => to is { } some ? [new(type, from, some)] : [];
}
