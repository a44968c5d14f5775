using System.Runtime.CompilerServices;
using ClaimGraph.GraphQL.Api.Feed;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;

namespace ClaimGraph.GraphQL.Api.Subscriptions;

/// <summary>What an entry of the ledger means to a subscriber; null if the subscriber does not want it.</summary>
internal delegate ValueTask<object?> EventFilter(LedgerEvent happened);

/// <summary>The ledger through the filter of one subscriber. Positions are revisions.</summary>
/// <param name="begin">The revision after which the stream begins; null to begin with the next commit.</param>
internal sealed class LedgerStream(ApiScope scope, EventFilter filter, int? begin) : ISourceStream
{
    private const int PassedBetween = 1_000;

    public async IAsyncEnumerable<ISourceEvent> FollowAsync(long? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (start, passed) = (await StartAsync(after ?? begin, cancellation), 0);
        await foreach (var happened in scope.Feed.FollowAsync(start, cancellation))
            if (await filter(happened) is { } value)
                yield return new SeenEvent(happened, value);
            else if (++passed % PassedBetween == 0)
                yield return new SeenEvent(happened, null);
    }

    private async ValueTask<long> StartAsync(long? after, CancellationToken cancellation)
    {
        var head = (await scope.Store.HeadAsync(cancellation)).Revision;
        if (after < 0)
            throw Refused("after is negative; use a revision, 0 or more.");
        // The client saw that revision in another store or in a newer copy. If it waited for it here, it would miss the events until then.
        if (after > head)
            throw Refused($"There is no revision {after} yet; the newest revision is {head}.");
        return after ?? head;
    }

    private static RequestException Refused(string message) => new(ErrorCode.InvalidArgument, message);

    private sealed class SeenEvent(LedgerEvent happened, object? value) : ISourceEvent
    {
        public long Position => happened.Entry.Revision;
        public object? Value => value;

        public ValueTask<ReadOnlyMemory<byte>> RespondAsync(object key, Func<Task<ReadOnlyMemory<byte>>> make) =>
            happened.RespondAsync(key, make);
    }
}
