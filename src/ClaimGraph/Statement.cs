using System.ComponentModel;
using System.Linq.Expressions;
using System.Text.Json.Serialization;

namespace ClaimGraph;

[Description("The kind of statement.")]
public enum StatementKind : byte
{
    [Description("It says that something is or was the case.")]
    Fact,

    [Description("It says that somebody said something.")]
    Quotation,

    [Description("It is a value judgement.")]
    Opinion,

    [Description("It says that something will be the case.")]
    Prediction,
}

[Description("A reason why a statement needs a fact-checker's attention. A statement can have several.")]
[Flags]
public enum Attention : ushort
{
    None = 0,

    [Description("Active evidence both supports and rebuts it. Evidence on a retracted basis does not count.")]
    Contested = 1,

    [Description("It is checkable and no active evidence supports it. Evidence on a retracted basis does not count.")]
    Unsupported = 2,

    [Description("It is checkable and nobody has reviewed it.")]
    Unreviewed = 4,

    [Description("All its support goes back to a single source.")]
    SingleSource = 8,

    [Description(
        "Active evidence for or against it rests on a retracted source or statement, or on a source that derives from a retracted one."
    )]
    RetractedBasis = 16,

    [Description("A quote of its active evidence or appearances does not stand in the newest snapshot of the source.")]
    QuoteLost = 32,

    [Description("One active review finds it supported or mostly supported, another unsupported or mostly unsupported.")]
    VerdictsDisagree = 64,

    [Description("The evidence on record adds up to the other side of 0.5 than its verdict says.")]
    StrengthAgainstVerdict = 128,

    [Description("An active statement supersedes it.")]
    Superseded = 256,

    [Description("Active evidence on it was entered after its newest review.")]
    Stale = 512,
}

/// <summary>A proposition, one node however often it is said: schema.org Claim.</summary>
public sealed record Statement : Node<StatementContent, StatementDerived>;

public sealed record StatementContent : Content
{
    /// <summary>The proposition in one sentence.</summary>
    public required string Text { get; init; }
    public string Language { get; init; } = LanguageTag.Undetermined;
    public StatementKind StatementKind { get; init; }

    /// <summary>False when no evidence could decide it, as with taste or a distant prediction.</summary>
    public bool Checkable { get; init; } = true;
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>The actors and events that it speaks of (schema.org about).</summary>
    public IReadOnlyList<NodeId> About { get; init; } = [];

    /// <summary>How plausible it is before any evidence, 0 to 1; 0.5 when not given.</summary>
    public double? Prior { get; init; }
    public string? Note { get; init; }

    [JsonIgnore]
    public override NodeKind Kind => NodeKind.Statement;

    private Remembered<(string Language, string Text), NaturalKey> _wording;

    public override Content Canonical()
    {
        var canonical = (StatementContent)base.Canonical();
        if (!CodePoints.IsWellFormed(canonical.Text))
            return canonical; // it is refused
        _wording.Of((canonical.Language, canonical.Text), KeyOf);
        canonical._wording = _wording;
        return canonical;
    }

    public override IEnumerable<NaturalKey> NaturalKeys() => [_wording.Of((Language, Text), KeyOf)];

    private static NaturalKey KeyOf((string Language, string Text) of) =>
        NaturalKey.OfContent(NodeKind.Statement, Convert.ToHexStringLower(Wording.Hash(of.Language, of.Text)));
}

/// <summary>What evidence, reviews and appearances make of a statement. Recomputed in the commit that touches them.</summary>
public sealed record StatementDerived : ArguedFor
{
    /// <summary>Sources that the active supporting evidence cites, those on a withdrawn basis left out.</summary>
    public int SupportSourceCount { get; init; }
    public int RebutSourceCount { get; init; }
    public int ContextSourceCount { get; init; }

    /// <summary>The same sources, those of one origin or one publisher counted once.</summary>
    public int IndependentSupportSourceCount { get; init; }
    public int IndependentRebutSourceCount { get; init; }
    public int IndependentContextSourceCount { get; init; }
    public int AppearanceCount { get; init; }
    public int ReviewCount { get; init; }

    /// <summary>Quotes of its active evidence and appearances that do not stand in the newest snapshot of their source.</summary>
    public int LostQuoteCount { get; init; }

    /// <summary>The verdict of the newest active review (by reviewedOn, then by entry); null when there is none.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>Whether active reviews find it supported and unsupported.</summary>
    public bool VerdictsDisagree { get; init; }

    /// <summary>When the newest active review was entered: the latest <see cref="Node.CreatedAt"/> of them; null when there is
    /// none.</summary>
    public DateTimeOffset? LastReviewedAt { get; init; }

    /// <summary>Active evidence on it that was entered after <see cref="LastReviewedAt"/>; 0 when it was never reviewed.</summary>
    public int LaterEvidenceCount { get; init; }

    /// <summary>Active requests for a review that were made after <see cref="LastReviewedAt"/>; all when it was never reviewed.</summary>
    public int ReviewRequestCount { get; init; }

    /// <summary>How much active evidence argues from it.</summary>
    public int BasisCount { get; init; }

    /// <summary>How many active statements supersede it.</summary>
    public int SupersededCount { get; init; }

    /// <summary>Who said it, in the active appearance with the earliest date, or the first entered; null when none names an
    /// actor.</summary>
    public NodeId? Claimant { get; init; }

    /// <summary>When the claimant said it, as far as that is known.</summary>
    public PartialDate? ClaimedOn { get; init; }

    /// <summary>The computed strength, 0 to 1 (see <see cref="EvidenceStrength"/>). It weighs what was entered; it is not truth.</summary>
    public double Strength { get; init; } = EvidenceStrength.DefaultPrior;

    /// <summary>False when a cycle of arguments that it depends on did not come to rest, so that its strength is where the computation
    /// stopped.</summary>
    public bool Converged { get; init; } = true;
    public Attention Attention { get; init; }
}

public static partial class Fields
{
    public sealed class Statement()
        : Noun<ClaimGraph.Statement, StatementContent, StatementDerived>(
            "statements",
            "A proposition: the claim itself, one node however often it is said (schema.org Claim)."
        )
    {
        internal override (string Field, string Word) Identity => ("text", "wording");

        public static readonly Field Text = Has(s => s.Text, "The proposition in one sentence.")
            .As(TextFormat.Trimmed)
            .Length(Limits.StatementText)
            .WithInputNote("The same wording in the same language is one statement.")
            .Filtered()
            .Ordered()
            .Searched();
        public static readonly Field Language = Has(s => s.Language, "The language as a BCP 47 tag; `und` when it is not known.")
            .As(TextFormat.Language)
            .Filtered();
        public static readonly Field StatementKind = Has(s => s.StatementKind, "Fact, quotation, opinion or prediction.")
            .Named("kind")
            .Filtered();
        public static readonly Field Checkable = Has(
                s => s.Checkable,
                "False if no evidence could decide it, as with a matter of taste or a distant prediction."
            )
            .Filtered();
        public static readonly Field Topics = Has(s => s.Topics, "What it is about: topics of a word or two, in lower case.")
            .As(TextFormat.Topic)
            .Entries(Limits.Topics)
            .Length(Limits.Topic)
            .Filtered()
            .Searched();
        public static readonly Field About = Has(s => s.About, "The actors and events that it is about.")
            .Entries(Limits.References)
            .To(new Union("Subject", "What a statement can be about."), NodeKind.Actor, NodeKind.Event)
            .BackLink(NodeKind.Actor, "aboutStatements", "The statements about the actor.")
            .BackLink(NodeKind.Event, "statements", "The statements about the event.")
            .Filtered();
        public static readonly Field Prior = HasFraction(
            s => s.Prior,
            "How plausible it is before any evidence, from 0 to 1. Without a value, it counts as 0.5."
        );
        public static readonly Field Note = Has(s => s.Note, "Notes on the statement.").Length(Limits.Note);

        public static readonly ArgumentFields Argued = new(f => Declare(f, FieldRole.Derived), filtered: true);
        public static readonly Field SupportSourceCount = Sources(s => s.SupportSourceCount, "support it");
        public static readonly Field RebutSourceCount = Sources(s => s.RebutSourceCount, "rebut it");
        public static readonly Field ContextSourceCount = Sources(s => s.ContextSourceCount, "give context");
        public static readonly Field IndependentSupportSourceCount = Independent(s => s.IndependentSupportSourceCount, "support it");
        public static readonly Field IndependentRebutSourceCount = Independent(s => s.IndependentRebutSourceCount, "rebut it");
        public static readonly Field IndependentContextSourceCount = Independent(s => s.IndependentContextSourceCount, "give context");
        public static readonly Field AppearanceCount = Derives(s => s.AppearanceCount, "The number of active appearances.")
            .Shown()
            .Filtered();
        public static readonly Field ReviewCount = Derives(s => s.ReviewCount, "The number of active reviews.").Shown().Filtered();
        public static readonly Field LostQuoteCount = Derives(s => s.LostQuoteCount);
        public static readonly Field Verdict = Derives(
                s => s.Verdict,
                "The verdict of the newest active review, by its date or else by its entry; null when there is none."
            )
            .Shown()
            .Filtered();
        public static readonly Field VerdictsDisagree = Derives(s => s.VerdictsDisagree);
        public static readonly Field LastReviewedAt = Derives(
                s => s.LastReviewedAt,
                "When its newest active review was entered; null when there is none. Filter by it to find what was reviewed long ago."
            )
            .Shown()
            .Filtered();
        public static readonly Field LaterEvidenceCount = Derives(
                s => s.LaterEvidenceCount,
                "How much active evidence on it was entered after its newest review; 0 if nobody has reviewed it."
            )
            .Shown()
            .Filtered();
        public static readonly Field ReviewRequestCount = Derives(
                s => s.ReviewRequestCount,
                "How many have asked for a review since the newest one, each key or account once."
            )
            .Shown()
            .Filtered();
        public static readonly Field BasisCount = Derives(s => s.BasisCount);
        public static readonly Field SupersededCount = Derives(s => s.SupersededCount);
        public static readonly Field Claimant = Derives(
                s => s.Claimant,
                "The first actor on record to say it: on the earliest date or, without dates, by entry."
            )
            .Shown()
            .To(NodeKind.Actor)
            .Filtered()
            .BackLink(NodeKind.Actor, "statements", "The statements of which the actor is the first claimant on record.");
        public static readonly Field ClaimedOn = Derives(s => s.ClaimedOn, "The date on which the claimant said it.").Shown().Filtered();
        public static readonly Field Strength = Derives(
                s => s.Strength,
                "The computed strength of the evidence, from 0 to 1 (quadratic energy; Potyka, KR 2018). "
                    + "It weighs the evidence on record; it does not say whether the statement is true."
            )
            .Filtered();
        public static readonly Field Converged = Derives(s => s.Converged);
        public static readonly Field Attention = Derives(s => s.Attention, "The reasons why it needs a fact-checker's attention.")
            .Shown()
            .Filtered();

        private static Field Sources(Expression<Func<StatementDerived, int>> of, string does) =>
            Derives(of, $"The number of sources that {does}, by active evidence that cites them.").Filtered();

        private static Field Independent(Expression<Func<StatementDerived, int>> of, string does) =>
            Derives(
                    of,
                    $"The number of independent sources that {does}: copies count once with their origin, "
                        + "and so do sources of one publisher."
                )
                .Filtered();
    }
}
