using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.GraphQL;
using ClaimGraph.History;
using ClaimGraph.Server.Webhooks;
using ClaimGraph.Sqlite;

namespace ClaimGraph.Server.Cli;

/// <summary>The API over a store, without a server. Who can open the store may do everything.</summary>
/// <param name="principal">In whose name the ledger says that it was done.</param>
internal sealed class LocalApi(Stores stores, ServerOptions options, string principal)
{
    public async Task<JsonElement> RunAsync(string document, JsonObject? variables, CancellationToken cancellation)
    {
        await using var store = await stores.OpenExistingAsync(options);
        options.GraphQL.CostPerSecond = 0;
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(stores.Clock)
            .AddSingleton(store)
            .AddSingleton(stores.Ids)
            .AddSingleton(stores.KeysOf(store))
            .AddSingleton(_ => new PastGraphs(store, new TemporaryStores(stores.Clock), options.History, stores.Clock))
            .AddClaimGraphApi(options.GraphQL)
            .AddWebhooks(options.Webhooks)
            .BuildServiceProvider();
        var result = await services
            .GetRequiredService<IGraphQLExecutor>()
            .ExecuteAsync(document, variables, ApiClaims.User(principal, Role.Admin, "cli"), cancellation: cancellation);
        return JsonElement.Parse(result.Json.Span);
    }
}
