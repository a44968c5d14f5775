using System.Diagnostics;
using ClaimGraph.GraphQL.Engine.Errors;
using GraphQLParser.AST;
using Microsoft.Extensions.Logging;

namespace ClaimGraph.GraphQL.Engine.Telemetry;

/// <summary>One operation as operators see it: a span (OpenTelemetry semantic conventions for GraphQL servers), its entry in the metrics,
/// and a line of the log. Costs nothing if none of them is on.</summary>
internal sealed partial class ObservedOperation(ILogger log, TimeProvider clock, OperationNames names) : IDisposable
{
    private readonly Activity? _activity = ApiTelemetry.Source.StartActivity("GraphQL", ActivityKind.Internal);
    private readonly long _start = clock.GetTimestamp();
    private string _type = "unknown";
    private string? _name;
    private string _shownName = "";
    private string _outcome = "OK";

    /// <summary>Null if nobody watches.</summary>
    public static ObservedOperation? Start(ILogger log, TimeProvider clock, OperationNames names) =>
        ApiTelemetry.IsWatched || log.IsEnabled(LogLevel.Information) ? new ObservedOperation(log, clock, names) : null;

    public long? Cost { get; set; }

    /// <summary>Says which operation it is, once that is known.</summary>
    public void Is(GraphQLOperationDefinition operation, NamedBy by)
    {
        _type = operation.Operation switch
        {
            OperationType.Query => "query",
            OperationType.Mutation => "mutation",
            _ => "subscription",
        };
        _name = operation.Name?.StringValue;
        _shownName = names.Of(_name, by, clock);
        if (_activity is null)
            return;
        _activity.DisplayName = _name is null ? _type : $"{_type} {_name}";
        _activity.SetTag("graphql.operation.type", _type).SetTag("graphql.operation.name", _name);
    }

    public void Failed(ErrorCode code)
    {
        _outcome = code.Name;
        _activity?.SetStatus(ActivityStatusCode.Error, code.Name);
    }

    public void Failed(Exception exception)
    {
        if (exception is OperationCanceledException)
            _outcome = "CANCELLED";
        else
            Failed(
                exception is RequestException failure ? failure.Errors[0].Code
                : exception is StoreUnavailableException ? ErrorCode.StoreUnavailable
                : ErrorCode.Internal
            );
    }

    public void Dispose()
    {
        if (Cost is { } cost)
            _activity?.SetTag("claimgraph.cost", cost);
        _activity?.Dispose();
        var taken = clock.GetElapsedTime(_start);
        ApiTelemetry.Ended(_type, _shownName, _outcome, taken, Cost);
        LogEnd(_type, _name ?? "(no name)", _outcome, taken.TotalMilliseconds, Cost);
    }

    [LoggerMessage(LogLevel.Information, "{Type} {Name}: {Outcome} after {Milliseconds:0.0} ms, cost {Cost}")]
    private partial void LogEnd(string type, string name, string outcome, double milliseconds, long? cost);
}
