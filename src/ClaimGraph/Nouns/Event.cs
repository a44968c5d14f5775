using System.Text.Json.Serialization;
using FluentValidation;

namespace ClaimGraph;

/// <summary>Something that happened: schema.org Event.</summary>
public sealed record Event : Node
{
    public required EventContent Content { get; init; }
    [JsonIgnore]
    public override Content Data => Content;
}

public sealed record EventContent : Content
{
    public required string Name { get; init; }
    public PartialDate? StartsOn { get; init; }

    /// <summary>The last day, inclusive; null when it is not known or goes on.</summary>
    public PartialDate? EndsOn { get; init; }
    public string? Place { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<Participation> Participations { get; init; } = [];

    /// <summary>Sources that report the event.</summary>
    public IReadOnlyList<NodeId> Sources { get; init; } = [];

    [JsonIgnore]
    public override NodeKind Kind => NodeKind.Event;
    [JsonIgnore]
    public override IEnumerable<Reference> References =>
        [.. Participations.Select((p, i) => new Reference($"participations.{i}.actor", p.Actor, [NodeKind.Actor])),
         .. Sources.Select((s, i) => new Reference($"sources.{i}", s, [NodeKind.Source]))];
    public override Content MapIds(Func<NodeId, NodeId> map) => this with
    {
        Participations = [.. Participations.Select(p => p with { Actor = map(p.Actor) })],
        Sources = [.. Sources.Select(map)],
    };
    public override Content Canonical() => this with { Name = Name.Trim(), Participations = [.. Participations.Distinct()], Sources = [.. Sources.Distinct()] };
}

/// <summary>One actor's part in an event.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Role">As what, in capitals: for example <c>SIGNED</c>, <c>DECLINED_TO_SIGN</c>, <c>HOSTED</c>, <c>PARTICIPATED</c>.</param>
public sealed record Participation(NodeId Actor, string Role);

internal sealed class EventValidator : AbstractValidator<EventContent>
{
    public EventValidator()
    {
        RuleFor(e => e.Name).NotBlank().Text(Limits.Name);
        RuleFor(e => e.Place).Text(Limits.Name);
        RuleFor(e => e.Description).Text(Limits.Note);
        RuleFor(e => e.EndsOn).Must((e, end) => end is null || e.StartsOn is null || EndsAfterStart(e.StartsOn.Value, end.Value))
            .WithErrorCode(ProblemCode.OutOfRange).WithMessage("The event ends before it starts.");
        RuleFor(e => e.Participations).AtMost(Limits.Participations);
        RuleForEach(e => e.Participations).ChildRules(p => p.RuleFor(x => x.Role).Matches(@"^[A-Z][A-Z0-9_]{0,63}\z")
            .WithErrorCode(ProblemCode.InvalidFormat).WithMessage("A role is written in capitals, like DECLINED_TO_SIGN (64 characters at most)."));
        RuleFor(e => e.Sources).AtMost(Limits.References);
    }

    // "2025" ends no earlier than "2025-02-11" starts: compare only as far as both are known.
    private static bool EndsAfterStart(PartialDate start, PartialDate end) =>
        end >= start || start.Year == end.Year && (end.Month is null || end.Month == start.Month && end.Day is null);
}
