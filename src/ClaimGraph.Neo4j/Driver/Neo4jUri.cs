using System.Globalization;

namespace ClaimGraph.Neo4j.Driver;

/// <summary>Whether and how a connection is encrypted.</summary>
internal enum Encryption
{
    None,
    TrustedCertificate,
    AnyCertificate,
}

/// <summary>A server.</summary>
internal readonly record struct Address(string Host, int Port)
{
    public const int DefaultPort = 7687;

    /// <summary>Reads <c>host</c> or <c>host:port</c>; an IPv6 address is in brackets. False if the port is not a number from 1 to 65,535.</summary>
    public static bool TryParse(string text, out Address address)
    {
        var colon = text.LastIndexOf(':');
        var hasPort = colon > 0 && colon > text.LastIndexOf(']');
        var port = DefaultPort;
        var isValid = !hasPort
            || (int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535);
        address = new Address((hasPort ? text[..colon] : text).Trim('[', ']'), port);
        return isValid;
    }

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}

/// <summary>What a <c>bolt://</c> or <c>neo4j://</c> URI says.</summary>
/// <param name="Routing">What follows <c>?</c>, for the server's routing policies; null for <c>bolt://</c>, which is not routed.</param>
internal sealed record Neo4jUri(Address Address, Encryption Encryption, IReadOnlyDictionary<string, object?>? Routing)
{
    /// <exception cref="ClaimGraphException">It is no such URI.</exception>
    public static Neo4jUri Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0) throw Wrong(text, "an address such as bolt://localhost:7687 is needed");
        if (uri.UserInfo.Length > 0) throw Wrong(uri.Scheme + "://" + uri.Host, "user and password do not belong into the address");
        var parts = uri.Scheme.Split('+', 2);
        if (parts[0] is not ("bolt" or "neo4j")) throw Wrong(text, "it has to begin with bolt:// or neo4j://");
        var encryption = parts.Length == 1 ? Encryption.None : parts[1] switch
        {
            "s" => Encryption.TrustedCertificate,
            "ssc" => Encryption.AnyCertificate,
            _ => throw Wrong(text, "only +s and +ssc may follow bolt or neo4j"),
        };
        if (uri.AbsolutePath.Trim('/').Length > 0) throw Wrong(text, "the database is an option of its own, not a part of the address");
        var routed = parts[0] == "neo4j";
        if (!routed && uri.Query.Length > 0) throw Wrong(text, "only neo4j:// takes a routing context after '?'");
        return new Neo4jUri(new Address(uri.IdnHost.Trim('[', ']'), uri.Port > 0 ? uri.Port : Address.DefaultPort), encryption, routed ? Context(uri.Query) : null);
    }

    private static Dictionary<string, object?> Context(string query)
    {
        var context = new Dictionary<string, object?>();
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            context[Uri.UnescapeDataString(parts[0])] = Uri.UnescapeDataString(parts.Length == 2 ? parts[1] : "");
        }
        return context;
    }

    private static ClaimGraphException Wrong(string text, string why) => new($"Uri: '{text}': {why}.");
}
