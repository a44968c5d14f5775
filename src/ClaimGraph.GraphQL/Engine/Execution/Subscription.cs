using System.Text.Json;
using ClaimGraph.GraphQL.Api.Subscriptions;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL;

namespace ClaimGraph.GraphQL.Engine.Execution;

/// <summary>One subscription of one client: the source stream and the response stream of the GraphQL specification (section 6.2.3).</summary>
internal sealed class Subscription
{
    private readonly ReadyRequest _ready;
    private readonly RequestScope _scope;
    private readonly Func<ReadyRequest, RequestScope, Task<ReadOnlyMemory<byte>>> _respond;
    private readonly ResponseKey _key;
    private readonly EventFilter _filter;
    private readonly int? _after;

    /// <exception cref="RequestFailure">Its arguments cannot be used.</exception>
    public Subscription(ReadyRequest ready, RequestScope scope, Func<ReadyRequest, RequestScope, Task<ReadOnlyMemory<byte>>> respond)
    {
        (_ready, _scope, _respond) = (ready, scope, respond);
        _key = new ResponseKey(ready.Plan, JsonSerializer.Serialize<IReadOnlyDictionary<string, object?>>(ready.Request.Variables), scope.Principal);
        var field = ready.Plan.Root.Fields[0];
        try
        {
            var context = new FieldContext(scope, field.ReadArguments(ready.Prepared.Document, ready.Variables));
            _filter = ((EventResolver)field.Resolver!).Filter(context);
            _after = context.Argument("after") as int?;
        }
        catch (RefusedException refused)
        {
            throw Refused(string.Join(' ', refused.Problems.Select(p => p.Message)));
        }
        catch (ExecutionError error)
        {
            throw Refused(error.Message);
        }
    }

    /// <summary>One response to each event that concerns the subscriber, until the scope is cancelled.</summary>
    /// <param name="after">The revision after which to begin, whatever the argument says.</param>
    public async IAsyncEnumerable<Response> RunAsync(LedgerFeed feed, long? after)
    {
        var start = await StartAsync(after ?? _after);
        await foreach (var happened in feed.FollowAsync(start, _scope.Cancellation))
            if (await _filter(happened) is { } value)
                yield return new Response(happened.Entry.Revision, await happened.RespondAsync(_key, () => _respond(_ready, _scope.For(value))));
    }

    private async ValueTask<long> StartAsync(long? after)
    {
        var head = (await _scope.Store.HeadAsync(_scope.Cancellation)).Revision;
        if (after < 0) throw Refused("after is a revision, 0 or more.");
        // Another store, or a copy from before: waiting for what the client has seen elsewhere would lose what happens until then.
        if (after > head) throw Refused($"The ledger ends at revision {head}; there is no revision {after} to go on from.");
        return after ?? head;
    }

    private static RequestFailure Refused(string message) => new(ErrorCode.InvalidArgument, message);
}
