namespace ClaimGraph.Tests.Nouns;

public sealed class RelationshipTests
{
    [Theory]
    [InlineData(NodeKind.Source, "publisher", "PUBLISHED", true)]
    [InlineData(NodeKind.Source, "derivedFrom", "DERIVED_FROM", false)]
    [InlineData(NodeKind.Event, "participants", "TOOK_PART", true)]
    [InlineData(NodeKind.Event, "sources", "REPORTS", true)]
    [InlineData(NodeKind.Statement, "about", "ABOUT", false)]
    [InlineData(NodeKind.Appearance, "statement", "OF", false)]
    [InlineData(NodeKind.Appearance, "actor", "MADE", true)]
    [InlineData(NodeKind.Appearance, "source", "IN", false)]
    [InlineData(NodeKind.Appearance, "event", "AT", false)]
    [InlineData(NodeKind.Evidence, "basis", "CITES RESTS_ON", false)]
    [InlineData(NodeKind.Evidence, "target", "SUPPORTS REBUTS CONTEXT_FOR", false)]
    [InlineData(NodeKind.Review, "statement", "JUDGES", false)]
    [InlineData(NodeKind.Review, "reviewer", "WROTE", true)]
    [InlineData(NodeKind.Review, "basedOn", "BASED_ON", false)]
    public void References_are_edges_that_read_as_sentences(NodeKind kind, string field, string names, bool isReversed)
    {
        var relationship = Fields.Find(kind, field)!.Relationship;
        (string.Join(' ', relationship.Names), relationship.IsReversed).ShouldBe((names, isReversed));
    }

    [Theory]
    [InlineData(NodeKind.Source, Stance.Supports, "CITES", "SUPPORTS")]
    [InlineData(NodeKind.Statement, Stance.Rebuts, "RESTS_ON", "REBUTS")]
    [InlineData(NodeKind.Source, Stance.Context, "CITES", "CONTEXT_FOR")]
    public void Evidence_is_related_by_its_kind_of_basis_and_its_stance(NodeKind basis, Stance stance, string toBasis, string toTarget)
    {
        var content = new EvidenceContent
        {
            Basis = new NodeId(basis, 1),
            Target = new NodeId(NodeKind.Statement, 2),
            Stance = stance,
        };
        content.References.Select(r => r.Via.Relationship.NameIn(content)).ShouldBe([toBasis, toTarget]);
    }

    [Fact]
    public void Every_edge_has_a_name_of_its_own() =>
        Noun
            .All.SelectMany(n => n.AllFields)
            .Where(f => f.Role == FieldRole.Entered && f.Targets.Count > 0)
            .SelectMany(f => f.Relationship.Names)
            .ShouldBeUnique();

    [Fact]
    public void A_reference_tells_the_part_that_makes_it()
    {
        var signed = new Participation(new NodeId(NodeKind.Actor, 1), "SIGNED");
        var reference = new EventContent { Name = "Summit", Participations = [signed] }.References.ShouldHaveSingleItem();
        (reference.Field, reference.Via, reference.Part).ShouldBe(("participations.0.actor", Fields.Participation.Actor, signed));
    }
}
