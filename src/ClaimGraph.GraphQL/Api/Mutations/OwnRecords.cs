using ClaimGraph.Access;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.Ledger;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>Who may withdraw a record and take that back: reviewers any, contributors their own.</summary>
internal static class OwnRecords
{
    public const string Note = "A contributor can do so with records of their own, unless somebody else withdrew them.";
    private const int EntriesAtOnce = 50;

    /// <summary>Whether it matters whose a record is: it does not to reviewers, nor to a proposal, which a reviewer will look at.</summary>
    public static bool Matter(Mutation mutation) => !mutation.IsProposed && mutation.Scope.Principal.Role < Role.Reviewer;

    /// <exception cref="RefusedException">Somebody else entered the record, or withdrew it.</exception>
    /// <param name="field">Where the input names the record.</param>
    public static async ValueTask CheckAsync(ApiScope scope, Node node, string field)
    {
        if (scope.Principal.IsAnonymous || node.CreatedBy != scope.Principal.Name)
            throw new RefusedException(
                ProblemCode.Forbidden,
                $"Somebody else entered {node.Kind} {node.Id}. Ask a reviewer to do this.",
                field
            );
        if (node.Status != RecordStatus.Active && await WithdrawnByAsync(scope, node.Id) != scope.Principal.Name)
            throw new RefusedException(
                ProblemCode.Forbidden,
                $"Somebody else withdrew {node.Kind} {node.Id}. Ask a reviewer to do this.",
                field
            );
    }

    /// <summary>Who gave a record the status that it has.</summary>
    private static async ValueTask<string?> WithdrawnByAsync(ApiScope scope, NodeId id)
    {
        for (var before = long.MaxValue; ; )
        {
            var entries = await scope.Store.HistoryAsync([id], before, EntriesAtOnce, scope.Cancellation);
            foreach (var entry in entries)
                if (entry.Changes.Any(c => c.Action is ChangeAction.Retract or ChangeAction.Correct))
                    return entry.Principal;
            if (entries.Count < EntriesAtOnce)
                return null;
            before = entries[^1].Revision;
        }
    }
}
