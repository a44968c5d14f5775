using ClaimGraph.GraphQL.Api.Actors;
using ClaimGraph.GraphQL.Api.Anchors;
using ClaimGraph.GraphQL.Api.Arguments;
using ClaimGraph.GraphQL.Api.Events;
using ClaimGraph.GraphQL.Api.EvidenceRecords;
using ClaimGraph.GraphQL.Api.Filters;
using ClaimGraph.GraphQL.Api.History;
using ClaimGraph.GraphQL.Api.Imports;
using ClaimGraph.GraphQL.Api.Keys;
using ClaimGraph.GraphQL.Api.Ledger;
using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Merging;
using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Proposals;
using ClaimGraph.GraphQL.Api.Queries;
using ClaimGraph.GraphQL.Api.ReviewRequests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Api.Search;
using ClaimGraph.GraphQL.Api.Sources;
using ClaimGraph.GraphQL.Api.Statements;
using ClaimGraph.GraphQL.Api.Subscriptions;
using ClaimGraph.GraphQL.Api.Webhooks;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Introspection;
using GraphQL;

namespace ClaimGraph.GraphQL.Api;

/// <summary>The schema of the API: its parts, put together. It is made once and never changes.</summary>
internal sealed class ClaimGraphSchema : global::GraphQL.Types.Schema
{
    public ClaimGraphSchema()
    {
        var api = new ApiDefinition();
        foreach (var part in Parts())
            part.AddTo(api);
        api.Complete(this);
        Rights.MustBeDeclared(api.Mutation);
        (Features.RepeatableDirectives, Features.DeprecationOfInputValues) = (true, true);
        Directives.Register(Atomic.Directive());
        Initialize();
        IntrospectionFields.Complete(this);
    }

    /// <summary>The schema in the schema definition language, with all descriptions, in the order in which it is defined.</summary>
    public string Sdl() => this.Print().ReplaceLineEndings("\n").TrimEnd() + "\n";

    private static IApiPart[] Parts() =>
        [
            new ScalarPart(),
            new NounPart(),
            new SnapshotPart(),
            new SnapshotVersions(),
            new AnchorPart(),
            new ParticipationFilter(),
            new StatementFilters(),
            new AttentionReasons(),
            new EvidenceLists(),
            new OriginPart(),
            new EvidenceCountsPart(),
            new ClaimCountsPart(),
            new StrengthPart(),
            new ArgumentTreePart(),
            new ImpactPart(),
            new ListPart(),
            new FilterPart(),
            new RecordPart(),
            new StatisticsPart(),
            new GroupPart(),
            new SearchPart(),
            new SimilarPart(),
            new ClaimsAtPart(),
            new OverviewPart(),
            new LedgerPart(),
            new HistoryPart(),
            new RecordMutations(),
            new UpsertMutations(),
            new CommitMutation(),
            new ParticipationMutations(),
            new StatusMutations(),
            new RetractionPart(),
            new RevertMutation(),
            new ProposalPart(),
            new ReviewRequestPart(),
            new MergePart(),
            new SubscriptionPart(),
            new KeyPart(),
            new ImportPart(),
            new WebhookPart(),
            new ArchivePart(),
        ];
}
