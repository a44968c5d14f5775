using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Benchmarks.Stores;

/// <summary>Keeps the flights that operations send, so that they can be sent again without anything being made of the rows.</summary>
internal sealed class Recording(IDriver cypher) : IDriver
{
    private List<Query[]>? _flights;

    /// <summary>Runs an operation many times, each with the same sequence of random numbers going on; the flights of each.</summary>
    public async Task<List<Query[]>[]> RecordAsync(Func<ValueTask<int>> run, int times)
    {
        var all = new List<Query[]>[times];
        for (var i = 0; i < times; i++)
        {
            _flights = [];
            await run();
            all[i] = _flights;
        }
        _flights = null;
        return all;
    }

    public static async ValueTask<int> SendAsync(IDriver cypher, List<Query[]> flights)
    {
        foreach (var flight in flights)
            await cypher.ReadAsync(flight);
        return flights.Count;
    }

    public ValueTask ReadAsync(IReadOnlyList<Query> flight, CancellationToken cancellation = default)
    {
        _flights?.Add([.. flight.Select(q => q with { OnRow = static _ => { } })]);
        return cypher.ReadAsync(flight, cancellation);
    }

    public ValueTask<T> WriteAsync<T>(
        Func<ITransaction, ValueTask<T>> work,
        TimeSpan waited = default,
        CancellationToken cancellation = default
    ) => cypher.WriteAsync(work, waited, cancellation);

    public ValueTask DisposeAsync() => cypher.DisposeAsync();
}
