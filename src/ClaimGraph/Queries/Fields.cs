using System.Collections.Frozen;

namespace ClaimGraph.Queries;

/// <summary>The catalogue of fields. Adding one here makes it a filter in the API; each store must translate it.</summary>
public static class Fields
{
    public static class Actor
    {
        public static readonly Field Name = Text<ClaimGraph.Actor>("name", a => a.Content.Name, "The name.", orders: true);
        public static readonly Field ActorKind = Enum<ClaimGraph.Actor, ActorKind>("kind", a => a.Content.ActorKind, "Person, organisation, country or group.");
        public static readonly Field Identifiers = TextList<ClaimGraph.Actor>("identifiers", a => a.Content.Identifiers, "IRIs that identify the actor elsewhere.");
    }

    public static class Source
    {
        public static readonly Field Url = Text<ClaimGraph.Source>("url", s => s.Content.CanonicalUrl, "The canonical address.");
        public static readonly Field Title = Text<ClaimGraph.Source>("title", s => s.Content.Title, "The title.", orders: true);
        public static readonly Field Publisher = Reference<ClaimGraph.Source>("publisher", s => s.Content.Publisher, "The actor that published it.");
        public static readonly Field SourceKind = Enum<ClaimGraph.Source, SourceKind>("kind", s => s.Content.SourceKind, "What sort of source it is.");
        public static readonly Field Language = Text<ClaimGraph.Source>("language", s => s.Content.Language, "The BCP 47 language tag.");
        public static readonly Field PublishedOn = Date<ClaimGraph.Source>("publishedOn", s => s.Content.PublishedOn, "The date of publication.");
        public static readonly Field DerivedFrom = Reference<ClaimGraph.Source>("derivedFrom", s => s.Content.DerivedFrom, "The source that it copies or reports from.");
        public static readonly Field Reliability = Enum<ClaimGraph.Source, Reliability>("reliability", s => s.Content.Reliability, "Reliability A to F.");
        public static readonly Field EvidenceCount = Integer<ClaimGraph.Source>("evidenceCount", s => s.Derived.EvidenceCount, "Active evidence that cites it.");
    }

    public static class Event
    {
        public static readonly Field Name = Text<ClaimGraph.Event>("name", e => e.Content.Name, "The name.", orders: true);
        public static readonly Field StartsOn = Date<ClaimGraph.Event>("startsOn", e => e.Content.StartsOn, "The first day.");
        public static readonly Field EndsOn = Date<ClaimGraph.Event>("endsOn", e => e.Content.EndsOn, "The last day.");
        public static readonly Field Place = Text<ClaimGraph.Event>("place", e => e.Content.Place, "Where it happened.");
        public static readonly Field Participants = ReferenceList<ClaimGraph.Event>("participants", e => [.. e.Content.Participations.Select(p => p.Actor)], "Actors that took part.");
        public static readonly Field Roles = TextList<ClaimGraph.Event>("roles", e => [.. e.Content.Participations.Select(p => p.Role)], "Roles in which actors took part.");
        public static readonly Field Sources = ReferenceList<ClaimGraph.Event>("sources", e => e.Content.Sources, "Sources that report it.");
    }

    public static class Statement
    {
        public static readonly Field Text = Text<ClaimGraph.Statement>("text", s => s.Content.Text, "The proposition.", orders: true);
        public static readonly Field Language = Text<ClaimGraph.Statement>("language", s => s.Content.Language, "The BCP 47 language tag.");
        public static readonly Field StatementKind = Enum<ClaimGraph.Statement, StatementKind>("kind", s => s.Content.StatementKind, "Fact, quotation, opinion or prediction.");
        public static readonly Field Checkable = Boolean<ClaimGraph.Statement>("checkable", s => s.Content.Checkable, "Whether evidence could decide it.");
        public static readonly Field Topics = TextList<ClaimGraph.Statement>("topics", s => s.Content.Topics, "Topics, in lower case.");
        public static readonly Field About = ReferenceList<ClaimGraph.Statement>("about", s => s.Content.About, "Actors and events that it speaks of.");
        public static readonly Field SupportCount = Integer<ClaimGraph.Statement>("supportCount", s => s.Derived.SupportCount, "Active evidence that supports it.");
        public static readonly Field RebutCount = Integer<ClaimGraph.Statement>("rebutCount", s => s.Derived.RebutCount, "Active evidence that rebuts it.");
        public static readonly Field ContextCount = Integer<ClaimGraph.Statement>("contextCount", s => s.Derived.ContextCount, "Active evidence that gives context.");
        public static readonly Field IndependentSources = Integer<ClaimGraph.Statement>("independentSources", s => s.Derived.IndependentSources, "Sources of its support, copies counted with their origin.");
        public static readonly Field AppearanceCount = Integer<ClaimGraph.Statement>("appearanceCount", s => s.Derived.AppearanceCount, "How often it is on record as said.");
        public static readonly Field ReviewCount = Integer<ClaimGraph.Statement>("reviewCount", s => s.Derived.ReviewCount, "Active reviews.");
        public static readonly Field Strength = Number<ClaimGraph.Statement>("strength", s => s.Derived.Strength, "Computed strength, 0 to 1.");
        public static readonly Field Verdict = Enum<ClaimGraph.Statement, Verdict>("verdict", s => s.Derived.Verdict, "Verdict of the newest review.");
        public static readonly Field Claimant = Reference<ClaimGraph.Statement>("claimant", s => s.Derived.Claimant, "Who said it first on record.");
        public static readonly Field Attention = new(NodeKind.Statement, "attention", FieldType.FlagSet, n => ((ClaimGraph.Statement)n).Derived.Attention, "What asks for attention.", typeof(Attention));
    }

    public static class Appearance
    {
        public static readonly Field Statement = Reference<ClaimGraph.Appearance>("statement", a => a.Content.Statement, "What was said.");
        public static readonly Field Actor = Reference<ClaimGraph.Appearance>("actor", a => a.Content.Actor, "Who said it.");
        public static readonly Field Source = Reference<ClaimGraph.Appearance>("source", a => a.Content.Source, "Where it can be read.");
        public static readonly Field Event = Reference<ClaimGraph.Appearance>("event", a => a.Content.Event, "On which occasion.");
        public static readonly Field SaidOn = Date<ClaimGraph.Appearance>("saidOn", a => a.Content.SaidOn, "When it was said.");
        public static readonly Field Quote = Text<ClaimGraph.Appearance>("quote", a => a.Content.Anchor?.Exact, "The exact words.");
    }

    public static class Evidence
    {
        public static readonly Field Basis = Reference<ClaimGraph.Evidence>("basis", e => e.Content.Basis, "The source or statement that it rests on.");
        public static readonly Field BasisKind = Enum<ClaimGraph.Evidence, NodeKind>("basisKind", e => e.Content.Basis.Kind, "Whether it rests on a source or on a statement.");
        public static readonly Field Target = Reference<ClaimGraph.Evidence>("target", e => e.Content.Target, "The statement or evidence that it argues about.");
        public static readonly Field Stance = Enum<ClaimGraph.Evidence, Stance>("stance", e => e.Content.Stance, "Supports, rebuts or context.");
        public static readonly Field Strength = Number<ClaimGraph.Evidence>("strength", e => e.Content.Strength, "How strongly it speaks, 0 to 1.");
        public static readonly Field Confidence = Number<ClaimGraph.Evidence>("confidence", e => e.Content.Confidence, "How sure the annotator is, 0 to 1.");
        public static readonly Field Note = Text<ClaimGraph.Evidence>("note", e => e.Content.Note, "What the basis shows.");
    }

    public static class Review
    {
        public static readonly Field Statement = Reference<ClaimGraph.Review>("statement", r => r.Content.Statement, "The statement reviewed.");
        public static readonly Field Reviewer = Reference<ClaimGraph.Review>("reviewer", r => r.Content.Reviewer, "Who reviewed it.");
        public static readonly Field Verdict = Enum<ClaimGraph.Review, Verdict>("verdict", r => r.Content.Verdict, "The normalised verdict.");
        public static readonly Field Url = Text<ClaimGraph.Review>("url", r => r.Content.Url, "Where it was published.");
        public static readonly Field ReviewedOn = Date<ClaimGraph.Review>("reviewedOn", r => r.Content.ReviewedOn, "The date of the review.");
        public static readonly Field BasedOn = ReferenceList<ClaimGraph.Review>("basedOn", r => r.Content.BasedOn, "Evidence that it rests on.");
    }

    /// <summary>The fields of every kind: <c>key</c>, <c>createdAt</c>, <c>status</c> and the kind's own, in the order of the API.</summary>
    private static readonly FrozenDictionary<NodeKind, FrozenDictionary<string, Field>> ByKind = new[]
    {
        typeof(Actor), typeof(Source), typeof(Event), typeof(Statement), typeof(Appearance), typeof(Evidence), typeof(Review),
    }.SelectMany(type => type.GetFields().Select(f => (Field)f.GetValue(null)!))
        .Concat(System.Enum.GetValues<NodeKind>().SelectMany(Common))
        .GroupBy(f => f.Kind)
        .ToFrozenDictionary(g => g.Key, g => g.ToFrozenDictionary(f => f.Name));

    /// <summary>All fields of a kind.</summary>
    public static IEnumerable<Field> Of(NodeKind kind) => ByKind[kind].Values.OrderBy(f => f.Name, StringComparer.Ordinal);

    /// <summary>The field of a kind by its name in the API; null when there is none.</summary>
    public static Field? Find(NodeKind kind, string name) => ByKind[kind].GetValueOrDefault(name);

    public static Field CreatedAt(NodeKind kind) => ByKind[kind]["createdAt"];
    public static Field Status(NodeKind kind) => ByKind[kind]["status"];
    public static Field Key(NodeKind kind) => ByKind[kind]["key"];

    private static IEnumerable<Field> Common(NodeKind kind) =>
    [
        new Field(kind, "key", FieldType.Text, n => n.Key, "The caller's own key."),
        new Field(kind, "createdAt", FieldType.Time, n => n.CreatedAt, "When the record was made.", orders: true),
        new Field(kind, "status", FieldType.Enum, n => n.Status, "Active, corrected or retracted.", typeof(RecordStatus)),
    ];

    private static Field Text<T>(string name, Func<T, string?> read, string description, bool orders = false) where T : Node =>
        Make<T>(name, FieldType.Text, n => read(n), description, orders: orders);
    private static Field Integer<T>(string name, Func<T, long> read, string description) where T : Node =>
        Make<T>(name, FieldType.Integer, n => read(n), description, orders: true);
    private static Field Number<T>(string name, Func<T, double?> read, string description) where T : Node =>
        Make<T>(name, FieldType.Number, n => read(n), description, orders: true);
    private static Field Boolean<T>(string name, Func<T, bool> read, string description) where T : Node =>
        Make<T>(name, FieldType.Boolean, n => read(n), description);
    private static Field Date<T>(string name, Func<T, PartialDate?> read, string description) where T : Node =>
        Make<T>(name, FieldType.Date, n => read(n), description, orders: true);
    private static Field Enum<T, TEnum>(string name, Func<T, TEnum?> read, string description) where T : Node where TEnum : struct, Enum =>
        Make<T>(name, FieldType.Enum, n => read(n), description, typeof(TEnum));
    private static Field Reference<T>(string name, Func<T, NodeId?> read, string description) where T : Node =>
        Make<T>(name, FieldType.Reference, n => read(n), description);
    private static Field TextList<T>(string name, Func<T, IReadOnlyList<string>> read, string description) where T : Node =>
        Make<T>(name, FieldType.TextList, n => read(n), description);
    private static Field ReferenceList<T>(string name, Func<T, IReadOnlyList<NodeId>> read, string description) where T : Node =>
        Make<T>(name, FieldType.ReferenceList, n => read(n), description);
    private static Field Make<T>(string name, FieldType type, Func<T, object?> read, string description, Type? enumType = null, bool orders = false) where T : Node =>
        new(System.Enum.Parse<NodeKind>(typeof(T).Name), name, type, n => read((T)n), description, enumType, orders);
}
