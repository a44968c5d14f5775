using ClaimGraph.Access;
using ClaimGraph.Following;
using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Sources;

/// <summary>The sources that wait for an archive to keep a copy of them, and those of which it kept none.</summary>
internal sealed class ArchivePart : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        api.Add(new ArchiveRequestType(), new RetryArchivingPayloadType());
        api.Query.Resolve(
                "archiveRequests",
                "[ArchiveRequest!]",
                "Lists the sources that are to be archived, or could not be, if the server archives sources; in the order of their ids.",
                static (scope, context) =>
                    scope.Loaders.Call(
                        (
                            Failed: context.Argument("failed") as bool? ?? false,
                            After: context.Argument("after") as string,
                            First: PageArguments.Size(context, "first", 20)
                        ),
                        static async (store, asked, cancellation) =>
                            await store.Followers.LettersAsync(Archive.Id, asked.Failed, asked.After, asked.First, cancellation)
                    ),
                Sdl.Argument("failed", "Boolean", "Only those that were given up.", false),
                Sdl.Argument("after", "String", "Only those whose source follows this id."),
                Sdl.Argument("first", "Int", "The number of sources.", 20)
            )
            .Costs(Weight.List(PageArguments.Entries("first", 20)))
            .Needs(Role.Contributor);
        api.Mutation.Resolve(
                "retryArchiving",
                "RetryArchivingPayload!",
                "Has all sources archived that were given up.",
                static (scope, context) =>
                    scope.Loaders.Call(
                        scope.Clock.GetUtcNow(),
                        static async (store, now, cancellation) =>
                            new RetryArchivingPayload(await store.Followers.ReviveAsync(Archive.Id, now, cancellation))
                    )
            )
            .Costs(Weight.Commit)
            .Needs(Role.Reviewer);
    }
}

internal sealed class ArchiveRequestType : ObjectGraphType<Letter>
{
    public ArchiveRequestType()
    {
        Name = "ArchiveRequest";
        Description = "A source of which an archive is to keep a copy.";
        this.Leaf("id", "ID!", "The id of the source.", static l => l.Key);
        this.Resolve(
            "source",
            "Source",
            "The source.",
            static (letter, context) => NodeId.TryParse(letter.Key, out var id) ? context.Request.Loaders.Node(id) : null
        );
        this.Leaf("attempts", "Int!", "How often it was tried.", static l => l.Attempts);
        this.Leaf("dueAt", "DateTime", "When it is tried next. Null if it was given up.", static l => l.DueAt);
        this.Leaf("requestedAt", "DateTime!", "When the source was found in the ledger.", static l => l.At);
        this.Leaf("error", "String", "Why the last attempt failed. Null before there was one.", static l => l.Error);
    }
}

/// <summary>What retryArchiving answers.</summary>
internal sealed record RetryArchivingPayload(long Count);

internal sealed class RetryArchivingPayloadType : ObjectGraphType<RetryArchivingPayload>
{
    public RetryArchivingPayloadType()
    {
        Name = "RetryArchivingPayload";
        Description = "The result of retryArchiving.";
        this.Leaf("count", "Int!", "How many sources are archived again.", static p => p.Count);
    }
}
