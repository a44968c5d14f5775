using System.Text;
using ClaimGraph.Interchange;
using ClaimGraph.Pages;

namespace ClaimGraph.Server.Feeds;

/// <summary>Gives the page of a claim what its address gives as JSON-LD, with no more of it than people see there.</summary>
internal sealed class ClaimReviewsOfPages(IClaimStore store) : IClaimReviews
{
    private const int Most = 20;

    private readonly ClaimReviewExporter _exporter = new(store);

    public async Task<string?> OfAsync(string id, string address, CancellationToken cancellation)
    {
        if ((await store.GetAsync([NodeId.Parse(id)], cancellation))[0] is not Statement { IsActive: true } statement)
            return null;
        using var output = new MemoryStream();
        await _exporter.WriteAsync(output, statement, address, Most, cancellation);
        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length);
    }
}
