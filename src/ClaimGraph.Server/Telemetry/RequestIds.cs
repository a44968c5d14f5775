using System.Buffers;

namespace ClaimGraph.Server.Telemetry;

/// <summary>Each request has an id that the client gets back in <c>X-Request-Id</c> and that stands beside every line of the log about it.</summary>
internal static class RequestIds
{
    private const string Header = "X-Request-Id";
    private const int Longest = 64;
    private static readonly SearchValues<char> Taken = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    public static void UseRequestIds(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ClaimGraph.Request");
        app.Use(async (context, next) =>
        {
            var id = IdOf(context.Request.Headers[Header]) ?? context.TraceIdentifier;
            context.TraceIdentifier = id;
            context.Response.Headers[Header] = id;
            using (log.BeginScope(new Dictionary<string, object> { ["RequestId"] = id })) await next(context);
        });
    }

    /// <summary>The id that the client, or a proxy before us, gave; null when there is none or it is not one that may stand in a log.</summary>
    private static string? IdOf(string? given) => given is { Length: > 0 and <= Longest } && !given.AsSpan().ContainsAnyExcept(Taken) ? given : null;
}
