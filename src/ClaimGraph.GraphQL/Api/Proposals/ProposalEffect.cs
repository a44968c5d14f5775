using ClaimGraph.Changes;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Stores.Commits;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Proposals;

/// <summary>What a change would do.</summary>
/// <param name="Preview">Null when it would be refused.</param>
internal sealed record ProposalEffect(Previewed? Preview, IReadOnlyList<Problem> Problems)
{
    /// <summary>The records that it would change: those that are entered or changed, then those of which only values are
    /// computed.</summary>
    public IEnumerable<NodeWrite> Writes =>
        (Preview?.Writes ?? []).OrderBy(w => !w.IsChange).ThenBy(w => w.After.Kind != NodeKind.Statement);

    public IEnumerable<Node> Created => (Preview?.Writes ?? []).Where(w => w.Before is null).Select(w => w.After);

    public IEnumerable<Problem> Warnings => Preview is null ? [] : Preview.Result.Results.SelectMany(r => Warned(r).Concat(r.Warnings));

    private static IEnumerable<Problem> Warned(OperationResult result) =>
        result.Outcome is Outcome.Existing or Outcome.Unchanged
            ? [new Problem(ProblemCode.AlreadyExists, $"{result.Node.Kind} {result.Node.Id} is there already as proposed.", [])]
            : [];
}

internal sealed class ProposalEffectType : ObjectGraphType<ProposalEffect>
{
    private const int Most = 20;

    public ProposalEffectType()
    {
        Name = "ProposalEffect";
        Description = "What a proposed change would do if it were accepted now. Nothing is changed.";
        this.Leaf("count", "Int!", "The number of records that would be created or change.", static e => e.Preview?.Writes.Count ?? 0);
        this.Resolve(
                "changes",
                "[ProposedWrite!]!",
                $"The first {Most} of them: those that are created or changed, then those of which only computed values change.",
                static (e, context) =>
                {
                    context.Request.Loaders.Propose(e.Created);
                    return e.Writes.Take(Most).Select(w => new ProposedWrite(w.Before, w.After)).ToArray();
                }
            )
            .Costs(Weight.SomeValues);
        this.Part(
            "userErrors",
            "[UserError!]!",
            "Why it would be refused, for example with STALE_VERSION if the record has changed since. Empty if it would be accepted.",
            static e => e.Problems
        );
        this.Part(
            "warnings",
            "[UserError!]!",
            "What a reviewer should know: records that exist already, or that are retracted.",
            static e => e.Warnings.ToArray()
        );
    }
}

/// <summary>A record as it is and as it would be.</summary>
internal sealed record ProposedWrite(Node? Before, Node After);

internal sealed class ProposedWriteType : ObjectGraphType<ProposedWrite>
{
    public ProposedWriteType()
    {
        Name = nameof(ProposedWrite);
        Description = "A record that a proposal would create or change.";
        this.Part("before", "Node", "The record as it is. Null if it would be created.", static w => w.Before);
        this.Part("after", "Node!", "The record as it would be. Lists below it are as they are now.", static w => w.After);
    }
}
