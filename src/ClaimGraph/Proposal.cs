using System.ComponentModel;
using System.Text.Json.Serialization;
using FluentValidation;

namespace ClaimGraph;

[Description("What became of a proposal.")]
public enum ProposalState : byte
{
    [Description("Nobody has decided yet.")]
    Open = 1,

    [Description("A reviewer accepted it, perhaps with changes: it was carried out.")]
    Accepted,

    [Description("A reviewer refused it.")]
    Refused,

    [Description("The proposer withdrew it.")]
    Withdrawn,
}

/// <summary>A change that somebody suggests and that counts for nothing until a reviewer accepts it.</summary>
public sealed record Proposal : Node<ProposalContent>;

public sealed record ProposalContent : Content
{
    /// <summary>The mutation of the API that would make the change, for example <c>createStatement</c>.</summary>
    public required string Mutation { get; init; }

    /// <summary>The input of the mutation as JSON. Where an id stands, it has the place of the record in <see cref="Concerns"/>
    /// (<see cref="ProposedInput"/>), so that the proposal follows its records into another store.</summary>
    public required string Input { get; init; }

    /// <summary>The records that the input names.</summary>
    public IReadOnlyList<NodeId> Concerns { get; init; } = [];

    /// <summary>Why it should be made.</summary>
    public string? Note { get; init; }

    /// <summary>Where it was taken from.</summary>
    public string? SourceUrl { get; init; }

    /// <summary>The program that made it; null when a person did.</summary>
    public string? Tool { get; init; }
    public ProposalState State { get; init; } = ProposalState.Open;

    /// <summary>Set once it is not open any more.</summary>
    public Decision? Decision { get; init; }

    /// <summary>The records that were created or changed when it was accepted.</summary>
    public IReadOnlyList<NodeId> Results { get; init; } = [];

    [JsonIgnore]
    public override NodeKind Kind => NodeKind.Proposal;

    public override Content Canonical()
    {
        var distinct = Concerns.Distinct().ToArray();
        var input =
            distinct.Length == Concerns.Count
                ? Input
                : ProposedInput.Renumbered(Input, [.. Concerns.Select(id => Array.IndexOf(distinct, id))]);
        return (ProposalContent)(this with { Input = input }).CanonicalFields();
    }

    /// <summary>Of two that are open and equal there is one.</summary>
    public override IEnumerable<NaturalKey> NaturalKeys() =>
        State == ProposalState.Open
            ? [NaturalKey.OfContent(NodeKind.Proposal, $"#{NaturalKey.HashOf($"{Mutation} {Input} {string.Join(' ', Concerns)}")}")]
            : [];

    private Content CanonicalFields() => base.Canonical();
}

/// <summary>How a proposal was decided.</summary>
public sealed record Decision : ContentPart
{
    /// <summary>Who decided, as the ledger names them.</summary>
    public required string By { get; init; }
    public DateTimeOffset? At { get; init; }
    public string? Reason { get; init; }
}

public static partial class Fields
{
    public sealed class Decision() : Part<ClaimGraph.Decision>("How a proposal was decided.")
    {
        public static readonly Decision Part = new();
        public static readonly Field By = Has(d => d.By, "Who decided: an API key or an account.").Length(Limits.Principal);
        public static readonly Field At = Has(d => d.At, "When it was decided.");
        public static readonly Field Reason = Has(d => d.Reason, "The reason that was given.").Length(Limits.Reason);
    }

    public sealed class Proposal()
        : Noun<ClaimGraph.Proposal, ProposalContent>(
            "proposals",
            "A change that somebody proposes. It counts for nothing until a reviewer accepts it; then it is carried out in the same commit."
        )
    {
        internal override (string Field, string Word) Identity => ("input", "mutation and input");
        public override bool IsLink => true;
        public override bool IsEnteredDirectly => false;

        public static readonly Field Mutation = Has(p => p.Mutation, "The mutation that it asks for, for example `createStatement`.")
            .Length(Limits.Name)
            .Filtered();
        public static readonly Field Input = Has(p => p.Input, "The input of the mutation, as JSON.").Length(Limits.ProposedInput);
        public static readonly Field Concerns = Has(p => p.Concerns, "The records that the input names.")
            .Entries(Limits.References)
            .To([.. Enum.GetValues<NodeKind>().Where(k => k != NodeKind.Proposal)])
            .Filtered()
            .OnEach("proposals", "The proposals that name this record.");
        public static readonly Field Note = Has(p => p.Note, "Why the change should be made.").Length(Limits.Note);
        public static readonly Field SourceUrl = Has(p => p.SourceUrl, "Where it was taken from.").As(TextFormat.Url).Length(Limits.Url);
        public static readonly Field Tool = Has(
                p => p.Tool,
                "The program that made it, with its version, for example `claim-extractor 2.1`; null when a person did."
            )
            .Length(Limits.Name)
            .Filtered();
        public static readonly Field State = Has(p => p.State, "Whether it is open, and else how it was decided.").Filtered();
        public static readonly Field Decision = Has(Fields.Decision.Part, p => p.Decision, "How it was decided; null while it is open.");
        public static readonly Field DecidedBy = Implies(Decision, Fields.Decision.By, "decidedBy", "Who decided.").Filtered();
        public static readonly Field Results = Has(
                p => p.Results,
                "The records that were created or changed when it was accepted, or that existed already."
            )
            .Entries(Limits.References)
            .To([.. Enum.GetValues<NodeKind>().Where(k => k != NodeKind.Proposal)])
            .Filtered();

        private protected override void AddRules(AbstractValidator<ProposalContent> rules)
        {
            rules
                .RuleFor(p => p.Input)
                .Must((p, input) => input.Length == 0 || ProposedInput.IsValid(input, p.Concerns.Count))
                .WithErrorCode(ProblemCode.InvalidFormat)
                .WithMessage("The input of a proposal must be a JSON object whose records stand in `concerns`.");
            rules
                .RuleFor(p => p.Decision)
                .Must((p, decision) => (decision is null) == (p.State == ProposalState.Open))
                .WithErrorCode(ProblemCode.Inconsistent)
                .WithMessage("A proposal has a decision once it is not open any more.");
        }
    }
}
