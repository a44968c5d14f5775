using System.ComponentModel.DataAnnotations;
using ClaimGraph.Settings;
using Microsoft.Extensions.Options;

namespace ClaimGraph.Server.Telemetry;

/// <summary>Which metrics, traces and logs the server gives, and where they go.</summary>
public sealed class TelemetryOptions : IValidatableObject
{
    /// <summary>
    /// The OTLP collector that receives traces and metrics, like <c>http://localhost:4317</c>. Headers, for a token, come from the standard
    /// variable <c>OTEL_EXPORTER_OTLP_HEADERS</c>, the name of the service from <c>OTEL_SERVICE_NAME</c>.
    /// </summary>
    /// <value>Default: none; nothing is sent.</value>
    public string? Otlp { get; set; }

    /// <summary>The transport of OTLP.</summary>
    /// <value>Default: <see cref="OtlpProtocol.Grpc"/>.</value>
    [Defined]
    public OtlpProtocol OtlpProtocol { get; set; }

    /// <summary>Whether <c>/metrics</c> serves metrics in the Prometheus format, to anyone who can reach the server.</summary>
    /// <value>Default: false.</value>
    public bool Metrics { get; set; }

    /// <summary>The format of log lines.</summary>
    /// <value>Default: <see cref="LogFormat.Text"/>.</value>
    [Defined]
    public LogFormat LogFormat { get; set; }

    internal bool IsOn => Metrics || Otlp is not null;

    /// <inheritdoc/>
    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (Otlp is not null && !(Uri.TryCreate(Otlp, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            yield return validationContext.Problem(
                nameof(Otlp),
                $"'{Otlp}' is not valid; use the http or https address of a collector, like http://localhost:4317."
            );
        }
    }
}

/// <summary>Checks the values of <see cref="TelemetryOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>;

/// <summary>The transport of OTLP.</summary>
public enum OtlpProtocol
{
    /// <summary>gRPC; collectors usually listen on port 4317.</summary>
    Grpc,

    /// <summary>Protocol Buffers over HTTP, to <c>/v1/traces</c> and <c>/v1/metrics</c>; collectors usually listen on port 4318.</summary>
    Http,
}

/// <summary>The format of log lines.</summary>
public enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON object per line, with the request ID among its scopes.</summary>
    Json,
}
