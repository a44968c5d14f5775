using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Appearances;

internal sealed class AppearanceType : NounType<Appearance>
{
    public AppearanceType() : base("One utterance of a statement: who said it, where, when, in which words (schema.org Claim appearance).")
    {
        Link("statement", "Statement!", "What was said.", static a => a.Content.Statement);
        Link("actor", "Actor", "The claimant; null when nobody is named.", static a => a.Content.Actor);
        Link("source", "Source", "Where it can be read.", static a => a.Content.Source);
        Link("event", "Event", "The occasion on which it was said.", static a => a.Content.Event);
        this.Leaf("saidOn", "PartialDate", "When it was said.", static a => a.Content.SaidOn);
        this.Part("anchor", "QuoteAnchor", "The exact words in the source.", static a => a.Content.Anchor);
    }

    public override void AddTo(ApiDefinition api)
    {
        base.AddTo(api);
        api.Add(new QuoteAnchorType());
    }
}

internal sealed class QuoteAnchorType : ObjectGraphType<QuoteAnchor>
{
    public QuoteAnchorType()
    {
        Name = "QuoteAnchor";
        Description = "The exact words of a passage and where they stand (W3C Web Annotation TextQuoteSelector and TextPositionSelector). "
            + "Positions count Unicode code points of the source's snapshot, start inclusive, end exclusive.";
        this.Leaf("exact", "String!", "The words.", static q => q.Exact);
        this.Leaf("prefix", "String", "What stands before them.", static q => q.Prefix);
        this.Leaf("suffix", "String", "What follows them.", static q => q.Suffix);
        this.Leaf("start", "Int", "The code point at which they begin, from 0.", static q => q.Start);
        this.Leaf("end", "Int", "The code point before which they end.", static q => q.End);
        this.Leaf("language", "String!", "Their language as a BCP 47 tag; `und` when it is not known.", static q => q.Language);
    }
}
