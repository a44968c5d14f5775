using System.ComponentModel;
using System.Linq.Expressions;
using System.Text.Json.Serialization;

namespace ClaimGraph;

[Description("The kind of actor.")]
public enum ActorKind : byte
{
    [Description("A human being.")]
    Person,

    [Description("A company, party, newspaper, agency or other organisation.")]
    Organisation,

    [Description("A state.")]
    Country,

    [Description("People or states that act together without being an organisation.")]
    Group,
}

/// <summary>Somebody who says, signs, publishes or reviews: schema.org Person or Organization, PROV-O Agent.</summary>
public sealed record Actor : Node<ActorContent, ActorDerived>;

public sealed record ActorContent : Content
{
    public required string Name { get; init; }
    public ActorKind ActorKind { get; init; }
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>IRIs that identify the actor elsewhere (schema.org sameAs), for example
    /// <c>http://www.wikidata.org/entity/Q95</c>.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];
    public string? Description { get; init; }

    [JsonIgnore]
    public override NodeKind Kind => NodeKind.Actor;

    public override IEnumerable<NaturalKey> NaturalKeys() => Identifiers.Select(iri => NaturalKey.OfContent(NodeKind.Actor, iri));
}

/// <summary>What became of the active statements that the actor was the first on record to make, by the verdict of their newest
/// review.</summary>
public sealed record ActorDerived
{
    public int ClaimCount { get; init; }
    public int SupportedClaimCount { get; init; }
    public int MostlySupportedClaimCount { get; init; }
    public int MixedClaimCount { get; init; }
    public int MostlyUnsupportedClaimCount { get; init; }
    public int UnsupportedClaimCount { get; init; }
    public int UnverifiedClaimCount { get; init; }
}

public static partial class Fields
{
    public sealed class Actor()
        : Noun<ClaimGraph.Actor, ActorContent, ActorDerived>(
            "actors",
            "A person, organisation, country or group that says, signs, publishes or reviews (schema.org Person or Organization)."
        )
    {
        internal override (string Field, string Word) Identity => ("identifiers", "identifier");

        public static readonly Field Name = Has(a => a.Name, "The name.")
            .As(TextFormat.Trimmed)
            .Length(Limits.Name)
            .Filtered()
            .Ordered()
            .Searched();
        public static readonly Field ActorKind = Has(a => a.ActorKind, "Person, organisation, country or group.")
            .Named("kind")
            .RequiredOnImport()
            .Filtered();
        public static readonly Field Aliases = Has(a => a.Aliases, "Other names.").Entries(Limits.Aliases).Length(Limits.Name).Searched();
        public static readonly Field Identifiers = Has(
                a => a.Identifiers,
                "IRIs that identify the actor elsewhere (schema.org sameAs), for example in Wikidata."
            )
            .As(TextFormat.Iri)
            .Entries(Limits.Identifiers)
            .Length(Limits.Url)
            .Filtered();
        public static readonly Field Description = Has(a => a.Description, "Who it is, in a few words.").Length(Limits.Note).Searched();

        public static readonly Field ClaimCount = Derives(
                a => a.ClaimCount,
                "The number of active statements that the actor was the first on record to make."
            )
            .Filtered();
        public static readonly Field SupportedClaimCount = Judged(a => a.SupportedClaimCount, Verdict.Supported);
        public static readonly Field MostlySupportedClaimCount = Judged(a => a.MostlySupportedClaimCount, Verdict.MostlySupported);
        public static readonly Field MixedClaimCount = Judged(a => a.MixedClaimCount, Verdict.Mixed);
        public static readonly Field MostlyUnsupportedClaimCount = Judged(a => a.MostlyUnsupportedClaimCount, Verdict.MostlyUnsupported);
        public static readonly Field UnsupportedClaimCount = Judged(a => a.UnsupportedClaimCount, Verdict.Unsupported);
        public static readonly Field UnverifiedClaimCount = Judged(a => a.UnverifiedClaimCount, Verdict.Unverified);

        private static Field Judged(Expression<Func<ActorDerived, int>> of, Verdict verdict) =>
            Derives(of, $"The number of these statements whose newest verdict is {UpperSnake.Of(verdict.ToString())}.").Filtered();
    }
}
