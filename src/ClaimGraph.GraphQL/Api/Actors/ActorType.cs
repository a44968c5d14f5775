using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Engine.Fields;

namespace ClaimGraph.GraphQL.Api.Actors;

internal sealed class ActorType : NounType<Actor>
{
    public ActorType() : base("Somebody who says, signs, publishes or reviews: schema.org Person or Organization.")
    {
        this.Leaf("name", "String!", "The name.", static a => a.Content.Name);
        this.Leaf("kind", "ActorKind!", "Person, organisation, country or group.", static a => a.Content.ActorKind);
        this.Leaf("aliases", "[String!]!", "Other names.", static a => a.Content.Aliases);
        this.Leaf("identifiers", "[String!]!", "IRIs that identify the actor elsewhere (schema.org sameAs), for example of Wikidata.", static a => a.Content.Identifiers);
        this.Leaf("description", "String", "Who it is, in a few words.", static a => a.Content.Description);
        Links("appearances", "What the actor is on record as having said, each utterance.", Catalogue.Appearance.Actor);
        Links("statements", "The statements whose first claimant on record the actor is.", Catalogue.Statement.Claimant);
        Links("aboutStatements", "The statements that speak of the actor.", Catalogue.Statement.About);
        Links("events", "The events in which the actor took part; `Event.participations(actor:)` says in which role.", Catalogue.Event.Participants);
        Links("sources", "The sources that the actor published.", Catalogue.Source.Publisher);
        Links("reviews", "The reviews that the actor wrote.", Catalogue.Review.Reviewer);
    }
}
