using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ClaimGraph.GraphQL.Transport.Http;

/// <summary>The media types of GraphQL over HTTP, and which of them a request means.</summary>
internal static class MediaTypes
{
    public const string GraphQLResponse = "application/graphql-response+json; charset=utf-8";
    public const string Json = "application/json; charset=utf-8";
    public const string EventStream = "text/event-stream";

    /// <summary>
    /// The media type of the response: the one that the client prefers. With equal preference it is the one of GraphQL; an event stream
    /// only if the client names it; null if the client accepts none of the three.
    /// </summary>
    public static string? ForResponse(StringValues accept)
    {
        if (accept.Count == 0 || accept is [{ Length: 0 } or "*/*" or "application/graphql-response+json"])
            return GraphQLResponse;
        if (accept is ["application/json"])
            return Json;
        if (accept is [EventStream])
            return EventStream;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var wanted))
            return null;
        var (graphql, json) = (Quality(wanted, "application/graphql-response+json"), Quality(wanted, "application/json"));
        var events = wanted.FirstOrDefault(w => w.MediaType.Equals(EventStream, StringComparison.OrdinalIgnoreCase)) is { } named
            ? named.Quality ?? 1
            : 0;
        if (events > Math.Max(graphql, json))
            return EventStream;
        return Math.Max(graphql, json) <= 0 ? null
            : graphql >= json ? GraphQLResponse
            : Json;
    }

    /// <summary>True for JSON in UTF-8.</summary>
    public static bool IsJson(string? contentType) =>
        contentType is "application/json" or Json
        || MediaTypeHeaderValue.TryParse(contentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && IsUtf8(type);

    // The most specific range that fits decides (RFC 9110, section 12.5.1).
    private static double Quality(IList<MediaTypeHeaderValue> wanted, string type)
    {
        var best = wanted
            .Where(w => IsUtf8(w) && Fits(w, type))
            .MaxBy(w =>
                w.MatchesAllTypes ? 0
                : w.MatchesAllSubTypes ? 1
                : 2
            );
        return best is null ? 0 : best.Quality ?? 1;
    }

    private static bool Fits(MediaTypeHeaderValue range, string type) =>
        range.MatchesAllTypes
        || range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)
        || range.MatchesAllSubTypes && range.Type.Equals("application", StringComparison.OrdinalIgnoreCase);

    private static bool IsUtf8(MediaTypeHeaderValue type) =>
        type.Charset.Length == 0 || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
