using System.Runtime.CompilerServices;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Jobs;

namespace ClaimGraph.GraphQL.Api.Imports;

/// <summary>How far an import is, until it has ended. Positions are times: whoever comes back is told how far it is now.</summary>
internal sealed class ProgressStream(ApiScope scope, string id) : ISourceStream
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    public async IAsyncEnumerable<ISourceEvent> FollowAsync(long? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ImportJob? last = null;
        while (last is not { HasEnded: true })
        {
            var job =
                await scope.Store.Jobs.FindAsync(id, cancellation)
                ?? throw new RequestException(ErrorCode.InvalidArgument, "There is no import with this id.");
            if (job != last)
                yield return new Progress(job);
            last = job;
            if (!job.HasEnded)
                await Task.Delay(Between, scope.Clock, cancellation);
        }
    }

    private sealed record Progress(ImportJob Job) : ISourceEvent
    {
        public long Position => Job.SavedAt.ToUnixTimeMilliseconds();
        public object Value => Job;

        public async ValueTask<ReadOnlyMemory<byte>> RespondAsync(object key, Func<Task<ReadOnlyMemory<byte>>> make) => await make();
    }
}
