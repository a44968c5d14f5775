using System.Diagnostics;
using ClaimGraph.GraphQL.Errors;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Telemetry;

/// <summary>One operation as operators see it: a span (OpenTelemetry semantic conventions for GraphQL servers), and its entry in the metrics. Free when nobody watches.</summary>
internal sealed class ObservedOperation : IDisposable
{
    private readonly Activity? _activity = ApiTelemetry.Source.StartActivity("GraphQL", ActivityKind.Internal);
    private readonly long _start = Stopwatch.GetTimestamp();
    private string _type = "unknown";
    private string? _name;
    private string _outcome = "OK";

    /// <summary>Null when nobody watches.</summary>
    public static ObservedOperation? Start() => ApiTelemetry.IsWatched ? new ObservedOperation() : null;

    public long? Cost { get; set; }

    public void Is(GraphQLOperationDefinition operation)
    {
        _type = operation.Operation switch { OperationType.Query => "query", OperationType.Mutation => "mutation", _ => "subscription" };
        _name = operation.Name?.StringValue;
        if (_activity is null) return;
        _activity.DisplayName = _name is null ? _type : $"{_type} {_name}";
        _activity.SetTag("graphql.operation.type", _type).SetTag("graphql.operation.name", _name);
    }

    public void Failed(ErrorCode code)
    {
        _outcome = code.Name;
        _activity?.SetStatus(ActivityStatusCode.Error, code.Name);
    }

    public void Dispose()
    {
        if (Cost is { } cost) _activity?.SetTag("claimgraph.cost", cost);
        _activity?.Dispose();
        ApiTelemetry.Ended(_type, _name, _outcome, Stopwatch.GetElapsedTime(_start), Cost);
    }
}
