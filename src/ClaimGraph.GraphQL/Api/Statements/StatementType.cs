using ClaimGraph.GraphQL.Api.EvidenceRecords;
using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;

namespace ClaimGraph.GraphQL.Api.Statements;

internal sealed class StatementType : NounType<Statement>
{
    private static readonly IReadOnlyList<Attention>[] FlagSets = [.. Enumerable.Range(0, 32).Select(Flags)];

    public StatementType() : base("A proposition: the claim itself, one node however often it is said (schema.org Claim).")
    {
        this.Leaf("text", "String!", "The proposition in one sentence.", static s => s.Content.Text);
        this.Leaf("language", "String!", "The language as a BCP 47 tag; `und` when it is not known.", static s => s.Content.Language);
        this.Leaf("kind", "StatementKind!", "Fact, quotation, opinion or prediction.", static s => s.Content.StatementKind);
        this.Leaf("checkable", "Boolean!", "False when no evidence could decide it, as with taste or a distant prediction.", static s => s.Content.Checkable);
        this.Leaf("topics", "[String!]!", "What it is about, in single words in lower case.", static s => s.Content.Topics);
        LinkList("about", "Subject", "The actors and events that it speaks of; at most 500.", static s => s.Content.About);
        this.Leaf("prior", "Float", "How plausible it is before any evidence, 0 to 1; 0.5 counts when it is not given.", static s => s.Content.Prior);
        this.Leaf("note", "String", "What else is to be known about it.", static s => s.Content.Note);
        Link("claimant", "Actor", "Who said it first on record.", static s => s.Derived.Claimant);
        Links("appearances", "Who said it, where, when and in which words: each utterance.", Catalogue.Appearance.Statement);
        this.Leaf("appearanceCount", "Int!", "How many active appearances it has.", static s => s.Derived.AppearanceCount);
        EvidenceLinks("evidence", "What speaks for it, against it or gives context.", Catalogue.Evidence.Target);
        this.EvidenceCounts(static s => s.Derived);
        EvidenceLinks("basisOf", "What rests on it: the evidence that argues from this statement.", Catalogue.Evidence.Basis);
        this.Leaf("independentSources", "Int!", "How many sources support it, copies counted with their origin.", static s => s.Derived.IndependentSources);
        this.Leaf("strength", "Float!", "The computed strength of the evidence, 0 to 1 (DF-QuAD; Rago et al., KR 2016). It weighs what was entered; it is not truth.",
            static s => s.Derived.Strength);
        this.Leaf("attention", "[Attention!]!", "What asks for a fact-checker's attention.", static s => FlagSets[(int)s.Derived.Attention]);
        this.Leaf("verdict", "Verdict", "The verdict of the newest active review; null when there is none.", static s => s.Derived.Verdict);
        Links("reviews", "Who judged it, and how.", Catalogue.Review.Statement);
        this.Leaf("reviewCount", "Int!", "How many active reviews it has.", static s => s.Derived.ReviewCount);
    }

    public override void AddTo(ApiDefinition api)
    {
        base.AddTo(api);
        api.AddUnion("Subject", "What a statement can speak of.", nameof(Actor), nameof(Event));
    }

    private static IReadOnlyList<Attention> Flags(int bits) =>
        [.. Enum.GetValues<Attention>().Where(flag => flag != Attention.None && ((Attention)bits).HasFlag(flag))];
}
