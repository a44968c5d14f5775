using System.Net;
using System.Threading.RateLimiting;
using ClaimGraph.GraphQL.Engine.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.GraphQL.Transport.Limits;

/// <summary>Counts connections where the web server accepts them, and requests where it does not.</summary>
public static class ConnectionLimiting
{
    private const int MaxRefusing = 1_000;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly object IsCounted = new();

    /// <summary>
    /// Holds the clients of the web server to <see cref="ConnectionOptions"/>, from the first packet on. Without it,
    /// <see cref="ConnectionOptions.MaxPerAddress"/> holds for requests in progress, and the web server has limits of its own.
    /// </summary>
    /// <param name="isProxy">True for the address of a trusted proxy, whose connections count only for
    /// <see cref="ConnectionOptions.Max"/>; the requests that it passes on count for the addresses of their clients.</param>
    public static void LimitConnections(this KestrelServerOptions kestrel, ConnectionOptions options, Func<IPAddress, bool> isProxy)
    {
        var slowest = new MinDataRate(options.MinBytesPerSecond, Grace);
        (kestrel.Limits.MinRequestBodyDataRate, kestrel.Limits.MinResponseDataRate) = (slowest, slowest);
        if (options.Max > 0)
            kestrel.Limits.MaxConcurrentConnections = options.Max + MaxRefusing; // beyond that, there is not even a refusal
        kestrel.ConfigureEndpointDefaults(endpoint =>
        {
            var services = endpoint.ApplicationServices;
            var limits = services.GetRequiredService<ClientLimits>();
            var refusal = new ConnectionRefusal(services.GetRequiredService<TimeProvider>());
            endpoint.Use(next => connection => ServeAsync(connection, next, limits, refusal, isProxy));
        });
    }

    /// <summary>Counts requests whose connections were not counted for their clients.</summary>
    internal static void UseRequestLimits(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<ClientLimits>();
        app.Use(
            (context, next) =>
                context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(IsCounted) == true
                    ? next(context)
                    : ServeAsync(context, next, limits)
        );
    }

    private static async Task ServeAsync(
        ConnectionContext connection,
        ConnectionDelegate next,
        ClientLimits limits,
        ConnectionRefusal refusal,
        Func<IPAddress, bool> isProxy
    )
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        if (address?.IsIPv4MappedToIPv6 == true)
            address = address.MapToIPv4();
        RateLimitLease? all = null;
        RateLimitLease? own = null;
        try
        {
            all = limits.Enter();
            if (address is null || !isProxy(address))
            {
                own = limits.Connect(address);
                connection.Items[IsCounted] = true;
            }
        }
        catch (RequestException refused)
        {
            all?.Dispose();
            await refusal.SendAsync(connection, refused);
            return;
        }
        using (all)
        using (own)
            await next(connection);
    }

    private static async Task ServeAsync(HttpContext context, RequestDelegate next, ClientLimits limits)
    {
        RateLimitLease own;
        try
        {
            own = limits.Connect(context.Connection.RemoteIpAddress);
        }
        catch (RequestException refused)
        {
            await ConnectionRefusal.SendAsync(context.Response, refused);
            return;
        }
        using (own)
            await next(context);
    }
}
