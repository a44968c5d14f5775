namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>How one noun is entered: its input fields, and the content that they give.</summary>
/// <param name="Fields">What can be given when it is created.</param>
/// <param name="Fixed">The names of those that cannot be changed later.</param>
/// <param name="Read">The content, from the input and from the content before (null when it is created).</param>
internal sealed record NounInput(NodeKind Kind, InputField[] Fields, string[] Fixed, Func<Input, Content?, Content> Read)
{
    public IEnumerable<InputField> Changeable => Fields.Where(f => !Fixed.Contains(f.Name)).Select(f => f.Optional);
}

/// <summary>The inputs of all nouns. Limits are those of the core's validators, which say what is wrong.</summary>
internal static class NounInputs
{
    private static readonly InputField Language = new("language", "String", "The language as a BCP 47 tag; `und` when not given.");

    public static readonly NounInput Actor = new(NodeKind.Actor,
    [
        new("name", "String!", "The name; at most 500 characters."),
        new("kind", "ActorKind", "Person, organisation, country or group; PERSON when not given."),
        new("aliases", "[String!]", "Other names; at most 100."),
        new("identifiers", "[String!]", "IRIs that identify the actor elsewhere; at most 100."),
        new("description", "String", "Who it is, in a few words; at most 5,000 characters."),
    ], [], (input, before) =>
    {
        var old = before as ActorContent;
        return new ActorContent
        {
            Name = input.Text("name", old?.Name) ?? "", ActorKind = input.Value("kind", old?.ActorKind, default), Aliases = input.Texts("aliases", old?.Aliases),
            Identifiers = input.Texts("identifiers", old?.Identifiers), Description = input.Text("description", old?.Description),
        };
    });

    public static readonly NounInput Source = new(NodeKind.Source,
    [
        new("url", "String", "The address, http or https. A source needs a url, a title or a snapshot."),
        new("title", "String", "The title; at most 1,000 characters."),
        new("publisherId", "ID", "The actor that published it."),
        new("kind", "SourceKind", "What sort of source it is; OTHER when not given."),
        Language,
        new("publishedOn", "PartialDate", "The date of publication."),
        new("archivedAt", "String", "The address of an archived copy."),
        new("derivedFromId", "ID", "The source that it copies, translates or reports from."),
        new("reliability", "Reliability", "How reliable it is."),
        new("note", "String", "What else is to be known about it; at most 5,000 characters."),
        new("snapshot", "SnapshotInput", "Its text as it stood when it was captured."),
    ], [], (input, before) =>
    {
        var old = before as SourceContent;
        return new SourceContent
        {
            Url = input.Text("url", old?.Url), Title = input.Text("title", old?.Title), Publisher = input.Id("publisherId", old?.Publisher),
            SourceKind = input.Value("kind", old?.SourceKind, default), Language = input.Text("language", old?.Language) ?? LanguageTag.Undetermined,
            PublishedOn = input.Value("publishedOn", old?.PublishedOn), ArchivedAt = input.Text("archivedAt", old?.ArchivedAt),
            DerivedFrom = input.Id("derivedFromId", old?.DerivedFrom), Reliability = input.Value("reliability", old?.Reliability),
            Note = input.Text("note", old?.Note), Snapshot = input.Inner("snapshot", old?.Snapshot, PartInputs.Snapshot),
        };
    });

    public static readonly NounInput Event = new(NodeKind.Event,
    [
        new("name", "String!", "The name; at most 500 characters."),
        new("startsOn", "PartialDate", "The first day."),
        new("endsOn", "PartialDate", "The last day, inclusive."),
        new("place", "String", "Where it happened; at most 500 characters."),
        new("description", "String", "What happened, in a few words; at most 5,000 characters."),
        new("participations", "[ParticipationInput!]", "Who took part and as what; at most 500."),
        new("sourceIds", "[ID!]", "The sources that report it; at most 500."),
    ], [], (input, before) =>
    {
        var old = before as EventContent;
        return new EventContent
        {
            Name = input.Text("name", old?.Name) ?? "", StartsOn = input.Value("startsOn", old?.StartsOn), EndsOn = input.Value("endsOn", old?.EndsOn),
            Place = input.Text("place", old?.Place), Description = input.Text("description", old?.Description),
            Participations = input.Inners("participations", old?.Participations, PartInputs.Participation), Sources = input.Ids("sourceIds", old?.Sources),
        };
    });

    public static readonly NounInput Statement = new(NodeKind.Statement,
    [
        new("text", "String!", "The proposition in one sentence; at most 5,000 characters. The same wording in the same language is one statement."),
        Language,
        new("kind", "StatementKind", "Fact, quotation, opinion or prediction; FACT when not given."),
        new("checkable", "Boolean", "False when no evidence could decide it; true when not given."),
        new("topics", "[String!]", "What it is about; at most 50."),
        new("aboutIds", "[ID!]", "The actors and events that it speaks of; at most 500."),
        new("prior", "Float", "How plausible it is before any evidence, 0 to 1."),
        new("note", "String", "What else is to be known about it; at most 5,000 characters."),
    ], [], (input, before) =>
    {
        var old = before as StatementContent;
        return new StatementContent
        {
            Text = input.Text("text", old?.Text) ?? "", Language = input.Text("language", old?.Language) ?? LanguageTag.Undetermined,
            StatementKind = input.Value("kind", old?.StatementKind, default), Checkable = input.Value("checkable", old?.Checkable, true),
            Topics = input.Texts("topics", old?.Topics), About = input.Ids("aboutIds", old?.About), Prior = input.Value("prior", old?.Prior), Note = input.Text("note", old?.Note),
        };
    });

    public static readonly NounInput Appearance = new(NodeKind.Appearance,
    [
        new("statementId", "ID!", "What was said."),
        new("actorId", "ID", "Who said it."),
        new("sourceId", "ID", "Where it can be read."),
        new("eventId", "ID", "The occasion."),
        new("saidOn", "PartialDate", "When it was said."),
        new("anchor", "QuoteAnchorInput", "The exact words in the source. They are checked against its snapshot."),
    ], ["statementId"], (input, before) =>
    {
        var old = before as AppearanceContent;
        return new AppearanceContent
        {
            Statement = old?.Statement ?? input.NeededId("statementId"), Actor = input.Id("actorId", old?.Actor), Source = input.Id("sourceId", old?.Source),
            Event = input.Id("eventId", old?.Event), SaidOn = input.Value("saidOn", old?.SaidOn), Anchor = input.Inner("anchor", old?.Anchor, PartInputs.Anchor),
        };
    });

    public static readonly NounInput Evidence = new(NodeKind.Evidence,
    [
        new("basisId", "ID!", "The source or statement that it rests on."),
        new("targetId", "ID!", "The statement or evidence that it argues about."),
        new("stance", "Stance!", "What it does to its target."),
        new("strength", "Float", "How strongly it speaks for or against the target, 0 to 1."),
        new("confidence", "Float", "How sure the annotator is, 0 to 1."),
        new("note", "String", "What the basis shows; at most 5,000 characters."),
        new("anchor", "QuoteAnchorInput", "The exact words of the basis that argue. They are checked against the snapshot of a source."),
    ], ["basisId", "targetId"], (input, before) =>
    {
        var old = before as EvidenceContent;
        return new EvidenceContent
        {
            Basis = old?.Basis ?? input.NeededId("basisId"), Target = old?.Target ?? input.NeededId("targetId"), Stance = input.Value("stance", old?.Stance, default),
            Strength = input.Value("strength", old?.Strength), Confidence = input.Value("confidence", old?.Confidence), Note = input.Text("note", old?.Note),
            Anchor = input.Inner("anchor", old?.Anchor, PartInputs.Anchor),
        };
    });

    public static readonly NounInput Review = new(NodeKind.Review,
    [
        new("statementId", "ID!", "The statement reviewed."),
        new("reviewerId", "ID!", "The actor who reviewed it."),
        new("verdict", "Verdict!", "The verdict on the common scale."),
        new("rating", "RatingInput", "The rating as it was published."),
        new("explanation", "String", "Why; at most 20,000 characters."),
        new("url", "String", "Where it was published. One reviewer has one review at an address."),
        new("reviewedOn", "PartialDate", "The date of the review."),
        new("basedOnIds", "[ID!]", "The evidence that the verdict rests on; at most 500."),
    ], ["statementId"], (input, before) =>
    {
        var old = before as ReviewContent;
        return new ReviewContent
        {
            Statement = old?.Statement ?? input.NeededId("statementId"), Reviewer = input.Id("reviewerId", old?.Reviewer) ?? default,
            Verdict = input.Value("verdict", old?.Verdict, default), Rating = input.Inner("rating", old?.Rating, PartInputs.Rating),
            Explanation = input.Text("explanation", old?.Explanation), Url = input.Text("url", old?.Url), ReviewedOn = input.Value("reviewedOn", old?.ReviewedOn),
            BasedOn = input.Ids("basedOnIds", old?.BasedOn),
        };
    });

    public static readonly NounInput[] All = [Actor, Source, Event, Statement, Appearance, Evidence, Review];
}
