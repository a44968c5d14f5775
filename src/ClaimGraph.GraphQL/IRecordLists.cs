using System.Net;
using System.Security.Claims;
using System.Text.Json.Nodes;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.Queries;

namespace ClaimGraph.GraphQL;

/// <summary>
/// Opens lists of the API for what reads them as a whole, such as an export: with the rights, the filter, the moment and the price that the
/// query of the list has. Get it from the services of the application. Safe for many threads.
/// </summary>
public interface IRecordLists
{
    /// <summary>Opens the list of a kind. It is charged as a query of its first page.</summary>
    /// <param name="filter">The filter as a variable of a query has it; null for none.</param>
    /// <param name="asOf">The moment as a variable of a query has it; null for now.</param>
    /// <param name="principal">For whom it is read.</param>
    /// <param name="address">From where an anonymous principal asks.</param>
    /// <param name="cancellation">Set when nobody waits for it any more.</param>
    /// <exception cref="RequestException">The filter is wrong, the principal may not read the list, or has nothing left to pay
    /// with.</exception>
    ValueTask<RecordList> OpenAsync(
        NodeKind kind,
        JsonObject? filter,
        JsonObject? asOf,
        ClaimsPrincipal principal,
        IPAddress? address = null,
        CancellationToken cancellation = default
    );
}

/// <summary>A list that can be read.</summary>
public sealed class RecordList : IAsyncDisposable
{
    private readonly Func<int, CancellationToken, ValueTask> _pay;
    private readonly IDisposable? _past;

    internal RecordList(NodeKind kind, IClaimStore store, Filter filter, Func<int, CancellationToken, ValueTask> pay, IDisposable? past) =>
        (Kind, Store, Filter, _pay, _past) = (kind, store, filter, pay, past);

    public NodeKind Kind { get; }

    /// <summary>The graph of the moment that was asked for.</summary>
    public IClaimStore Store { get; }

    /// <summary>What its records pass.</summary>
    public Filter Filter { get; }

    /// <summary>Pays for records that are read, and waits while there is nothing left to pay with: a long list is read no faster than by
    /// queries.</summary>
    public ValueTask PayAsync(int records, CancellationToken cancellation) => _pay(records, cancellation);

    public ValueTask DisposeAsync()
    {
        _past?.Dispose();
        return default;
    }
}
