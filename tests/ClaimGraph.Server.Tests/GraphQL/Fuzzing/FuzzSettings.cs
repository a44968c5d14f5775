using System.Globalization;

namespace ClaimGraph.Server.Tests.GraphQL.Fuzzing;

/// <summary>
/// How much is tried at random: <c>CLAIMGRAPH_FUZZ_REQUESTS</c> says how many requests, <c>CLAIMGRAPH_FUZZ_SEED</c> the seed of the first;
/// each further one has the next seed.
/// </summary>
internal static class FuzzSettings
{
    public static IEnumerable<int> Seeds => Enumerable.Range(Setting("CLAIMGRAPH_FUZZ_SEED", 1), Setting("CLAIMGRAPH_FUZZ_REQUESTS", 300));

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
