using System.Text;
using ClaimGraph.Changes;
using ClaimGraph.Interchange;
using ClaimGraph.Interchange.Verdicts;
using ClaimGraph.Server.Tests.Import;

namespace ClaimGraph.Server.Tests.Interchange;

/// <summary>A store that takes in ClaimReviews.</summary>
internal sealed class ReviewDesk(Desk desk) : IAsyncDisposable
{
    public Desk Desk { get; } = desk;

    public static async Task<ReviewDesk> OpenAsync() => new(await Desk.OpenAsync());

    public ValueTask DisposeAsync() => Desk.DisposeAsync();

    public Task<ClaimReviewResult> TakeAsync(string text, string? verdicts = null, bool isDryRun = false) =>
        TakeAsync(Encoding.UTF8.GetBytes(text), verdicts, isDryRun);

    public async Task<ClaimReviewResult> TakeAsync(byte[] bytes, string? verdicts = null, bool isDryRun = false)
    {
        using var own = verdicts is null ? null : new StringReader(verdicts);
        return await Importer(VerdictTable.Read(own), isDryRun)
            .RunAsync("test.json", new MemoryStream(bytes), cancellation: TestContext.Current.CancellationToken);
    }

    public Task<ClaimReviewResult> TakePathAsync(string path) =>
        Importer(VerdictTable.Read(), false).RunAsync(path, cancellation: TestContext.Current.CancellationToken);

    /// <summary>The records of a kind, those that were retracted left out.</summary>
    public async Task<IReadOnlyList<T>> AllAsync<T>()
        where T : Node => [.. (await Desk.AllAsync()).OfType<T>().Where(n => n.IsActive)];

    public async Task<Review> ReviewAsync() => (await AllAsync<Review>()).ShouldHaveSingleItem();

    public async Task<string> ClaimAsync() => (await AllAsync<Statement>()).ShouldHaveSingleItem().Content.Text;

    public Task<CommitResult> CommitAsync(params Operation[] operations) => Desk.CommitAsync(operations);

    private ClaimReviewImporter Importer(VerdictTable verdicts, bool isDryRun) =>
        new(isDryRun ? new Trial(Desk.Store, new ManualClock()) : Desk.Store, Desk.Ids) { Verdicts = verdicts };
}
