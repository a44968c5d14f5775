using System.Runtime.CompilerServices;
using ClaimGraph.Access;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Documents;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Transport.Requests;
using ClaimGraph.Webhooks;

namespace ClaimGraph.GraphQL;

/// <summary>The subscriptions of webhooks, which this process follows for them with the rights of a reader.</summary>
internal sealed class WebhookEvents(Executor executor, Scopes scopes, RequestParser parser) : IWebhookEvents
{
    /// <summary>What a webhook is told that names no document.</summary>
    private const string Thin = """
        subscription webhook($filter: ChangeFilter) {
          changes(filter: $filter) { revision recordedAt principal reason changes { action nodeId node { __typename } } }
        }
        """;

    public async ValueTask CheckAsync(WebhookSettings settings, CancellationToken cancellation = default)
    {
        try
        {
            var scope = ScopeFor($"webhook:{settings.Name}", cancellation);
            var ready = await executor.PrepareAsync(RequestOf(settings), readOnly: false, scope);
            await executor.CheckSubscriptionAsync(ready, scope);
        }
        catch (RequestException refused)
        {
            throw new RefusedException([
                .. refused.Errors.Select(error => new Problem(
                    ProblemCode.InvalidFormat,
                    error.Locations is [var (line, column), ..] ? $"{error.Message} (line {line}, column {column})" : error.Message,
                    [settings.Document is null ? "filter" : "document"]
                )),
            ]);
        }
    }

    public async IAsyncEnumerable<WebhookEvent> FollowAsync(
        Webhook webhook,
        long after,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var scope = ScopeFor(webhook.Principal, cancellation);
        var ready = await executor.PrepareAsync(RequestOf(webhook.Settings), readOnly: false, scope);
        await foreach (var response in executor.StreamAsync(ready, scope, after, tellsPassed: true))
            yield return new WebhookEvent(response.Position!.Value, response.Json);
    }

    private RequestScope ScopeFor(string name, CancellationToken cancellation) =>
        scopes.For(new Principal(name, Role.Reader), null, cancellation);

    private GraphQLRequest RequestOf(WebhookSettings settings) =>
        settings.Document is { } document
            ? parser.Trusted(document, null, null)
            : parser.Trusted(Thin, null, settings.Filter is { } filter ? $$"""{"filter":{{filter}}}""" : null);
}
