using System.Text;
using Microsoft.AspNetCore.Http;

namespace ClaimGraph.Pages.Requests;

/// <summary>Addresses within the site.</summary>
public static class Address
{
    /// <summary>The segment that names a record: its key where that reads well in an address, else its id.</summary>
    public static string Segment(string id, string? key) =>
        key is { Length: > 0 and <= 80 } && !IsId(key) && !key.StartsWith('.') && key.All(IsPlain) ? key : id;

    /// <summary>True for what has the form of an id. A key may have it, too.</summary>
    public static bool IsId(string segment) => segment.Length == 11 && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public static string Statement(string id, string? key) => "/statements/" + Segment(id, key);

    public static string Actor(string id, string? key) => "/actors/" + Segment(id, key);

    public static string Source(string id, string? key) => "/sources/" + Segment(id, key);

    public static string Event(string id, string? key) => "/events/" + Segment(id, key);

    public static string Topic(string topic) => "/topics/" + Uri.EscapeDataString(topic);

    /// <summary>The topic that the path of a request names. The web server leaves a slash in it escaped.</summary>
    public static string TopicOf(Visit visit) => visit.Route("topic").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The page of a record; null for a type without pages of its own.</summary>
    public static string? Of(string? type, string id, string? key) =>
        type switch
        {
            "Statement" => Statement(id, key),
            "Actor" => Actor(id, key),
            "Source" => Source(id, key),
            "Event" => Event(id, key),
            _ => null,
        };

    /// <summary>The page on which a reader signs in and then comes back.</summary>
    public static string SignIn(Visit visit) =>
        With("/sign-in", ("next", HttpMethods.IsPost(visit.Http.Request.Method) ? null : Here(visit)));

    /// <summary>The path and the parameters of the page that is shown.</summary>
    public static string Here(Visit visit) => visit.Http.Request.Path + visit.Http.Request.QueryString;

    /// <summary>The address if it is one within the site; null for another site's, however it is written.</summary>
    public static string? Within(string? address) =>
        address is ['/', ..] && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(char.IsControl) ? address : null;

    /// <summary>What names a record in the address of its page, in full or in part; a name alone stays as it is.</summary>
    public static string LastSegment(string typed) => typed.Trim().Split(['?', '#'])[0].TrimEnd('/').Split('/')[^1];

    /// <summary>A path with parameters; empty ones are left out.</summary>
    public static string With(string path, params IEnumerable<(string Name, string? Value)> parameters)
    {
        var address = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in parameters.Where(p => !string.IsNullOrEmpty(p.Value)))
        {
            address.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value!));
            separator = '&';
        }
        return address.ToString();
    }

    /// <summary>An address of another site that may be linked to; null for anything that is not http or https.</summary>
    public static string? Outside(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? url : null;

    /// <summary>The host of an address, for people: <c>example.org</c>.</summary>
    public static string? Host(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? uri.IdnHost.StartsWith("www.", StringComparison.Ordinal)
                ? uri.IdnHost[4..]
                : uri.IdnHost
            : null;

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~';
}
