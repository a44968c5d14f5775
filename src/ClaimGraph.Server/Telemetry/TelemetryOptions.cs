namespace ClaimGraph.Server.Telemetry;

/// <summary>What operators are told, and where.</summary>
public sealed class TelemetryOptions
{
    /// <summary>
    /// Where traces and metrics are sent by OTLP: the address of a collector, like <c>http://localhost:4317</c>. Headers, for a token, come from the standard
    /// variable <c>OTEL_EXPORTER_OTLP_HEADERS</c>, the name of the service from <c>OTEL_SERVICE_NAME</c>.
    /// </summary>
    /// <value>Default: none, nothing is sent.</value>
    public string? Otlp { get; set; }

    /// <summary>How it is sent.</summary>
    /// <value>Default: <see cref="OtlpProtocol.Grpc"/>.</value>
    public OtlpProtocol OtlpProtocol { get; set; }

    /// <summary>Whether metrics can be read at <c>/metrics</c>, in the format of Prometheus, by whoever reaches the server.</summary>
    /// <value>Default: false.</value>
    public bool Metrics { get; set; }

    /// <summary>How lines of the log are written.</summary>
    /// <value>Default: <see cref="LogFormat.Text"/>.</value>
    public LogFormat LogFormat { get; set; }

    internal bool IsOn => Metrics || Otlp is not null;

    /// <exception cref="ClaimGraphException">A value is not what its key takes; the message names the key.</exception>
    internal void Validate()
    {
        if (Otlp is not null && !(Uri.TryCreate(Otlp, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            throw new ClaimGraphException($"Telemetry:Otlp: '{Otlp}' is not the http or https address of a collector, like http://localhost:4317.");
    }
}

/// <summary>How OTLP is spoken.</summary>
public enum OtlpProtocol
{
    /// <summary>gRPC; collectors listen on port 4317 as a rule.</summary>
    Grpc,

    /// <summary>Protocol buffers over HTTP: to <c>/v1/traces</c> and <c>/v1/metrics</c>; collectors listen on port 4318 as a rule.</summary>
    Http,
}

/// <summary>How a line of the log is written.</summary>
public enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON object a line, with the request's id among its scopes.</summary>
    Json,
}
