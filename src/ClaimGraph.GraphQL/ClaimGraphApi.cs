using System.Security.Cryptography;
using System.Text;
using ClaimGraph.Access;
using ClaimGraph.GraphQL.Api;
using ClaimGraph.GraphQL.Api.Feed;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Cost;
using ClaimGraph.GraphQL.Engine.Documents;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.GraphQL.Transport;
using ClaimGraph.GraphQL.Transport.Authentication;
using ClaimGraph.GraphQL.Transport.EventStreams;
using ClaimGraph.GraphQL.Transport.Http;
using ClaimGraph.GraphQL.Transport.Limits;
using ClaimGraph.GraphQL.Transport.Requests;
using ClaimGraph.GraphQL.Transport.Sockets;
using ClaimGraph.Webhooks;
using GraphQLParser.AST;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace ClaimGraph.GraphQL;

/// <summary>Puts the GraphQL API into a web application.</summary>
public static class ClaimGraphApi
{
    /// <summary>
    /// Adds what the API needs, and an <see cref="IGraphQLExecutor"/>. The application provides the <see cref="IClaimStore"/>; an
    /// <see cref="IdSource"/>, a <see cref="TimeProvider"/> and a <see cref="KeyRing"/> over the keys of the store are added unless there
    /// are some. Authentication schemes for keys are added, too; <see cref="ApiAuthenticationOptions"/> says how others hook on.
    /// </summary>
    public static IServiceCollection AddClaimGraphApi(this IServiceCollection services, Action<GraphQLOptions>? configure = null)
    {
        var options = new GraphQLOptions();
        configure?.Invoke(options);
        return services.AddClaimGraphApi(options);
    }

    /// <inheritdoc cref="AddClaimGraphApi(IServiceCollection, Action{GraphQLOptions})"/>
    public static IServiceCollection AddClaimGraphApi(this IServiceCollection services, GraphQLOptions options)
    {
        options.Validate();
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
#pragma warning disable RS0030 // The composition names the source of randomness.
        services.TryAddSingleton(provider => new IdSource(provider.GetRequiredService<TimeProvider>(), Random.Shared));
#pragma warning restore RS0030
        services.TryAddSingleton(provider => new KeyRing(
            provider.GetRequiredService<IClaimStore>().Keys,
            provider.GetRequiredService<TimeProvider>(),
            RandomNumberGenerator.Create()
        ));
        Schemes.Add(services);
        services.AddSingleton<Principals>().AddSingleton<Authenticator>();
        services.AddSingleton<ClaimGraphSchema>().AddSingleton<Scopes, ApiScopes>().AddSingleton<LedgerFeed>().AddSingleton<Quotas>();
        services.AddSingleton(provider => new Executor(
            provider.GetRequiredService<ClaimGraphSchema>(),
            options,
            provider.GetRequiredService<ILogger<Executor>>()
        ));
        services
            .AddSingleton<RequestParser>()
            .AddSingleton<RequestReader>()
            .AddSingleton<Origins>()
            .AddSingleton<HttpScopes>()
            .AddSingleton<HttpResponses>()
            .AddSingleton<ErrorResponses>()
            .AddSingleton<ClientLimits>()
            .AddSingleton<Gate>();
        services
            .AddSingleton<IGraphQLExecutor, GraphQLExecutor>()
            .AddSingleton<IWebhookEvents, WebhookEvents>()
            .AddSingleton<IRecordLists, RecordLists>();
        services.AddSingleton<SocketEndpoint>().AddSingleton<EventStreamEndpoint>().AddSingleton<GraphQLEndpoint>();
        return services.AddCors().AddResponseCompression().AddRequestDecompression();
    }

    /// <summary>
    /// Serves the API at <paramref name="pattern"/>: GraphQL over HTTP by GET and POST, over server-sent events, and over WebSocket. Call
    /// <c>UseAuthentication</c> before it when users can sign in by other means than the Authorization header.
    /// </summary>
    public static IEndpointConventionBuilder MapClaimGraphApi(this IEndpointRouteBuilder endpoints, string pattern = "/graphql")
    {
        var services = endpoints.ServiceProvider;
        var api = endpoints.CreateApplicationBuilder();
        // The protocol has pings of its own, which pass through proxies and tell of a dead client.
        api.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        api.UseAllowedOrigins();
        api.UseRequestLimits();
        api.UseBodyDecompression();
        api.Run(services.GetRequiredService<GraphQLEndpoint>().HandleAsync);
        return endpoints.Map(pattern, api.Build());
    }

    /// <summary>
    /// For endpoints that ask the API on behalf of their caller (<see cref="IGraphQLExecutor"/>): lets those requests through that the
    /// endpoint of GraphQL would take, and refuses the others as it does. <c>HttpContext.User</c> is the sender.
    /// </summary>
    public static IApplicationBuilder UseClaimGraphGate(this IApplicationBuilder app)
    {
        app.UseAllowedOrigins();
        app.UseRequestLimits();
        var gate = app.ApplicationServices.GetRequiredService<Gate>();
        return app.Use(gate.PassAsync);
    }

    /// <summary>
    /// For endpoints that check credentials themselves: charges the sender of wrong ones as the API does, so that guessing has its price
    /// everywhere.
    /// </summary>
    /// <exception cref="RequestException">The sender has nothing left to pay with.</exception>
    public static void ChargeWrongCredentials(this HttpContext context) =>
        context.RequestServices.GetRequiredService<Scopes>().ChargeWrongCredentials(context.Connection.RemoteIpAddress);

    private static void UseAllowedOrigins(this IApplicationBuilder app)
    {
        var origins = app.ApplicationServices.GetRequiredService<Origins>();
        // First, as CORS answers every preflight.
        app.Use((context, next) => origins.LetReadRefusal(context) ? Task.CompletedTask : next(context));
        if (origins.Allowed.Count > 0)
            app.UseCors(cors => Allow(cors, [.. origins.Allowed]));
    }

    private static void Allow(CorsPolicyBuilder cors, string[] origins) =>
        cors.WithOrigins(origins)
            .WithMethods("GET", "POST")
            .AllowAnyHeader()
            .WithExposedHeaders("Retry-After", "WWW-Authenticate", "RateLimit", "RateLimit-Policy", "X-Request-Id")
            .SetPreflightMaxAge(TimeSpan.FromHours(1));

    /// <summary>Whether a document has a mutation.</summary>
    /// <exception cref="RequestException">The text is not a GraphQL document.</exception>
    public static bool HasMutation(string document) =>
        new DocumentText(new GraphQLOptions())
            .Parse(Encoding.UTF8.GetBytes(document))
            .Definitions.OfType<GraphQLOperationDefinition>()
            .Any(o => o.Operation == OperationType.Mutation);

    /// <summary>The schema of the API in the schema definition language, with descriptions.</summary>
    public static string PrintSchema() => new ClaimGraphSchema().Sdl();
}
