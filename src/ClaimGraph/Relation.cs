using System.ComponentModel;
using System.Text.Json.Serialization;
using FluentValidation;

namespace ClaimGraph;

[Description("How a statement relates to another, besides arguing for or against it.")]
public enum RelationKind : byte
{
    [Description("Both cannot be true.")]
    Contradicts = 1,

    [Description("It takes the place of the other, as a corrected figure does.")]
    Supersedes,

    [Description("It says the same in another language.")]
    Translates,
}

/// <summary>A link between two statements that weighs nothing: it says how they relate.</summary>
public sealed record Relation : Node<RelationContent>;

public sealed record RelationContent : Content
{
    /// <summary>The statement that contradicts, supersedes or translates the other. It cannot be changed later.</summary>
    public required NodeId Statement { get; init; }
    public required RelationKind RelationKind { get; init; }

    /// <summary>The statement that it contradicts, supersedes or translates. It cannot be changed later.</summary>
    public required NodeId Other { get; init; }

    /// <summary>Since when the relation holds, as the day from which a figure is superseded.</summary>
    public PartialDate? Since { get; init; }

    /// <summary>Why, in the annotator's words.</summary>
    public string? Note { get; init; }

    [JsonIgnore]
    public override NodeKind Kind => NodeKind.Relation;

    public override IEnumerable<NaturalKey> NaturalKeys() =>
        [NaturalKey.OfContent(NodeKind.Relation, $"{Statement} {RelationKind} {Other}")];
}

public static partial class Fields
{
    public sealed class Relation()
        : Noun<ClaimGraph.Relation, RelationContent>(
            "relations",
            "How a statement relates to another: it contradicts, supersedes or translates it. A relation weighs nothing; "
                + "what argues for or against a statement is evidence."
        )
    {
        internal override (string Field, string Word) Identity => ("statement", "statement, kind and other statement");
        public override bool IsLink => true;

        internal const string ToItself = "A statement has no relation to itself; name another as `other`.";

        public static readonly Field Statement = Has(
                r => r.Statement,
                "The statement that contradicts, supersedes or translates the other."
            )
            .To(NodeKind.Statement)
            .Fixed()
            .Related("FROM")
            .Filtered()
            .BackLink(NodeKind.Statement, "relations", "How the statement relates to others.");
        public static readonly Field RelationKind = Has(r => r.RelationKind, "How it relates to the other.").Named("kind").Filtered();
        public static readonly Field Other = Has(r => r.Other, "The statement that it contradicts, supersedes or translates.")
            .To(NodeKind.Statement)
            .Fixed()
            .Related(
                (RelationContent r) => r.RelationKind,
                (ClaimGraph.RelationKind.Contradicts, "CONTRADICTS"),
                (ClaimGraph.RelationKind.Supersedes, "SUPERSEDES"),
                (ClaimGraph.RelationKind.Translates, "TRANSLATES")
            )
            .Filtered()
            .BackLink(NodeKind.Statement, "relatedBy", "How others relate to the statement.");
        public static readonly Field Since = Has(r => r.Since, "Since when it holds, as the day from which a figure is superseded.")
            .Filtered();
        public static readonly Field Note = Has(r => r.Note, "Why, in the annotator's words.").Length(Limits.Note);

        private protected override void AddRules(AbstractValidator<RelationContent> rules) =>
            rules.RuleFor(r => r.Other).Must((r, other) => other != r.Statement).WithErrorCode(ProblemCode.Cycle).WithMessage(ToItself);
    }
}
