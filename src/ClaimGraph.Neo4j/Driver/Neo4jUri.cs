using System.Globalization;
using ClaimGraph.Settings;

namespace ClaimGraph.Neo4j.Driver;

/// <summary>Whether and how a connection is encrypted.</summary>
internal enum Encryption
{
    None,
    TrustedCertificate,
    AnyCertificate,
}

/// <summary>The address of a server.</summary>
internal readonly record struct Address(string Host, int Port)
{
    public const int DefaultPort = 7687;

    /// <summary>
    /// Reads <c>host</c> or <c>host:port</c>; an IPv6 address is in brackets. False if the port is not a number from 1 to 65,535.
    /// </summary>
    public static bool TryParse(string text, out Address address)
    {
        var colon = text.LastIndexOf(':');
        var hasPort = colon > 0 && colon > text.LastIndexOf(']');
        var port = DefaultPort;
        var isNumber = !hasPort || int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port);
        address = new Address((hasPort ? text[..colon] : text).Trim('[', ']'), port);
        return isNumber && port is >= 1 and <= 65535;
    }

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}

/// <summary>A <c>bolt://</c> or <c>neo4j://</c> URI.</summary>
/// <param name="Routing">
/// The routing context after <c>?</c>, for the server's routing policies; null for <c>bolt://</c>, which is not routed.
/// </param>
internal sealed record Neo4jUri(Address Address, Encryption Encryption, IReadOnlyDictionary<string, object?>? Routing)
{
    /// <exception cref="InvalidOptionsException">The text is not such a URI; the message says why.</exception>
    public static Neo4jUri Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            throw Invalid(text, "use a URI such as bolt://localhost:7687");
        if (uri.UserInfo.Length > 0)
            throw Invalid(uri.Scheme + "://" + uri.Host, "set the user and the password in their own options, not in the URI");
        var parts = uri.Scheme.Split('+', 2);
        if (parts[0] is not ("bolt" or "neo4j"))
            throw Invalid(text, "it must begin with bolt:// or neo4j://");
        var encryption =
            parts.Length == 1
                ? Encryption.None
                : parts[1] switch
                {
                    "s" => Encryption.TrustedCertificate,
                    "ssc" => Encryption.AnyCertificate,
                    _ => throw Invalid(text, "only +s or +ssc can follow bolt or neo4j"),
                };
        if (uri.AbsolutePath.Trim('/').Length > 0)
            throw Invalid(text, "set the database in its own option, not in the URI");
        var isRouted = parts[0] == "neo4j";
        if (!isRouted && uri.Query.Length > 0)
            throw Invalid(text, "only neo4j:// accepts a routing context after '?'");
        var address = new Address(uri.IdnHost.Trim('[', ']'), uri.Port > 0 ? uri.Port : Address.DefaultPort);
        return new Neo4jUri(address, encryption, isRouted ? RoutingContext(uri.Query) : null);
    }

    private static Dictionary<string, object?> RoutingContext(string query)
    {
        var context = new Dictionary<string, object?>();
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            context[Uri.UnescapeDataString(parts[0])] = Uri.UnescapeDataString(parts.Length == 2 ? parts[1] : "");
        }
        return context;
    }

    private static InvalidOptionsException Invalid(string text, string reason) =>
        Neo4jOptions.Invalid(nameof(Neo4jOptions.Uri), $"'{text}' is not valid; {reason}.");
}
