using ClaimGraph.GraphQL.Engine.Telemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ClaimGraph.Server.Telemetry;

/// <summary>Sends metrics and traces of the API, the store, the web server and the runtime where the options say.</summary>
internal static class TelemetrySetup
{
    private const string WebServer = "Microsoft.AspNetCore";
    private static readonly string Version = typeof(TelemetrySetup).Assembly.GetName().Version!.ToString(3);

    public static void AddTelemetry(this IServiceCollection services, TelemetryOptions options)
    {
        if (!options.IsOn)
            return;
        var telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("claimgraph", serviceVersion: Version).AddEnvironmentVariableDetector())
            .WithMetrics(metrics =>
            {
                metrics
                    .AddMeter(ApiTelemetry.Name, ObservedStore.Name, OutboundTelemetry.Name, ImportTelemetry.Name)
                    .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime");
                if (options.Metrics)
                    metrics.AddPrometheusExporter();
                if (options.Otlp is not null)
                    metrics.AddOtlpExporter(exporter => Configure(exporter, options, "v1/metrics"));
            });
        // The web server's own spans continue the trace. The instrumentation package would add addresses and user agents to them.
        if (options.Otlp is not null)
            telemetry.WithTracing(traces =>
                traces
                    .AddSource(WebServer, ApiTelemetry.Name, ObservedStore.Name)
                    .AddOtlpExporter(exporter => Configure(exporter, options, "v1/traces"))
            );
    }

    /// <summary>The store with metrics and traces of its calls, if they are on.</summary>
    public static IClaimStore Observed(this IClaimStore store, TelemetryOptions options, TimeProvider clock) =>
        options.IsOn ? new ObservedStore(store, clock) : store;

    public static void MapMetrics(this IEndpointRouteBuilder endpoints, TelemetryOptions options)
    {
        if (options.Metrics)
            endpoints.MapPrometheusScrapingEndpoint("/metrics");
    }

    private static void Configure(OtlpExporterOptions exporter, TelemetryOptions options, string path)
    {
        var isHttp = options.OtlpProtocol == OtlpProtocol.Http;
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = isHttp ? new Uri(new Uri(options.Otlp!.TrimEnd('/') + "/"), path) : new Uri(options.Otlp!);
    }
}
