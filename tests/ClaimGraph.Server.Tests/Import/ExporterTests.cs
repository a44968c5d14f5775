using ClaimGraph.Changes;

namespace ClaimGraph.Server.Tests.Import;

public sealed class ExporterTests
{
    [Fact]
    public async Task An_export_imported_into_an_empty_store_gives_the_same_graph() =>
        await Dice.OfSize(5, 60)
            .SampleAsync(
                async dice =>
                {
                    await using var first = await Desk.OpenAsync();
                    await FillAsync(first, dice);
                    var file = await first.ExportAsync();

                    await using var second = await Desk.OpenAsync();
                    var result = await second.ImportAsync(file);

                    (result.ErrorCount, result.WarningCount).ShouldBe((0, 0));
                    await SameGraphAsync(first, second);
                },
                iter: 30
            );

    [Fact]
    public async Task An_export_imported_into_its_own_store_changes_nothing() =>
        await Dice.OfSize(5, 60)
            .SampleAsync(
                async dice =>
                {
                    await using var desk = await Desk.OpenAsync();
                    await FillAsync(desk, dice);
                    var head = (await desk.Store.HeadAsync()).Revision;

                    var result = await desk.ImportAsync(await desk.ExportAsync());

                    result.Errors.ShouldBeEmpty();
                    (result.Count(Outcome.Created), result.Count(Outcome.Updated), result.Revision).ShouldBe((0, 0, head));
                },
                iter: 15
            );

    /// <summary>Nodes with and without a key of their own, some withdrawn, one made after the other.</summary>
    private static async Task FillAsync(Desk desk, Dice dice)
    {
        var known = Enum.GetValues<NodeKind>().ToDictionary(k => k, _ => new List<NodeId>());
        var random = new RandomContent(dice, kind => known[kind]);
        var made = new DateTimeOffset(2024, 12, 30, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < dice.Size; i++)
        {
            var kind = dice.AnyOf<NodeKind>();
            if (!random.Can(kind))
                continue;
            var create = new Create(desk.Ids.Next(kind), random.Of(kind))
            {
                Key = dice.Chance(50) ? $"k{i}" : null,
                CreatedAt = made = made.AddMilliseconds(dice.Between(1, 1_000_000)),
            };
            known[kind].Add((await desk.CommitAsync(create)).Results[0].Node.Id);
        }
        foreach (var id in known.Values.SelectMany(ids => ids).Distinct())
            if (dice.Chance(10))
                await desk.CommitAsync(
                    new SetStatus(id, id.Kind == NodeKind.Source && dice.Chance(50) ? RecordStatus.Corrected : RecordStatus.Retracted)
                );
    }

    [Fact]
    public async Task A_link_that_was_withdrawn_and_entered_anew_comes_back_as_two()
    {
        await using var first = await Desk.OpenAsync();
        await using var second = await Desk.OpenAsync();
        await first.ImportAsync(
            """
            {"format":"claimgraph/1","sources":[{"key":"s","title":"S"}],"statements":[{"key":"a","text":"A"}],
             "evidence":[{"key":"e","basis":{"source":"s"},"target":{"statement":"a"},"stance":"SUPPORTS",
                "status":"RETRACTED","statusReason":"wrong"},
                         {"key":"f","basis":{"source":"s"},"target":{"statement":"a"},"stance":"SUPPORTS"}]}
            """
        );
        (await first.FindAsync<Statement>("a")).Derived.SupportCount.ShouldBe(1);
        (await first.FindAsync<Evidence>("e")).Id.ShouldNotBe((await first.FindAsync<Evidence>("f")).Id);
        (await second.ImportAsync(await first.ExportAsync())).Errors.ShouldBeEmpty();
        await SameGraphAsync(first, second);
    }

    /// <summary>The same nodes, ids, contents and derived values.</summary>
    private static async Task SameGraphAsync(Desk first, Desk second)
    {
        var (left, right) = (await first.AllAsync(), await second.AllAsync());
        right.Select(n => n.Id).ShouldBe(left.Select(n => n.Id));
        foreach (var (node, copy) in left.Zip(right))
            // A withdrawn node was entered before it was withdrawn, and the import is who entered it here.
            Deep.Difference(node with { Version = copy.Version, CreatedBy = copy.CreatedBy, UpdatedAt = copy.UpdatedAt }, copy)
                .ShouldBeNull();
    }
}
