using ClaimGraph.Stores.Tests.Conformance;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>The server has one database, so its tests run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class OneServer
{
    public const string Name = "Neo4j";
}

[Collection(OneServer.Name)]
public sealed class Neo4jReads() : ReadConformance(Neo4jPlace.NewWithCache);

[Collection(OneServer.Name)]
public sealed class Neo4jFilters() : FilterConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jDerivedValues() : DerivedValueConformance(Neo4jPlace.NewWithCache);

[Collection(OneServer.Name)]
public sealed class Neo4jWrites() : WriteConformance(Neo4jPlace.NewWithCache);

[Collection(OneServer.Name)]
public sealed class Neo4jReferences() : ReferenceConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jIdentity() : IdentityConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jPaging() : PagingConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jOrigins() : OriginConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jRetractions() : RetractionConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jCounts() : CountConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jLedger() : LedgerConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jPast() : PastConformance(Neo4jPlace.NewWithCache);

[Collection(OneServer.Name)]
public sealed class Neo4jReverts() : RevertConformance(Neo4jPlace.NewWithCache);

[Collection(OneServer.Name)]
public sealed class Neo4jMerges() : MergeConformance(Neo4jPlace.NewWithCache);

[Collection(OneServer.Name)]
public sealed class Neo4jSizes() : SizeConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jExports() : ExportConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jDumps() : DumpConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jInterchange() : InterchangeConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jSearch() : SearchConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jBestSearch() : BestSearchConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jSearchScripts() : SearchScriptConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jSimilar() : SimilarConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jConcurrency() : ConcurrencyConformance(Neo4jPlace.NewWithCache)
{
    /// <summary>
    /// Neo4j's isolation level is "read committed": a read of several nodes during a commit may return some from before and some from after
    /// it. This store promises that a read returns nothing uncommitted, and everything that was acknowledged.
    /// </summary>
    [Fact]
    public override async Task Readers_see_committed_states_only()
    {
        var id = await Actor("0");
        using var stop = new CancellationTokenSource();
        var readers = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(async () =>
                {
                    (int Version, long Revision) seen = default;
                    for (var reads = 0; !stop.IsCancellationRequested || reads < 20; reads++)
                    {
                        var actor = await Get<Actor>(id);
                        actor.Content.Name.ShouldBe($"{actor.Version - 1}");
                        var head = (await Store.HeadAsync()).Revision;
                        (actor.Version >= seen.Version && head >= seen.Revision).ShouldBeTrue();
                        seen = (actor.Version, head);
                    }
                })
            )
            .ToArray();
        for (var i = 1; i <= 50; i++)
        {
            var never = new ActorContent { Name = "never" };
            var refused = Store.CommitAsync(Set(new Update(id, i, never), new Update(id, i + 99, never))).AsTask();
            await Should.ThrowAsync<RefusedException>(refused);
            await Commit(new Update(id, i, new ActorContent { Name = $"{i}" }));
            (await Get<Actor>(id)).Content.Name.ShouldBe($"{i}");
        }
        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }
}

[Collection(OneServer.Name)]
public sealed class Neo4jKeeping() : KeepingConformance(Neo4jPlace.NewWithCache);

[Collection(OneServer.Name)]
public sealed class Neo4jQuotes() : QuoteConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jSnapshots() : SnapshotConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jKeys() : KeyConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jFollowers() : FollowerConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jKeyRings() : KeyRingConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jJobs() : JobConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jReplay() : ReplayConformance(Neo4jPlace.New);

[Collection(OneServer.Name)]
public sealed class Neo4jProposals() : ProposalConformance(Neo4jPlace.New);
