using ClaimGraph.GraphQL.Engine.Cost;
using Microsoft.AspNetCore.Http;

namespace ClaimGraph.GraphQL.Transport.Http;

/// <summary>Tells clients what is left of their quota (RateLimit header fields for HTTP, draft-ietf-httpapi-ratelimit-headers): q and r are
/// cost points, w and t seconds.</summary>
internal static class RateLimitHeaders
{
    public static void Write(HttpResponse response, Quota quota)
    {
        if (quota.IsUnlimited)
            return;
        var remaining = quota.Remaining;
        response.Headers["RateLimit-Policy"] = string.Create(
            null,
            stackalloc char[64],
            $"\"cost\";q={quota.Capacity};w={quota.BurstSeconds}"
        );
        response.Headers["RateLimit"] = string.Create(
            null,
            stackalloc char[64],
            $"\"cost\";r={remaining};t={quota.SecondsUntilFull(remaining)}"
        );
    }
}
