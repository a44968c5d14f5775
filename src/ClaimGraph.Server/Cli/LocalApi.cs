using System.Security.Claims;
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
    /// <summary>For whom everything is done.</summary>
    public ClaimsPrincipal User => ApiClaims.User(principal, Role.Admin, "cli");

    public async Task<JsonElement> RunAsync(string document, JsonObject? variables, CancellationToken cancellation)
    {
        await using var store = await stores.OpenExistingAsync(options);
        await using var services = ServicesOver(store);
        var result = await services
            .GetRequiredService<IGraphQLExecutor>()
            .ExecuteAsync(document, variables, User, cancellation: cancellation);
        return JsonElement.Parse(result.Json.Span);
    }

    /// <summary>The services of the API over a store that is open.</summary>
    public ServiceProvider ServicesOver(IClaimStore store)
    {
        options.GraphQL.CostPerSecond = 0;
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(stores.Clock)
            .AddSingleton(store)
            .AddSingleton(stores.Ids)
            .AddSingleton(stores.KeysOf(store))
            .AddSingleton(_ => new PastGraphs(store, new TemporaryStores(stores.Clock), options.History, stores.Clock))
            .AddClaimGraphApi(options.GraphQL)
            .AddWebhooks(options.Webhooks)
            .BuildServiceProvider();
    }
}
