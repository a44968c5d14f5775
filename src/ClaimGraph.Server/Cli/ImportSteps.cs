using System.Globalization;
using ClaimGraph.Import;

namespace ClaimGraph.Server.Cli;

/// <summary>How far an import is, for people: with its rate and the time that is left at that rate.</summary>
internal sealed class ImportSteps(TimeProvider clock)
{
    private (bool IsReading, long Done, long At)? _begin;

    public Step Of(ImportProgress p)
    {
        var text =
            p.Kind is not { } kind ? $"reading {p.Done / 1e6:N0} of {p.Total / 1e6:N0} MB"
            : p.Total > 0 ? $"{Print.Word(kind)} {p.Done:N0} of {p.Total:N0}"
            : $"{p.Done:N0} {Print.Word(kind)}s";
        var errors = p.Errors > 0 ? $", {p.Errors:N0} errors" : "";
        return new(text + Pace(p) + errors, p.Done, p.Total);
    }

    private string Pace(ImportProgress p)
    {
        if (_begin is not { } begin || begin.IsReading != p.Kind is null)
        {
            _begin = (p.Kind is null, p.Done, clock.GetTimestamp());
            return "";
        }
        var seconds = clock.GetElapsedTime(begin.At).TotalSeconds;
        if (seconds < 1 || p.Done <= begin.Done)
            return "";
        var rate = (p.Done - begin.Done) / seconds;
        var pace = p.Kind is null ? $", {rate / 1e6:N0} MB/s" : $", {rate:N0}/s";
        return p.Total > 0
            ? pace + TimeSpan.FromSeconds((p.Total - p.Done) / rate).ToString(@"', 'h\:mm\:ss' left'", CultureInfo.InvariantCulture)
            : pace;
    }
}
