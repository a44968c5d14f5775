using System.Text.Encodings.Web;
using System.Text.Json;
using ClaimGraph.Import;
using ClaimGraph.Interchange.Giving;
using ClaimGraph.Queries;
using ClaimGraph.Stores;

namespace ClaimGraph.Interchange;

/// <summary>
/// Writes reviews as ClaimReviews of schema.org: all of a store as a <c>DataFeed</c>, those of a statement, or one. An object as published
/// is given back with all its members, those included that nothing here understands. Safe for many threads.
/// </summary>
public sealed class ClaimReviewExporter(IClaimStore store)
{
    private const int Batch = 200;
    private static readonly JsonWriterOptions Writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes the active reviews as a <c>DataFeed</c>, oldest first. Memory holds one page of them.</summary>
    /// <param name="since">A revision: only reviews that were changed after it, or whose claim or reviewer was; of those that were
    /// retracted, the day (<c>dateDeleted</c>). 0 for all.</param>
    public async Task<ExportResult> WriteFeedAsync(Stream output, long since = 0, CancellationToken cancellation = default)
    {
        var head = await store.HeadAsync(cancellation);
        await using var json = new Utf8JsonWriter(output, Writing);
        json.WriteStartObject();
        json.WriteString("@context", SchemaOrg.Context);
        json.WriteString("@type", "DataFeed");
        json.WriteString("name", "ClaimReviews");
        json.WriteNumber("claimgraph:revision", head.Revision);
        json.WriteStartArray("dataFeedElement");
        var (writing, written) = (new ReviewWriting(), 0L);
        await foreach (var page in since > 0 ? ChangedAsync(since, cancellation) : AllAsync(cancellation))
        {
            written += page.Count;
            foreach (var record in await ReviewRecords.LoadAsync(store, page, cancellation))
                WriteItem(json, writing, record);
            await json.FlushAsync(cancellation);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellation);
        return new ExportResult(written, head.Revision, (await store.HeadAsync(cancellation)).Revision != head.Revision);
    }

    /// <summary>Writes one review.</summary>
    public async Task WriteAsync(Stream output, Review review, CancellationToken cancellation = default)
    {
        var records = await ReviewRecords.LoadAsync(store, [review], cancellation);
        await using var json = new Utf8JsonWriter(output, Writing);
        new ReviewWriting().Write(json, records[0]);
    }

    /// <summary>Writes a statement as a <c>Claim</c> and its active reviews.</summary>
    /// <param name="address">The address of its page.</param>
    /// <param name="most">How many reviews and how many appearances at most, the oldest first.</param>
    public async Task WriteAsync(
        Stream output,
        Statement statement,
        string address,
        int most = int.MaxValue,
        CancellationToken cancellation = default
    )
    {
        var filter = Filter.ForList(NodeKind.Review, Filter.Is(Fields.Review.Statement, statement.Id));
        var appearances = await ReviewRecords.AppearancesAsync(store, [statement.Id], most, cancellation);
        await using var json = new Utf8JsonWriter(output, Writing);
        json.WriteStartObject();
        json.WriteString("@context", SchemaOrg.Context);
        json.WriteStartArray("@graph");
        json.WriteStartObject();
        json.WriteString("@type", "Claim");
        json.WriteString("@id", address + ReviewWriting.ClaimFragment);
        json.WriteString("url", address);
        json.WriteString("text", statement.Content.Text);
        json.WriteString("inLanguage", statement.Content.Language);
        SchemaOrg.WriteAppearances(json, [.. appearances[statement.Id]]);
        json.WriteEndObject();
        var writing = new ReviewWriting();
        var reviews = store.NodePagesAsync(NodeKind.Review, filter, Math.Min(Batch, most), cancellation);
        await foreach (var page in reviews)
        {
            foreach (var record in await ReviewRecords.LoadAsync(store, [.. page.OfType<Review>()], appearances, cancellation))
                writing.Write(json, record, address);
            await json.FlushAsync(cancellation);
            if ((most -= page.Count) <= 0)
                break;
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter json, ReviewWriting writing, ReviewRecord record)
    {
        var review = record.Review;
        json.WriteStartObject();
        json.WriteString("@type", "DataFeedItem");
        json.WriteString("dateCreated", review.CreatedAt.UtcDateTime);
        json.WriteString("dateModified", review.UpdatedAt.UtcDateTime);
        if (review.IsActive)
        {
            json.WriteStartArray("item");
            writing.Write(json, record);
            json.WriteEndArray();
        }
        else
            json.WriteString("dateDeleted", review.UpdatedAt.UtcDateTime);
        SchemaOrg.Write(json, "url", review.Content.Url);
        json.WriteEndObject();
    }

    private async IAsyncEnumerable<IReadOnlyList<Review>> AllAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var page in store.NodePagesAsync(NodeKind.Review, Filter.ForList(NodeKind.Review, null), Batch, cancellation))
            yield return [.. page.OfType<Review>()];
    }

    private async IAsyncEnumerable<IReadOnlyList<Review>> ChangedAsync(
        long since,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var ids in (await ChangedReviews.SinceAsync(store, since, cancellation)).Order().Chunk(Batch))
            yield return [.. (await store.GetAsync(ids, cancellation)).OfType<Review>()];
    }
}
