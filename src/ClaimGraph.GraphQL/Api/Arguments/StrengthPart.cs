using System.ComponentModel;
using ClaimGraph.Arguments;
using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Values;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Arguments;

/// <summary>The computed strength of a statement or of evidence.</summary>
internal sealed record Strength(Node Argument, double Value, double Base, bool Converged);

[Description("How strengths are computed.")]
internal enum StrengthSemantics
{
    [Description("Quadratic energy: Potyka, \"Continuous Dynamical Systems for Weighted Bipolar Argumentation\", KR 2018.")]
    QuadraticEnergy,
}

/// <summary>Strengths that explain themselves.</summary>
internal sealed class StrengthPart : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        api.Add(new EnumType(typeof(StrengthSemantics)), new StrengthType(), new ContributionType());
        api.Extend<NounType<Statement>>(static type =>
            type.Part(
                "strength",
                "Strength!",
                "What the evidence on record adds up to. It does not say whether the statement is true.",
                static s => new Strength(s, s.Derived.Strength, EvidenceStrength.BaseOf(s.Content), s.Derived.Converged)
            )
        );
        api.Extend<NounType<Evidence>>(static type =>
        {
            type.Resolve(
                "computedStrength",
                "Strength!",
                "The strength of the evidence after what backs and undercuts it.",
                static (evidence, context) => context.Request.Loaders.Call(evidence, OfEvidenceAsync)
            );
            type.Leaf(
                "weight",
                "Float!",
                "What it adds to its target, from 0 to 1: its computed strength times the strength of the statement that it argues from. "
                    + "0 for context and on a retracted basis. Of the evidence of one origin only the greatest weight counts.",
                static evidence => Math.Round(evidence.Derived.Weight / EvidenceStrength.Unit, 6)
            );
        });
    }

    private static async ValueTask<object?> OfEvidenceAsync(IClaimStore store, Evidence evidence, CancellationToken cancellation)
    {
        var basis = (await store.GetAsync([evidence.Content.Basis], cancellation))[0]!;
        var start = EvidenceStrength.BaseOf(evidence.Content, basis);
        return new Strength(evidence, EvidenceStrength.Of(start, evidence.Derived), start, evidence.Derived.UnsettledCount == 0);
    }
}

internal sealed class StrengthType : ObjectGraphType<Strength>
{
    private const int DefaultFirst = 20;

    // As long as it takes to weigh a tree thousands of times.
    private static readonly Weight Cost = Weight.List(PageArguments.Entries("first", DefaultFirst), own: 5_000);

    public StrengthType()
    {
        Name = "Strength";
        Description =
            "What the arguments on record add up to, from 0 to 1; it is not truth. Support pulls the base score towards 1 and rebuttal "
            + "towards 0, by the sum E of the weights for less those against: E² / (1 + E²) of the way.";
        this.Leaf("value", "Float!", "The strength, from 0 to 1.", static s => Math.Round(s.Value, 6));
        this.Leaf(
            "base",
            "Float!",
            "The strength before any evidence on it: the prior of a statement; for evidence its `strength` × `confidence` × a factor for "
                + "the reliability of the source that it cites (A 1, B 0.9, C 0.75, D 0.5, E 0.2, F or none 0.75).",
            static s => Math.Round(s.Base, 6)
        );
        this.Leaf("semantics", "StrengthSemantics!", "How it is computed.", static _ => StrengthSemantics.QuadraticEnergy);
        this.Leaf(
            "converged",
            "Boolean!",
            "False if a cycle of arguments on which it depends did not come to rest. The value is then where the computation stopped.",
            static s => s.Converged
        );
        this.Resolve(
                "contributions",
                "[Contribution!]!",
                "What each piece of evidence has to do with it, the greatest share first, through all arguments on arguments. "
                    + $"At most {StrengthContribution.Most} are told apart; the rest is one entry without `evidence`.",
                static (strength, context) =>
                    context.Request.Loaders.Call(
                        (strength.Argument, First: PageArguments.Size(context, "first", DefaultFirst)),
                        static async (store, asked, cancellation) =>
                            (await StrengthContribution.OfAsync(store, asked.Argument, cancellation)).Take(asked.First).ToArray()
                    ),
                Sdl.Argument("first", "Int", "The number of contributions.", DefaultFirst)
            )
            .Costs(Cost);
    }
}

internal sealed class ContributionType : ObjectGraphType<StrengthContribution>
{
    public ContributionType()
    {
        Name = "Contribution";
        Description = "What one piece of evidence has to do with a strength.";
        this.Resolve(
            "evidence",
            "Evidence",
            "The evidence; null for all together that is not told apart.",
            static (contribution, context) => context.Request.Loaders.Node(contribution.Evidence)
        );
        this.Leaf(
            "share",
            "Float!",
            "Its Shapley value, the mean of what it changes over all orders of entering the evidence. "
                + "The shares of all contributions add up to `value` − `base`.",
            static contribution => Math.Round(contribution.Share, 6)
        );
        this.Leaf(
            "error",
            "Float!",
            $"The standard error of the share. 0 with at most {StrengthContribution.Exact} pieces of evidence, for which it is exact; "
                + FormattableString.Invariant(
                    $"more are sampled until it is at most {StrengthContribution.Precise}, if that does not take too long."
                ),
            static contribution => Math.Round(contribution.Error, 6)
        );
        this.Leaf(
            "delta",
            "Float!",
            "The strength less what it would be without this evidence.",
            static contribution => Math.Round(contribution.Delta, 6)
        );
    }
}
