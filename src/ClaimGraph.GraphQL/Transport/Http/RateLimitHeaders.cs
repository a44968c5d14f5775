using ClaimGraph.GraphQL.Engine.Cost;
using Microsoft.AspNetCore.Http;

namespace ClaimGraph.GraphQL.Transport.Http;

/// <summary>Tells clients what they may still ask (RateLimit header fields for HTTP, draft-ietf-httpapi-ratelimit-headers): q and r are
/// cost points, w and t seconds.</summary>
internal static class RateLimitHeaders
{
    public static void Write(HttpResponse response, Allowance allowance)
    {
        if (allowance.IsUnlimited)
            return;
        var remaining = allowance.Remaining;
        response.Headers["RateLimit-Policy"] = string.Create(
            null,
            stackalloc char[64],
            $"\"cost\";q={allowance.Capacity};w={allowance.BurstSeconds}"
        );
        response.Headers["RateLimit"] = string.Create(
            null,
            stackalloc char[64],
            $"\"cost\";r={remaining};t={allowance.SecondsUntilFull(remaining)}"
        );
    }
}
