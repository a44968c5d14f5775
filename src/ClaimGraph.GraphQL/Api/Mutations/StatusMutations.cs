using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>What withdraws records, marks sources as corrected, and takes both back.</summary>
internal sealed class StatusMutations : IApiPart
{
    private static readonly InputField NoticeOn = new("noticeOn", "PartialDate", "For a source: when its publisher gave notice.");
    private static readonly InputField NoticeUrl = new("noticeUrl", "String", "For a source: the URL of the notice.");

    public void AddTo(ApiDefinition api)
    {
        var reason = new InputField("reason", "String!", "The reason. At most 2,000 characters.");
        InputField[] fields = [MutationFields.Id, reason, NoticeOn, NoticeUrl, MutationFields.Version];
        api.Mutate(
                "retract",
                null,
                "Retracts a record. It stays readable but no longer counts. " + OwnRecords.Note,
                fields,
                mutation => SetStatus(mutation, RecordStatus.Retracted)
            )
            .Needs(Role.Contributor);
        api.Mutate(
                "restore",
                null,
                "Restores a record: undoes its retraction or correction. " + OwnRecords.Note,
                [MutationFields.Id, reason.Optional, MutationFields.Version],
                mutation => SetStatus(mutation, RecordStatus.Active)
            )
            .Needs(Role.Contributor);
        api.Mutate(
                "correctSource",
                NodeKind.Source,
                "Marks a source as corrected by its publisher. The reason says what changed. " + OwnRecords.Note,
                fields,
                mutation => SetStatus(mutation, RecordStatus.Corrected, NodeKind.Source)
            )
            .Needs(Role.Contributor);
    }

    private static async ValueTask SetStatus(Mutation mutation, RecordStatus status, NodeKind? kind = null)
    {
        int? checkedVersion = null;
        var id = Ids.Get(mutation.Scope, mutation.Input.Text("id")!, "id", kind);
        if (OwnRecords.Matter(mutation))
        {
            var node = await mutation.ReadAsync(kind);
            await OwnRecords.CheckAsync(mutation.Scope, node, "id");
            checkedVersion = node.Version;
        }
        mutation.Add(
            new SetStatus(id, status)
            {
                ExpectedVersion = mutation.Input.Value<int>("version"),
                CheckedVersion = checkedVersion,
                Notice = NoticeOf(mutation.Input),
            }
        );
    }

    private static Notice? NoticeOf(Input input) =>
        (input.Value<PartialDate>(NoticeOn.Name), input.Text(NoticeUrl.Name)) is var (on, url) && (on is not null || url is not null)
            ? new Notice(on, url)
            : null;
}
