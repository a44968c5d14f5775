using System.Net;
using System.Threading.RateLimiting;
using ClaimGraph.GraphQL.Engine.Access;

namespace ClaimGraph.GraphQL.Engine.Cost;

/// <summary>
/// The quotas of all callers: a token bucket for each principal, and for each address that sends requests without credentials. Buckets
/// that are full again are forgotten.
/// </summary>
internal sealed class Quotas(GraphQLOptions options) : IAsyncDisposable
{
    private const int PeriodsPerSecond = 10;

    private readonly PartitionedRateLimiter<Caller> _buckets = PartitionedRateLimiter.Create<Caller, Caller>(caller =>
        RateLimitPartition.GetTokenBucketLimiter(caller, c => Bucket(c, options))
    );

    public Quota Of(Principal principal, IPAddress? address)
    {
        var caller = principal.IsAnonymous ? new Caller(null, ClientNetwork.Of(address)) : new Caller(principal.Name, null);
        return new Quota(_buckets, caller, Rate(caller, options), options.BurstSeconds);
    }

    public ValueTask DisposeAsync() => _buckets.DisposeAsync();

    private static TokenBucketRateLimiterOptions Bucket(Caller caller, GraphQLOptions options)
    {
        var rate = Rate(caller, options);
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = rate * options.BurstSeconds,
            TokensPerPeriod = rate / PeriodsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1) / PeriodsPerSecond,
            QueueLimit = 0,
        };
    }

    private static int Rate(Caller caller, GraphQLOptions options) =>
        caller.Principal is null ? options.AnonymousCostPerSecond : options.CostPerSecond;
}

/// <summary>The owner of a bucket: a principal or an address.</summary>
internal readonly record struct Caller(string? Principal, IPAddress? Address);
