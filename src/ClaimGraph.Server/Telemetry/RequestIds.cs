using System.Buffers;

namespace ClaimGraph.Server.Telemetry;

/// <summary>Gives each request an ID, for the response (<c>X-Request-Id</c>) and for every log line about the request.</summary>
internal static class RequestIds
{
    private const string Header = "X-Request-Id";
    private const int MaxLength = 64;
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:"
    );

    public static void UseRequestIds(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ClaimGraph.Request");
        app.Use(
            async (context, next) =>
            {
                var id = IdOf(context.Request.Headers[Header]) ?? context.TraceIdentifier;
                context.TraceIdentifier = id;
                context.Response.Headers[Header] = id;
                using (log.BeginScope("request {RequestId}", id))
                    await next(context);
            }
        );
    }

    /// <summary>The ID that the client or a proxy sent; null when there is none or it may not go into a log.</summary>
    private static string? IdOf(string? given) =>
        given is { Length: > 0 and <= MaxLength } && !given.AsSpan().ContainsAnyExcept(Allowed) ? given : null;
}
