using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using FluentValidation;

namespace ClaimGraph;

/// <summary>Something that happened: schema.org Event.</summary>
public sealed record Event : Node<EventContent>;

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
}

/// <summary>One actor's part in an event.</summary>
public sealed record Participation() : ContentPart
{
    [SetsRequiredMembers]
    public Participation(NodeId actor, string role)
        : this() => (Actor, Role) = (actor, role);

    public required NodeId Actor { get; init; }

    /// <summary>As what, in capitals: for example <c>SIGNED</c>, <c>DECLINED_TO_SIGN</c>, <c>HOSTED</c>, <c>PARTICIPATED</c>.</summary>
    public required string Role { get; init; }
}

public static partial class Fields
{
    public sealed class Event() : Noun<ClaimGraph.Event, EventContent>("events", "Something that happened (schema.org Event).")
    {
        public static readonly Field Name = Has(e => e.Name, "The name.")
            .As(TextFormat.Trimmed)
            .Length(Limits.Name)
            .Filtered()
            .Ordered()
            .Searched();
        public static readonly Field StartsOn = Has(e => e.StartsOn, "The first day.").Filtered();
        public static readonly Field EndsOn = Has(e => e.EndsOn, "The last day, inclusive; null if it is not known or the event goes on.")
            .Filtered();
        public static readonly Field Place = Has(e => e.Place, "Where it happened.").Length(Limits.Name).Filtered().Searched();
        public static readonly Field Description = Has(e => e.Description, "What happened, in a few words.").Length(Limits.Note).Searched();
        public static readonly Field Participations = Has(
                Fields.Participation.Part,
                e => e.Participations,
                "The actors that took part, each with its role, in the order of entry."
            )
            .Entries(Limits.Participations);
        public static readonly Field Participants = Implies(
                Participations,
                Fields.Participation.Actor,
                "participants",
                "The actors that took part."
            )
            .To(NodeKind.Actor)
            .Filtered()
            .BackLink(
                NodeKind.Actor,
                "events",
                "The events in which the actor took part; `Event.participations(actor:)` says in which role."
            );
        public static readonly Field Roles = Implies(
                Participations,
                Fields.Participation.Role,
                "roles",
                "The roles in which actors took part."
            )
            .Filtered();
        public static readonly Field Sources = Has(e => e.Sources, "The sources that report it.")
            .To(NodeKind.Source)
            .Entries(Limits.References)
            .Related("REPORTS", reversed: true)
            .Filtered()
            .BackLink(NodeKind.Source, "events", "The events that it reports.");

        private protected override void AddRules(AbstractValidator<EventContent> rules) =>
            rules
                .RuleFor(e => e.EndsOn)
                .Must((e, end) => end is null || e.StartsOn is null || EndsAfterStart(e.StartsOn.Value, end.Value))
                .WithErrorCode(ProblemCode.OutOfRange)
                .WithMessage("The event ends before it starts.");

        // "2025" ends no earlier than "2025-02-11" starts: compare only as far as both are known.
        private static bool EndsAfterStart(PartialDate start, PartialDate end) =>
            end >= start || start.Year == end.Year && (end.Month is null || end.Month == start.Month && end.Day is null);
    }

    public sealed class Participation() : Part<ClaimGraph.Participation>("The participation of one actor in an event.")
    {
        public static readonly Participation Part = new();
        public static readonly Field Actor = Has(p => p.Actor, "The actor.").To(NodeKind.Actor).Related("TOOK_PART", reversed: true);
        public static readonly Field Role = Has(
                p => p.Role,
                "The role of the actor, in capitals, for example `SIGNED`, `DECLINED_TO_SIGN` or `HOSTED`."
            )
            .As(TextFormat.Role)
            .Length(Limits.Role);
    }
}
