using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.History;

namespace ClaimGraph.GraphQL.Api.Requests;

/// <summary>Opens the graph as it was at one moment, for each round of loading of a request.</summary>
internal sealed class PastSource(PastGraphs pasts, Moment moment)
{
    private long? _revision = moment.Revision;

    /// <exception cref="RequestException">The state of that moment cannot be read.</exception>
    public async ValueTask<PastGraph> OpenAsync(CancellationToken cancellation)
    {
        try
        {
            _revision ??= await pasts.RevisionAtAsync(moment.Time!.Value, cancellation);
            return await pasts.OpenAsync(_revision.Value, cancellation);
        }
        catch (RefusedException refused)
        {
            throw new RequestException(ErrorCode.InvalidArgument, refused.Problems[0].Message);
        }
    }
}
