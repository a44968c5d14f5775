using System.Text.Json;
using ClaimGraph.Changes;
using ClaimGraph.Interchange;
using ClaimGraph.Interchange.Verdicts;

namespace ClaimGraph.Server.Tests.Interchange;

/// <summary>Reviews as they were published, which may not be part of the project: <c>../shared/data</c> beside it.</summary>
public sealed class PublishedDataTests
{
    [Fact]
    public async Task Reviews_as_publishers_wrote_them_are_taken_without_loss()
    {
        await using var desk = await ReviewDesk.OpenAsync();
        var folder = Data("claimreview-dev/jsonld");

        var first = await desk.TakePathAsync(folder);
        var second = await desk.TakePathAsync(folder);

        first.Result.Errors.ShouldBeEmpty();
        first.Found.ShouldBe(33);
        (await desk.AllAsync<Review>()).Count.ShouldBe(32); // one stands in a page and in the publisher's index
        (first.Result.Duplicates, second.Result.Count(Outcome.Created), second.Result.Revision).ShouldBe((1, 0, first.Result.Revision));
    }

    [Fact]
    public async Task Reviews_as_publishers_wrote_them_go_out_and_come_in_again_unchanged()
    {
        await using var desk = await ReviewDesk.OpenAsync();
        var first = await desk.TakePathAsync(Data("claimreview-dev/jsonld"));
        var feed = new MemoryStream();
        await new ClaimReviewExporter(desk.Desk.Store).WriteFeedAsync(feed, cancellation: TestContext.Current.CancellationToken);

        (await desk.TakeAsync(feed.ToArray())).Result.Revision.ShouldBe(first.Result.Revision);
    }

    [Fact]
    public async Task Fact_checks_of_a_list_come_in_by_the_mapping_for_it_and_none_is_lost()
    {
        await using var desk = await ReviewDesk.OpenAsync();
        var table = File.OpenRead(Data("averitec-source-claims/all.json"));
        var read = await new TableImporter(desk.Desk.Store, desk.Desk.Ids).RunAsync("all.json", table, "averitec");

        read.Result.Errors.ShouldBeEmpty();
        (read.Rows, read.Result.Count(NodeKind.Review, Outcome.Created)).ShouldBe((7_500, 7_500));
        read.Result.Count(NodeKind.Source, Outcome.Created).ShouldBe(7_387); // 7,391 copies, two of four pages
    }

    [Fact]
    public async Task Arguments_of_a_corpus_come_in_by_the_mappings_for_them()
    {
        await using var desk = await ReviewDesk.OpenAsync();
        foreach (var kind in (string[])["arguments", "key-points", "labels"])
        {
            var name = $"{kind.Replace('-', '_')}_dev.csv";
            var table = File.OpenRead(Data($"argkp/{name}"));
            var read = await new TableImporter(desk.Desk.Store, desk.Desk.Ids).RunAsync(name, table, $"argkp-{kind}");
            (read.Result.ErrorCount, read.Result.WarningCount).ShouldBe((0, 0));
        }
        (await desk.Desk.Store.CountAsync(NodeKind.Evidence, null)).ShouldBe(932 + 36 + 738);
    }

    [Fact]
    public void The_table_of_verdicts_knows_most_ratings()
    {
        using var all = JsonDocument.Parse(File.ReadAllText(Data("averitec-source-claims/all.json")));
        var wordings = all.RootElement.EnumerateArray().Select(c => c.GetProperty("verdict_article").GetString()!).ToArray();
        var table = VerdictTable.Read();
        var known = wordings.Count(w => table.Find(w, "en") is not null);

        wordings.Length.ShouldBe(7_500);
        known.ShouldBeGreaterThan(wordings.Length * 85 / 100);
    }

    private static string Data(string path)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ClaimGraph.sln")))
            root = root.Parent;
        var data = Path.Combine(root!.Parent!.FullName, "shared", "data", path);
        Assert.SkipUnless(Path.Exists(data), "This needs ../shared/data beside the project.");
        return data;
    }
}
