using ClaimGraph.Changes;
using ClaimGraph.Copying;
using ClaimGraph.Neo4j;
using ClaimGraph.Server.Tests.Cli;
using ClaimGraph.Sqlite;

namespace ClaimGraph.Server.Tests.Neo4j;

/// <summary>A copy that is killed in the middle and started again ends as one that was left alone: nothing is missing and nothing is
/// there twice.</summary>
[Collection(OwnServer.Name)]
public sealed class KilledCopyTests(OwnNeo4j neo4j) : IDisposable
{
    private const int Sets = 500;

    private readonly Folder _folder = new();
    private readonly Random _random = new(1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_on_either_way_a_copy_ends_with_the_same_graph_and_ledger()
    {
        var server = await neo4j.EmptyAsync();
        var environment = OwnServer.Environment(server);
        var (first, second) = (new SqliteOptions { Path = _folder["first.db"] }, new SqliteOptions { Path = _folder["second.db"] });
        await using var original = await SqliteStore.OpenAsync(first, TimeProvider.System);
        await FillAsync(original);

        var there = await CopyAsync(
            $"copy --from first.db --to {server.Uri}",
            3,
            async () => await Neo4jStore.OpenAsync(server, TimeProvider.System),
            environment
        );
        await using var moved = await Neo4jStore.OpenAsync(server, TimeProvider.System);
        await ShouldBeWholeAsync(original, moved);
        var back = await CopyAsync(
            $"copy --from {server.Uri} --to second.db",
            1,
            async () => await SqliteStore.OpenAsync(second, TimeProvider.System),
            environment
        );
        await using var returned = await SqliteStore.OpenAsync(second, TimeProvider.System);
        await ShouldBeWholeAsync(original, returned);
        back.ShouldBe(there);
    }

    /// <summary>Kills the copy over and over, each time some way on from where the last one came to, and lets one more come to its
    /// end.</summary>
    /// <returns>What that one says of the comparison.</returns>
    private async Task<string[]> CopyAsync(string command, int kills, Func<Task<IClaimStore>> open, (string, string)[] environment)
    {
        await using var target = await open();
        for (var (i, revision) = (0, 0L); i < kills; i++)
        {
            using var process = _folder.Start(command, environment);
            var until = revision + _random.Next(1, Sets / 8);
            while ((await target.HeadAsync()).Revision < until && !process.HasExited)
                await Task.Delay(1);
            await Task.Delay(_random.Next(0, 5));
            process.Kill();
            await process.WaitForExitAsync();
            revision = (await target.HeadAsync()).Revision;
            revision.ShouldBeInRange(until, Sets, await process.StandardError.ReadToEndAsync());
        }
        (await target.HeadAsync()).Revision.ShouldBeLessThan(Sets, "the last kill came when there was nothing left to copy");
        var (code, output, error) = await _folder.RunAsync(command, environment);
        code.ShouldBe(0, error); // which may tell how far it is
        output.ShouldContain(
            "\nthe same in both: 1 actors, 1 sources, 0 events, 501 statements, 0 appearances, 1,000 evidence, 0 reviews, "
                + "0 relations, 0 proposals, 0 review requests, 0 keys\n"
        );
        return output.Split('\n')[1..];
    }

    private static async Task ShouldBeWholeAsync(SqliteStore original, IClaimStore copy)
    {
        (await StoreComparison.RunAsync(original, copy)).IsSame.ShouldBeTrue();
        (await LedgerCheck.RunAsync(copy)).ShouldBe(new LedgerCheck(Sets + 1, null, null));
        var hub = (await copy.FindAsync([NaturalKey.OfCaller(NodeKind.Statement, "hub")]))[0]!.Value;
        ((Statement)(await copy.GetAsync([hub]))[0]!).Derived.SupportCount.ShouldBe(Sets);
        (await copy.CountLinksAsync(Fields.Evidence.Target, null, [hub])).ShouldBe([Sets]);
    }

    /// <summary>Every set enters one statement, one piece of evidence for it and one for the hub.</summary>
    private static async Task FillAsync(SqliteStore store)
    {
        var ids = new IdSource(TimeProvider.System, new Random(1));
        var (actor, source, hub) = (ids.Next(NodeKind.Actor), ids.Next(NodeKind.Source), ids.Next(NodeKind.Statement));
        await CommitAsync(
            new Create(actor, new ActorContent { Name = "Ⓐ" }),
            new Create(source, new SourceContent { Title = "source" }),
            new Create(hub, new StatementContent { Text = "hub" }) { Key = "hub" }
        );
        await Task.WhenAll(
            Enumerable
                .Range(0, Sets)
                .Select(_ =>
                {
                    var statement = ids.Next(NodeKind.Statement);
                    return CommitAsync(
                        new Create(statement, new StatementContent { Text = $"Statement {statement.Value}" }),
                        new Create(
                            ids.Next(NodeKind.Evidence),
                            new EvidenceContent
                            {
                                Basis = source,
                                Target = statement,
                                Stance = Stance.Supports,
                            }
                        ),
                        new Create(
                            ids.Next(NodeKind.Evidence),
                            new EvidenceContent
                            {
                                Basis = source,
                                Target = hub,
                                Stance = Stance.Supports,
                                Anchor = new QuoteAnchor { Exact = $"{statement.Value}" },
                            }
                        )
                    );
                })
        );

        async Task CommitAsync(params Operation[] operations) =>
            await store.CommitAsync(new ChangeSet { Principal = "desk", Operations = operations });
    }
}
