namespace ClaimGraph.Server.Telemetry;

internal static class LogLines
{
    public static ILoggingBuilder AddLines(this ILoggingBuilder logging, LogFormat format) =>
        format == LogFormat.Json
            ? logging.AddJsonConsole(console =>
                (console.IncludeScopes, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "O")
            )
            : logging.AddSimpleConsole(console => (console.IncludeScopes, console.SingleLine) = (true, true));
}
