using System.Text.Json.Serialization;

namespace ClaimGraph;

/// <summary>Somebody asks that a statement be reviewed.</summary>
public sealed record ReviewRequest : Node<ReviewRequestContent>;

public sealed record ReviewRequestContent : Content
{
    /// <summary>The statement. It cannot be changed later.</summary>
    public required NodeId Statement { get; init; }

    /// <summary>Who asks, as the ledger names them.</summary>
    public required string By { get; init; }

    /// <summary>The newest review of the statement when it was asked, after which somebody may ask again; null if there was none.</summary>
    public NodeId? After { get; init; }
    public string? Note { get; init; }

    [JsonIgnore]
    public override NodeKind Kind => NodeKind.ReviewRequest;

    public override IEnumerable<NaturalKey> NaturalKeys() => [NaturalKey.OfContent(NodeKind.ReviewRequest, $"{Statement} {After} {By}")];
}

public static partial class Fields
{
    public sealed class ReviewRequest()
        : Noun<ClaimGraph.ReviewRequest, ReviewRequestContent>(
            "reviewRequests",
            "Somebody asks that a statement be reviewed. It is open until a review is entered after it."
        )
    {
        internal override (string Field, string Word) Identity => ("by", "statement and requester");
        public override bool IsLink => true;
        public override bool IsEnteredDirectly => false;

        public static readonly Field Statement = Has(r => r.Statement, "The statement.")
            .To(NodeKind.Statement)
            .Fixed()
            .Related("ASKS_ABOUT")
            .Filtered()
            .BackLink(NodeKind.Statement, "reviewRequests", "Who asked that the statement be reviewed.");
        public static readonly Field By = Has(r => r.By, "Who asks: an API key or an account.").Length(Limits.Principal).Filtered();
        public static readonly Field After = Has(
                r => r.After,
                "The newest review of the statement when it was asked; null if there was none."
            )
            .To(NodeKind.Review)
            .Filtered();
        public static readonly Field Note = Has(r => r.Note, "Why, in the words of who asks.").Length(Limits.Note);
    }
}
