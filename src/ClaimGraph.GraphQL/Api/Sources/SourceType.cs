using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Sources;

internal sealed class SourceType : NounType<Source>
{
    public SourceType() : base("Something that can be cited: schema.org CreativeWork, PROV-O Entity.")
    {
        this.Leaf("url", "String", "The address as it was given.", static s => s.Content.Url);
        this.Leaf("canonicalUrl", "String", "The address without what does not distinguish it; no two sources share one.", static s => s.Content.CanonicalUrl);
        this.Leaf("title", "String", "The title.", static s => s.Content.Title);
        Link("publisher", "Actor", "Who published it.", static s => s.Content.Publisher);
        this.Leaf("kind", "SourceKind!", "What sort of source it is.", static s => s.Content.SourceKind);
        this.Leaf("language", "String!", "The language as a BCP 47 tag; `und` when it is not known.", static s => s.Content.Language);
        this.Leaf("publishedOn", "PartialDate", "The date of publication.", static s => s.Content.PublishedOn);
        this.Leaf("archivedAt", "String", "The address of an archived copy.", static s => s.Content.ArchivedAt);
        Link("derivedFrom", "Source", "The source that this one copies, translates or reports from (PROV-O wasDerivedFrom).", static s => s.Content.DerivedFrom);
        Link("origin", "Source!", "The first source of the chain of derivedFrom; the source itself when it derives from none.", static s => s.Derived.Origin);
        Links("derivatives", "The sources that derive from this one.", Catalogue.Source.DerivedFrom);
        this.Leaf("reliability", "Reliability", "How reliable it is; null when nobody judged.", static s => s.Content.Reliability);
        this.Leaf("note", "String", "What else is to be known about it.", static s => s.Content.Note);
        this.Part("snapshot", "Snapshot", "Its text as it stood when it was captured.", static s => s.Content.Snapshot is null ? null : s);
        EvidenceLinks("evidence", "What rests on it: the evidence that cites it.", Catalogue.Evidence.Basis);
        this.Leaf("evidenceCount", "Int!", "How much active evidence cites it.", static s => s.Derived.EvidenceCount);
        Links("appearances", "The statements that are said in it, each utterance.", Catalogue.Appearance.Source);
        this.Leaf("appearanceCount", "Int!", "How many active appearances it has.", static s => s.Derived.AppearanceCount);
        Links("events", "The events that it reports.", Catalogue.Event.Sources);
    }

    public override void AddTo(ApiDefinition api)
    {
        base.AddTo(api);
        api.Add(new SnapshotType());
    }
}

internal sealed class SnapshotType : ObjectGraphType<Source>
{
    public SnapshotType()
    {
        Name = "Snapshot";
        Description = "The text of a source as it stood at one time. Quotes are anchored in it.";
        this.Resolve("text", "String!", "The captured text. The positions of anchors count its Unicode code points.",
            static (source, context) => context.Request.Loaders.Snapshot(source.Id));
        this.Leaf("sha256", "String!", "SHA-256 of the text in UTF-8, in lower-case hexadecimal.", static s => s.Content.Snapshot!.Sha256);
        this.Leaf("capturedAt", "DateTime", "When it was captured.", static s => s.Content.Snapshot!.CapturedAt);
    }
}
