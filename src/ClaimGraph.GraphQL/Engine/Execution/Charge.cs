using System.Globalization;
using System.Text.Json;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;

namespace ClaimGraph.GraphQL.Engine.Execution;

/// <summary>What an operation costs, known before anything runs and taken from the sender's quota.</summary>
internal sealed class Charge
{
    private readonly RequestScope _scope;
    private readonly long _cost;
    private long? _remaining; // fills up again while a response is written, which must have the length that was measured

    private Charge(RequestScope scope, long cost) => (_scope, _cost) = (scope, cost);

    /// <exception cref="RequestException">The operation costs more than the server allows, or than the sender has left.</exception>
    public static Charge Take(OperationRun run, RequestScope scope)
    {
        var cost = run.Cost();
        if (scope.Observed is { } observed)
            observed.Cost = cost;
        var most = scope.Options.MaxCost;
        if (cost > most)
            throw new RequestException(
                ErrorCode.CostTooHigh,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The operation costs {cost:N0} points and may cost {most:N0}: "
                        + $"ask for smaller pages (first, last) or for fewer lists within lists."
                )
            );
        scope.Quota?.Take(cost);
        return new Charge(scope, cost);
    }

    /// <summary>Writes the extensions entry of the response.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("extensions"u8);
        json.WriteStartObject("cost"u8);
        json.WriteNumber("used"u8, _cost);
        json.WriteNumber("limit"u8, _scope.Options.MaxCost);
        if (_scope.Quota is { IsUnlimited: false } quota)
            json.WriteNumber("remaining"u8, _remaining ??= quota.Remaining);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
