using ClaimGraph.GraphQL.Engine.Documents;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Telemetry;
using GraphQL.Types;
using Microsoft.Extensions.Logging;

namespace ClaimGraph.GraphQL.Engine.Execution;

/// <summary>One of the responses to a request.</summary>
/// <param name="Position">That of the event that it describes, in its stream; null for queries and mutations.</param>
/// <param name="Json">The response, without line breaks.</param>
internal readonly record struct Response(long? Position, ReadOnlyMemory<byte> Json);

/// <summary>From a request to its response: prepares, charges, runs.</summary>
internal sealed class Executor(ISchema schema, GraphQLOptions options, ILogger<Executor> log)
{
    private readonly Preparation _preparation = new(schema, options);
    private readonly OperationNames _names = new();

    /// <inheritdoc cref="Preparation.PrepareAsync"/>
    public ValueTask<ReadyRequest> PrepareAsync(GraphQLRequest request, bool readOnly, RequestScope scope) =>
        TimeLimit.WithinAsync(
            scope,
            (_preparation, request, readOnly),
            static (scope, call) => call._preparation.PrepareAsync(call.request, call.readOnly, scope)
        );

    /// <inheritdoc cref="Preparation.DescribeAsync"/>
    public ValueTask<OperationDescription> DescribeAsync(string document, CancellationToken cancellation) =>
        _preparation.DescribeAsync(document, cancellation);

    /// <summary>Runs a query or mutation up to the point where only writing is left.</summary>
    /// <exception cref="RequestException">There is no data at all.</exception>
    public async ValueTask<Answer> RunAsync(GraphQLRequest request, bool readOnly, RequestScope scope)
    {
        using var observed = scope.Observed = ObservedOperation.Start(log, scope.Clock, _names);
        return await TimeLimit.WithinAsync(
            scope,
            (_preparation, request, readOnly),
            static async (scope, call) =>
            {
                var ready = await call._preparation.PrepareAsync(call.request, call.readOnly, scope);
                if (ready.Plan.IsSubscription)
                    throw new RequestException(
                        ErrorCode.NotAcceptable,
                        "Send a subscription over WebSocket (graphql-transport-ws), or with 'Accept: text/event-stream'."
                    );
                return await AnswerAsync(ready, scope);
            }
        );
    }

    /// <summary>Runs any operation: one response to a query or mutation, one to each event of a subscription, which is charged once, when
    /// it begins.</summary>
    /// <param name="after">The position after which a subscription begins, whatever its argument says.</param>
    /// <param name="tellsPassed">Whether empty responses say now and then how far a subscription was followed in vain.</param>
    /// <exception cref="RequestException">There is no data at all.</exception>
    public async IAsyncEnumerable<Response> StreamAsync(
        ReadyRequest ready,
        RequestScope scope,
        long? after = null,
        bool tellsPassed = false
    )
    {
        if (!ready.Plan.IsSubscription)
        {
            yield return new Response(null, await RespondAsync(ready, scope));
            yield break;
        }
        var subscription = await Subscription.OpenAsync(ready, scope, RespondAsync);
        Charge.Take(ready.Run(scope), scope);
        using var counted = ApiTelemetry.CountSubscriber();
        await foreach (var response in subscription.RunAsync(after, tellsPassed))
            yield return response;
    }

    /// <summary>Checks the arguments of a subscription.</summary>
    /// <exception cref="RequestException">They cannot be used, or the operation is another one.</exception>
    public async ValueTask CheckSubscriptionAsync(ReadyRequest ready, RequestScope scope)
    {
        if (!ready.Plan.IsSubscription)
            throw new RequestException(ErrorCode.InvalidArgument, "This is not a subscription; write: subscription { … }.");
        await Subscription.OpenAsync(ready, scope, RespondAsync);
    }

    private async Task<ReadOnlyMemory<byte>> RespondAsync(ReadyRequest ready, RequestScope scope)
    {
        using var observed = scope.Observed = ObservedOperation.Start(log, scope.Clock, _names);
        observed?.Is(ready.Operation.Definition, ready.NamedBy);
        var answer = await TimeLimit.WithinAsync(scope, ready, static (scope, ready) => AnswerAsync(ready, scope));
        var buffer = ResponseBuffer.Rent();
        try
        {
            await answer.WriteAsync(buffer);
            return buffer.Bytes.ToArray();
        }
        finally
        {
            ResponseBuffer.Return(buffer);
        }
    }

    private static async ValueTask<Answer> AnswerAsync(ReadyRequest ready, RequestScope scope)
    {
        var run = ready.Run(scope);
        var charge = scope.Event is null ? Charge.Take(run, scope) : null;
        await run.ExecuteAsync();
        if (run.Errors is { } errors)
            scope.Observed?.Failed(errors[0].Code);
        return new Answer(run, charge, scope);
    }
}
