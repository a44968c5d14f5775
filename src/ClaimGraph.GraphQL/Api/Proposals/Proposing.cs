using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.Queries;

namespace ClaimGraph.GraphQL.Api.Proposals;

/// <summary>One proposal being made.</summary>
internal sealed class Proposing(Mutation mutation, IReadOnlyList<ProposedMutation> mutations)
{
    /// <exception cref="RefusedException">The mutation would be refused, or would change nothing.</exception>
    public async ValueTask RunAsync()
    {
        var (proposed, given) = ProposedChangeType.Read(mutation.Input, "change", mutations);
        await CheckCountAsync();
        mutation.Previewed = await PreviewAsync(proposed, given);
        var named = new List<NodeId>();
        var input = proposed.Write(mutation.Scope, given, named);
        mutation.Create(
            new ProposalContent
            {
                Mutation = proposed.Name,
                Input = input,
                Concerns = named,
                Note = mutation.Input.Text("note"),
                SourceUrl = mutation.Input.Text("sourceUrl"),
                Tool = mutation.Input.Text("tool"),
            },
            key: null
        );
    }

    private async ValueTask<Previewed> PreviewAsync(ProposedMutation proposed, IDictionary<string, object?> given)
    {
        try
        {
            var prepared = await proposed.PrepareAsync(mutation.Scope, given, isProposed: true);
            var preview = await prepared.PreviewAsync();
            if (preview.Writes.Count > 0)
                return preview;
        }
        catch (RefusedException refused)
        {
            throw new RefusedException([.. refused.Problems.Select(p => p with { Path = ["change", proposed.Name, .. p.Path.Skip(1)] })]);
        }
        throw new RefusedException(
            ProblemCode.AlreadyExists,
            "Nothing would change: the record is there already as you propose it.",
            "change",
            proposed.Name
        );
    }

    private async ValueTask CheckCountAsync()
    {
        var (scope, most) = (mutation.Scope, mutation.Scope.Options.MaxOpenProposals);
        var open = Filter.ForList(
            NodeKind.Proposal,
            Filter.AllOf(
                Filter.Is(Fields.Find(NodeKind.Proposal, "createdBy")!, scope.Principal.Name),
                Filter.Is(Fields.Proposal.State, ProposalState.Open)
            )
        );
        if (await scope.Store.CountAsync(NodeKind.Proposal, open, scope.Cancellation) >= most)
            throw new RefusedException(
                ProblemCode.TooMany,
                $"You have {most} open proposals, which is the limit. Wait until some are decided, or withdraw some."
            );
    }
}
