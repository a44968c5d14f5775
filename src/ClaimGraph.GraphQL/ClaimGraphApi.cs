using ClaimGraph.GraphQL.Access;
using ClaimGraph.GraphQL.Cost;
using ClaimGraph.GraphQL.Schema;
using ClaimGraph.GraphQL.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClaimGraph.GraphQL;

/// <summary>Puts the GraphQL API into a web application.</summary>
public static class ClaimGraphApi
{
    /// <summary>
    /// Adds what the API needs. The application provides the <see cref="IClaimStore"/>; an <see cref="IdSource"/>, a <see cref="TimeProvider"/> and an
    /// <see cref="IAuthentication"/>, to which everybody is anonymous, are provided unless there are some.
    /// </summary>
    public static IServiceCollection AddClaimGraphApi(this IServiceCollection services, Action<GraphQLOptions>? configure = null)
    {
        var options = new GraphQLOptions();
        configure?.Invoke(options);
        options.Validate();
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new IdSource(provider.GetRequiredService<TimeProvider>(), Random.Shared));
        services.TryAddSingleton<IAuthentication, NoAuthentication>();
        services.AddSingleton<ClaimGraphSchema>();
        services.AddSingleton<Allowances>();
        services.AddSingleton<GraphQLEndpoint>();
        return services;
    }

    /// <summary>Serves the API at <paramref name="pattern"/>: GraphQL over HTTP by GET and POST.</summary>
    public static IEndpointConventionBuilder MapClaimGraphApi(this IEndpointRouteBuilder endpoints, string pattern = "/graphql")
    {
        var endpoint = endpoints.ServiceProvider.GetRequiredService<GraphQLEndpoint>();
        return endpoints.Map(pattern, (RequestDelegate)endpoint.HandleAsync);
    }

    /// <summary>The schema of the API in the schema definition language, with descriptions.</summary>
    public static string PrintSchema() => new ClaimGraphSchema().Sdl();
}
