using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.Ledger;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>What withdraws records, marks sources as corrected, and takes both back.</summary>
internal sealed class StatusMutations : IApiPart
{
    private const string Own = "A contributor can do so with records of their own, unless somebody else withdrew them.";
    private const int EntriesAtOnce = 50;

    public void AddTo(ApiDefinition api)
    {
        var reason = new InputField("reason", "String!", "The reason. At most 2,000 characters.");
        InputField[] fields = [MutationFields.Id, reason, MutationFields.Version];
        api.Mutate(
                "retract",
                null,
                "Retracts a record. It stays readable but no longer counts. " + Own,
                fields,
                mutation => SetStatus(mutation, RecordStatus.Retracted)
            )
            .Needs(Role.Contributor);
        api.Mutate(
                "restore",
                null,
                "Restores a record: undoes its retraction or correction. " + Own,
                [MutationFields.Id, reason.Optional, MutationFields.Version],
                mutation => SetStatus(mutation, RecordStatus.Active)
            )
            .Needs(Role.Contributor);
        api.Mutate(
                "correctSource",
                NodeKind.Source,
                "Marks a source as corrected by its publisher. The reason says what changed. " + Own,
                fields,
                mutation => SetStatus(mutation, RecordStatus.Corrected, NodeKind.Source)
            )
            .Needs(Role.Contributor);
    }

    private static async ValueTask SetStatus(Mutation mutation, RecordStatus status, NodeKind? kind = null)
    {
        int? checkedVersion = null;
        var id = Ids.Parse(mutation.Input.Text("id")!, "id", kind);
        if (mutation.Scope.Principal.Role < Role.Reviewer)
        {
            var node = await mutation.ReadAsync(kind);
            await CheckOwnAsync(mutation.Scope, node);
            checkedVersion = node.Version;
        }
        mutation.Add(new SetStatus(id, status) { ExpectedVersion = mutation.Input.Value<int>("version"), CheckedVersion = checkedVersion });
    }

    /// <exception cref="RefusedException">Somebody else entered the record, or withdrew it.</exception>
    private static async ValueTask CheckOwnAsync(ApiScope scope, Node node)
    {
        if (scope.Principal.IsAnonymous || node.CreatedBy != scope.Principal.Name)
            throw new RefusedException(ProblemCode.Forbidden, "Somebody else entered this record. Ask a reviewer to do this.", "id");
        if (node.Status != RecordStatus.Active && await WithdrawnByAsync(scope, node.Id) != scope.Principal.Name)
            throw new RefusedException(ProblemCode.Forbidden, "Somebody else withdrew this record. Ask a reviewer to do this.", "id");
    }

    /// <summary>Who gave a record the status that it has.</summary>
    private static async ValueTask<string?> WithdrawnByAsync(ApiScope scope, NodeId id)
    {
        for (var before = long.MaxValue; ; )
        {
            var entries = await scope.Store.HistoryAsync(id, before, EntriesAtOnce, scope.Cancellation);
            foreach (var entry in entries)
                if (entry.Changes.Any(c => c.Action is ChangeAction.Retract or ChangeAction.Correct))
                    return entry.Principal;
            if (entries.Count < EntriesAtOnce)
                return null;
            before = entries[^1].Revision;
        }
    }
}
