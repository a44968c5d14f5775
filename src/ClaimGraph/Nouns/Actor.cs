using System.Text.Json.Serialization;
using FluentValidation;

namespace ClaimGraph;

public enum ActorKind : byte { Person, Organisation, Country, Group }

/// <summary>Somebody who says, signs, publishes or reviews: schema.org Person or Organization, PROV-O Agent.</summary>
public sealed record Actor : Node
{
    public required ActorContent Content { get; init; }
    [JsonIgnore]
    public override Content Data => Content;
}

public sealed record ActorContent : Content
{
    public required string Name { get; init; }
    public ActorKind ActorKind { get; init; }
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>IRIs that identify the actor elsewhere (schema.org sameAs), for example <c>http://www.wikidata.org/entity/Q95</c>.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];
    public string? Description { get; init; }

    [JsonIgnore]
    public override NodeKind Kind => NodeKind.Actor;
    [JsonIgnore]
    public override IEnumerable<Reference> References => [];
    public override Content MapIds(Func<NodeId, NodeId> map) => this;
    public override Content Canonical() => this with { Name = Name.Trim() };
}

internal sealed class ActorValidator : AbstractValidator<ActorContent>
{
    public ActorValidator()
    {
        RuleFor(a => a.Name).NotBlank().Text(Limits.Name);
        RuleFor(a => a.ActorKind).Known();
        RuleFor(a => a.Aliases).AtMost(Limits.Aliases);
        RuleForEach(a => a.Aliases).NotBlank().Text(Limits.Name);
        RuleFor(a => a.Identifiers).AtMost(Limits.Identifiers);
        RuleForEach(a => a.Identifiers).Iri();
        RuleFor(a => a.Description).Text(Limits.Note);
    }
}
