using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Schema;

namespace ClaimGraph.GraphQL.Api.Anchors;

/// <summary>Quotes: what was entered, and where it stands in the newest snapshot of the source.</summary>
internal sealed class AnchorPart : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        api.Add(new AnchorType(), new EnteredAnchorType());
        api.Extend<NounType<Evidence>>(static type =>
            type.Resolve(Fields.Evidence.Anchor, static (evidence, _) => evidence.Content.Anchor is null ? null : evidence)
        );
        api.Extend<NounType<Appearance>>(static type =>
            type.Resolve(Fields.Appearance.Anchor, static (appearance, _) => appearance.Content.Anchor is null ? null : appearance)
        );
    }

    private sealed class EnteredAnchorType : PartType<Node, OfNode>
    {
        public EnteredAnchorType()
            : base(ClaimGraph.Fields.QuoteAnchor.Part) => (Name, Description) = ("EnteredQuoteAnchor", "A quote as it was entered.");
    }
}

/// <summary>The anchor of evidence or an appearance.</summary>
internal readonly struct OfNode : IOwner
{
    public static object Of(object source) => source is Evidence evidence ? evidence.Content.Anchor! : ((Appearance)source).Content.Anchor!;
}
