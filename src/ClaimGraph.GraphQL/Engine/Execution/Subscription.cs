using System.Text.Json;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Plans;
using GraphQL;

namespace ClaimGraph.GraphQL.Engine.Execution;

/// <summary>One subscription of one client: the source stream and the response stream of the GraphQL specification (section
/// 6.2.3).</summary>
internal sealed class Subscription
{
    private readonly ReadyRequest _ready;
    private readonly RequestScope _scope;
    private readonly Func<ReadyRequest, RequestScope, Task<ReadOnlyMemory<byte>>> _respond;
    private readonly ResponseKey _key;
    private readonly ISourceStream _stream;

    private Subscription(
        ReadyRequest ready,
        RequestScope scope,
        Func<ReadyRequest, RequestScope, Task<ReadOnlyMemory<byte>>> respond,
        ISourceStream stream
    )
    {
        (_ready, _scope, _respond, _stream) = (ready, scope, respond, stream);
        _key = new ResponseKey(
            ready.Plan,
            JsonSerializer.Serialize<IReadOnlyDictionary<string, object?>>(ready.Request.Variables),
            scope.Principal
        );
    }

    /// <summary>Begins to follow what the operation asks for.</summary>
    /// <exception cref="RequestException">Its arguments cannot be used.</exception>
    public static async ValueTask<Subscription> OpenAsync(
        ReadyRequest ready,
        RequestScope scope,
        Func<ReadyRequest, RequestScope, Task<ReadOnlyMemory<byte>>> respond
    )
    {
        var field = ready.Plan.Root.Fields[0];
        try
        {
            var context = new FieldContext(scope, field.ReadArguments(ready.Prepared.Document, ready.Variables));
            await scope.LearnAsync(context.Names);
            return new Subscription(ready, scope, respond, ((EventResolver)field.Resolver!).Subscribe(context));
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
    /// <param name="after">The position after which to begin, whatever the arguments say.</param>
    /// <param name="tellsPassed">Whether empty responses say now and then how far the stream was followed in vain.</param>
    public async IAsyncEnumerable<Response> RunAsync(long? after, bool tellsPassed)
    {
        await foreach (var happened in _stream.FollowAsync(after, _scope.Cancellation))
            if (happened.Value is { } value)
                yield return new Response(happened.Position, await happened.RespondAsync(_key, () => _respond(_ready, _scope.For(value))));
            else if (tellsPassed)
                yield return new Response(happened.Position, default);
    }

    private static RequestException Refused(string message) => new(ErrorCode.InvalidArgument, message);

    /// <summary>What decides about a response to an event: subscribers who are equal in all of it get the same one.</summary>
    private sealed record ResponseKey(Plan Plan, string Variables, Principal Principal);
}
