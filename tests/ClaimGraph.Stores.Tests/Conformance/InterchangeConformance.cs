using System.Text;
using ClaimGraph.Import;
using ClaimGraph.Interchange;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>ClaimReviews of others come into every store alike.</summary>
public abstract class InterchangeConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public async Task Reviews_are_taken_with_the_object_as_published_and_a_second_run_changes_nothing()
    {
        var feed = $"[{string.Join(',', Enumerable.Range(0, 450).Select(i => Review(i, "False")))}]";
        (await TakeAsync(feed, isDryRun: true)).Result.Count(Outcome.Created).ShouldBe(2 + 450 * 6);
        (await Store.HeadAsync()).Revision.ShouldBe(0);

        var first = await TakeAsync(feed);
        first.Result.Errors.ShouldBeEmpty();
        (first.Found, first.Result.Count(NodeKind.Review, Outcome.Created)).ShouldBe((450, 450));
        await ReopenAsync();
        var second = await TakeAsync(feed);
        second.Result.Revision.ShouldBe(first.Result.Revision);

        var reviews = await All<Review>();
        reviews.ShouldAllBe(r => r.Content.Verdict == Verdict.Unsupported && r.Content.BasedOn.Count == 1);
        reviews[7].Content.Published.ShouldBe(Review(7, "False"));
        (await All<Statement>()).ShouldAllBe(s => s.Derived.ReviewCount == 1 && s.Derived.Strength < 0.5);
    }

    [Fact]
    public async Task A_changed_rating_changes_review_and_evidence_and_a_refused_review_stops_no_other()
    {
        await TakeAsync(Review(1, "False"));
        await TakeAsync(
            $"[{Review(1, "True")},{Review(2, "False").Replace("Claim 2", "", StringComparison.Ordinal)},{Review(3, "Satire")}]"
        );

        (await All<Review>()).Select(r => r.Content.Verdict).ShouldBe([Verdict.Supported, null]);
        (await All<Evidence>()).ShouldHaveSingleItem().Content.Stance.ShouldBe(Stance.Supports);
    }

    [Fact]
    public async Task What_goes_out_comes_in_again_unchanged()
    {
        await TakeAsync($"[{string.Join(',', Enumerable.Range(0, 20).Select(i => Review(i, i % 2 == 0 ? "False" : "True")))}]");
        var head = await Store.HeadAsync();
        var feed = new MemoryStream();
        (await new ClaimReviewExporter(Store).WriteFeedAsync(feed)).Records.ShouldBe(20);

        (await TakeAsync(Encoding.UTF8.GetString(feed.ToArray()))).Result.Revision.ShouldBe(head.Revision);
        var changed = (await All<Review>())[3];
        await TakeAsync(Review(3, "False"));
        var since = new MemoryStream();
        (await new ClaimReviewExporter(Store).WriteFeedAsync(since, head.Revision)).Records.ShouldBe(1);
        Encoding.UTF8.GetString(since.ToArray()).ShouldContain(changed.Content.Url!);
    }

    [Fact]
    public async Task Arguments_go_out_of_every_store_in_the_same_order()
    {
        await RandomGraph.BuildAsync(Store, new Dice(1, 300), Clock, merges: true);
        var output = new MemoryStream();
        await ExportFormat.Named("argdown").WriteAsync(new Selection(Store), output, TestContext.Current.CancellationToken);

        await using var golden = typeof(InterchangeConformance).Assembly.GetManifestResourceStream("Arguments.argdown")!;
        Encoding.UTF8.GetString(output.ToArray()).ShouldBe(await new StreamReader(golden).ReadToEndAsync());
    }

    private static string Review(int number, string rating) =>
        $"{{\"@type\":\"ClaimReview\",\"url\":\"https://desk.example/{number}\",\"claimReviewed\":\"Claim {number}\","
        + $"\"author\":{{\"name\":\"Desk\"}},\"reviewRating\":{{\"alternateName\":\"{rating}\"}},"
        + $"\"itemReviewed\":{{\"author\":{{\"name\":\"Wallace\"}},\"url\":\"https://posts.example/{number}\"}}}}";

    private Task<ClaimReviewResult> TakeAsync(string text, bool isDryRun = false) =>
        new ClaimReviewImporter(isDryRun ? new Trial(Store, Clock) : Store, Ids).RunAsync(
            "feed",
            new MemoryStream(Encoding.UTF8.GetBytes(text))
        );

    private async Task<IReadOnlyList<T>> All<T>()
        where T : Node
    {
        List<T> all = [];
        var kind = Enum.Parse<NodeKind>(typeof(T).Name);
        await foreach (var page in Store.NodePagesAsync(kind, null, Limits.Page))
            all.AddRange(page.OfType<T>().Where(n => n.IsActive));
        return all;
    }
}
