using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Statements;

/// <summary>Why a statement needs attention, in words, from the counts that are kept with it.</summary>
internal sealed record AttentionReason(Statement Statement, Attention Kind, string Reason);

internal sealed class AttentionReasons : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        api.Add(new AttentionReasonType());
        api.Extend<NounType<Statement>>(static type =>
            type.Part(
                "attentionReasons",
                "[AttentionReason!]!",
                "The same as `attention`, each with its reason in words.",
                static statement => Of(statement)
            )
        );
    }

    private static AttentionReason[] Of(Statement statement) =>
        [
            .. Enum.GetValues<Attention>()
                .Where(flag => flag != Attention.None && statement.Derived.Attention.HasFlag(flag))
                .Select(flag => new AttentionReason(statement, flag, Reason(flag, statement.Derived))),
        ];

    private static string Reason(Attention flag, StatementDerived derived) =>
        flag switch
        {
            Attention.Contested =>
                $"{Evidence(derived.SupportCount, "supports", "support")} it, and {Evidence(derived.RebutCount, "rebuts", "rebut")} it.",
            Attention.Unsupported => "No evidence supports it.",
            Attention.Unreviewed => "Nobody has reviewed it.",
            Attention.SingleSource => "All its support goes back to a single source.",
            Attention.RetractedBasis => $"{Evidence(derived.RetractedBasisCount, "rests", "rest")} on something that is retracted.",
            Attention.QuoteLost => derived.LostQuoteCount == 1
                ? "1 quote does not stand in the newest snapshot of its source."
                : $"{derived.LostQuoteCount} quotes do not stand in the newest snapshots of their sources.",
            Attention.VerdictsDisagree => "One review finds it supported, another unsupported.",
            Attention.StrengthAgainstVerdict => string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"The evidence adds up to a strength of {derived.Strength:0.00}; the verdict is on the other side of 0.5."
            ),
            Attention.Superseded => derived.SupersededCount == 1
                ? "1 statement supersedes it."
                : $"{derived.SupersededCount} statements supersede it.",
            Attention.Stale => $"{Evidence(derived.LaterEvidenceCount, "was", "were")} entered after its newest review.",
            _ => throw new ArgumentOutOfRangeException(nameof(flag)),
        };

    private static string Evidence(int count, string one, string many) =>
        count == 1 ? $"1 piece of evidence {one}" : $"{count} pieces of evidence {many}";
}

internal sealed class AttentionReasonType : ObjectGraphType<AttentionReason>
{
    public AttentionReasonType()
    {
        Name = nameof(AttentionReason);
        Description = "A reason why a statement needs a fact-checker's attention.";
        this.Leaf("kind", "Attention!", "The kind of reason, for programs.", static r => r.Kind);
        this.Leaf("reason", "String!", "The reason, for people.", static r => r.Reason);
        this.Resolve(
                "records",
                "[Node!]!",
                $"The {AttentionRecords.Most} newest records that are the reason: evidence, appearances with a lost quote, reviews, or "
                    + "relations. Empty if the reason is that there are none.",
                static (reason, context) => AttentionRecords.Load(context.Request.Loaders, reason.Statement, reason.Kind)
            )
            .Costs(Weight.List(AttentionRecords.Most, Weight.Page));
    }
}
