using ClaimGraph.Changes;
using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Values;

namespace ClaimGraph.GraphQL.Api.Proposals;

/// <summary>Accepts, refuses and withdraws proposals.</summary>
/// <param name="mutations">What can be proposed, once the schema is complete.</param>
internal sealed class Deciding(Func<IReadOnlyList<ProposedMutation>> mutations)
{
    private const int EntriesLookedAt = 20;

    public async ValueTask AcceptAsync(Mutation mutation)
    {
        if (await OpenAsync(mutation) is not { } proposal)
            return;
        var proposed = MutationOf(proposal.Content);
        CheckRole(mutation, proposed, proposal);
        var given = Changed(mutation, proposed, proposed.Read(proposal.Content));
        try
        {
            var prepared = await proposed.PrepareAsync(mutation.Scope, given, isProposed: false);
            mutation.AddAll(prepared, "change", proposed.Name);
            mutation.Reason = ReasonOf(mutation, prepared, proposal);
        }
        catch (RefusedException refused)
        {
            throw new RefusedException([.. refused.Problems.Select(p => p with { Path = ["change", proposed.Name, .. p.Path.Skip(1)] })]);
        }
        Decide(mutation, proposal, ProposalState.Accepted, [.. mutation.Targets.Where(id => id.Kind != NodeKind.Proposal).Distinct()]);
    }

    public async ValueTask RefuseAsync(Mutation mutation)
    {
        if (await OpenAsync(mutation) is not { } proposal)
            return;
        CheckRole(mutation, mutations().FirstOrDefault(m => m.Name == proposal.Content.Mutation), proposal);
        if (string.IsNullOrWhiteSpace(mutation.Input.Text("reason")))
            throw new RefusedException(ProblemCode.Required, "The reason is required.", "reason");
        Decide(mutation, proposal, ProposalState.Refused, []);
    }

    public static async ValueTask WithdrawAsync(Mutation mutation)
    {
        if (await OpenAsync(mutation) is not { } proposal)
            return;
        if (mutation.Scope.Principal.IsAnonymous || proposal.CreatedBy != mutation.Scope.Principal.Name)
            throw new RefusedException(
                ProblemCode.Forbidden,
                $"Somebody else made Proposal {proposal.Id}. Ask a reviewer to refuse it.",
                "id"
            );
        Decide(mutation, proposal, ProposalState.Withdrawn, []);
    }

    /// <summary>What a proposal would do if it were accepted now.</summary>
    public async ValueTask<ProposalEffect> EffectAsync(Proposal proposal, ApiScope scope)
    {
        try
        {
            var proposed = MutationOf(proposal.Content);
            var prepared = await proposed.PrepareAsync(scope, proposed.Read(proposal.Content), isProposed: true);
            return new ProposalEffect(await prepared.PreviewAsync(), []);
        }
        catch (RefusedException refused)
        {
            return new ProposalEffect(null, refused.Problems);
        }
    }

    /// <summary>The proposal if it can be decided; null if the same was decided before by the same request.</summary>
    /// <exception cref="RefusedException">There is none, or it is decided.</exception>
    private static async ValueTask<Proposal?> OpenAsync(Mutation mutation)
    {
        var proposal = (Proposal)await mutation.ReadAsync(NodeKind.Proposal);
        if (!proposal.IsActive)
            throw new RefusedException(
                ProblemCode.Retracted,
                $"Proposal {proposal.Id} is retracted ({proposal.StatusReason}). Restore it before you decide it.",
                "id"
            );
        if (proposal.Content.Decision is not { } decision)
            return proposal;
        var scope = mutation.Scope;
        if (mutation.Repeats(await scope.Store.HistoryAsync([proposal.Id], long.MaxValue, EntriesLookedAt, scope.Cancellation), proposal))
            return null;
        throw new RefusedException(
            ProblemCode.Conflict,
            $"Proposal {proposal.Id} is not open any more: {decision.By} {Word(proposal.Content.State)} it. "
                + "Propose it again if it still matters.",
            "id"
        );
    }

    private static string Word(ProposalState state) =>
        state switch
        {
            ProposalState.Accepted => "accepted",
            ProposalState.Refused => "refused",
            _ => "withdrew",
        };

    /// <exception cref="RefusedException">The API has no such mutation any more.</exception>
    private ProposedMutation MutationOf(ProposalContent proposal) =>
        mutations().FirstOrDefault(m => m.Name == proposal.Mutation)
        ?? throw new RefusedException(
            ProblemCode.InvalidFormat,
            $"The API has no mutation {proposal.Mutation} that can be proposed. Refuse the proposal.",
            "id"
        );

    private static void CheckRole(Mutation mutation, ProposedMutation? proposed, Proposal proposal)
    {
        if (proposed is not null && !mutation.Scope.Principal.May(proposed.Role))
            throw new RefusedException(
                ProblemCode.Forbidden,
                $"Proposal {proposal.Id} asks for {proposed.Name}, which needs the role {EnumName.Of(proposed.Role)}. Ask somebody who "
                    + "has it.",
                "id"
            );
    }

    /// <summary>The input of the proposal with what the reviewer changes.</summary>
    private IDictionary<string, object?> Changed(Mutation mutation, ProposedMutation proposed, IDictionary<string, object?> given)
    {
        if (mutation.Input["change"] is null)
            return given;
        var (changed, fields) = ProposedChangeType.Read(mutation.Input, "change", mutations());
        if (changed.Name != proposed.Name)
            throw new RefusedException(
                ProblemCode.Inconsistent,
                $"The proposal asks for {proposed.Name}; give the input of that mutation, not of {changed.Name}.",
                "change"
            );
        foreach (var (name, value) in fields)
            given[name] = value;
        return given;
    }

    /// <summary>The reason in the ledger: that of the change itself, as for a retraction, else that of the decision.</summary>
    private static string ReasonOf(Mutation mutation, Mutation prepared, Proposal proposal) =>
        prepared.Input.Text("reason") is { Length: > 0 } own ? own
        : mutation.Input.Text("reason") is { Length: > 0 } given ? given
        : $"Accepted the proposal {proposal.Id} of {proposal.CreatedBy}";

    private static void Decide(Mutation mutation, Proposal proposal, ProposalState state, IReadOnlyList<NodeId> results)
    {
        var content = proposal.Content with
        {
            State = state,
            Decision = new Decision
            {
                By = mutation.Scope.Principal.Name,
                At = mutation.Scope.Clock.GetUtcNow().ToMillisecond(),
                Reason = mutation.Input.Text("reason"),
            },
            Results = results,
        };
        mutation.AddChecked(new Update(proposal.Id, proposal.Version, content));
    }
}
