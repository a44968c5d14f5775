using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Values;

namespace ClaimGraph.GraphQL.Api.EvidenceRecords;

internal sealed class EvidenceType : NounType<Evidence>
{
    public EvidenceType() : base("A link that argues: from a basis (a source or a statement) to a target (a statement, or other evidence that it backs or undercuts).")
    {
        Link("basis", "Basis!", "What the argument rests on.", static e => e.Content.Basis);
        Link("target", "Target!", "What it argues about.", static e => e.Content.Target);
        this.Leaf("stance", "Stance!", "What it does to its target.", static e => e.Content.Stance);
        this.Leaf("strength", "Float", "How strongly this evidence, taken as correct, speaks for or against the target: 0 to 1; 0.5 counts when it is not given.",
            static e => e.Content.Strength);
        this.Leaf("confidence", "Float", "How sure the annotator is of stance and strength: 0 to 1; 1 counts when it is not given.", static e => e.Content.Confidence);
        this.Leaf("note", "String", "What the basis shows, in the annotator's words.", static e => e.Content.Note);
        this.Part("anchor", "QuoteAnchor", "The exact words of the basis that argue.", static e => e.Content.Anchor);
        EvidenceLinks("evidence", "The evidence on this evidence: what backs it (SUPPORTS) and what undercuts it (REBUTS).", Catalogue.Evidence.Target);
        this.EvidenceCounts(static e => e.Derived);
        Links("reviews", "The reviews whose verdict rests on it.", Catalogue.Review.BasedOn);
    }

    public override void AddTo(ApiDefinition api)
    {
        base.AddTo(api);
        api.AddUnion("Basis", "What evidence can rest on.", nameof(Source), nameof(Statement));
        api.AddUnion("Target", "What evidence can argue about.", nameof(Statement), nameof(Evidence));
        api.Add(new EvidenceCountsType());
        api.Add(new EnumType<BasisKind>("What evidence can rest on.", (BasisKind.Source, "A source."), (BasisKind.Statement, "A statement.")));
    }
}
