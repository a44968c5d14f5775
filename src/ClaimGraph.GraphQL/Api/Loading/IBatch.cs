namespace ClaimGraph.GraphQL.Api.Loading;

/// <summary>A group of pending values that one call to the store gives.</summary>
internal interface IBatch
{
    ValueTask RunAsync(IClaimStore store, CancellationToken cancellation);
}
