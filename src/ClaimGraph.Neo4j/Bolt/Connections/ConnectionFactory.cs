using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Settings;

namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>Opens connections that are ready for queries: TCP, TLS, handshake, HELLO and LOGON.</summary>
internal sealed class ConnectionFactory(Neo4jOptions options, Neo4jUri uri, TimeProvider clock)
{
    private static readonly string Product = $"ClaimGraph/{typeof(ConnectionFactory).Assembly.GetName().Version?.ToString(3) ?? "0"}";

    // A server that sends nothing for this long is asked, and has so long to answer.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2),
        TimeToAnswer = TimeSpan.FromSeconds(2.5);

    private const int SecondsToKeepAlive = 3;

    // While a transaction commits, no query of it is running.
    private const string AtWork = """
        SHOW TRANSACTIONS YIELD connectionId, currentQueryId, status
        WHERE connectionId = $id AND (currentQueryId <> '' OR status <> 'Running')
        RETURN connectionId
        """;

    private static readonly Dictionary<string, object?> Agent = new()
    {
        ["product"] = Product,
        ["platform"] = RuntimeInformation.RuntimeIdentifier,
        ["language"] = $"C#/{RuntimeInformation.FrameworkDescription}",
    };

    /// <summary>The routing context that HELLO and ROUTE carry.</summary>
    public IReadOnlyDictionary<string, object?> RoutingContext { get; } =
        new Dictionary<string, object?>(uri.Routing ?? new Dictionary<string, object?>()) { ["address"] = uri.Address.ToString() };

    /// <exception cref="BoltException">The server cannot be reached.</exception>
    /// <exception cref="Neo4jException">The server rejects the credentials.</exception>
    public async Task<BoltConnection> ConnectAsync(Address address, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await OpenAsync(address, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var seconds = options.ConnectTimeout.TotalSeconds;
            throw new ConnectionException($"The server did not complete the handshake within {seconds:0.###} s.");
        }
    }

    private async Task<BoltConnection> OpenAsync(Address address, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SecondsToKeepAlive);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 1);
        BoltTransport? transport = null;
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, cancellation);
            var stream = await EncryptAsync(new NetworkStream(socket), address, cancellation);
            transport = new BoltTransport(socket, stream, clock, options.ResponseTimeout);
            return await HandshakeAsync(transport, address, cancellation);
        }
        catch (Exception failure)
        {
            socket.Dispose();
            if (transport is not null)
                await transport.DisposeAsync();
            if (failure is not (SocketException or IOException))
                throw;
            throw new ConnectionException($"The connection failed: {failure.Message}.", failure);
        }
    }

    private async Task<Stream> EncryptAsync(NetworkStream plain, Address address, CancellationToken cancellation)
    {
        if (uri.Encryption == Encryption.None)
            return plain;
        var tls = new SslStream(plain);
        var tlsOptions = new SslClientAuthenticationOptions { TargetHost = address.Host };
#pragma warning disable CA5359 // +ssc means: accept any certificate.
        if (uri.Encryption == Encryption.AnyCertificate)
            tlsOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        try
        {
            await tls.AuthenticateAsClientAsync(tlsOptions, cancellation);
            return tls;
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException)
        {
            var advice =
                failure is AuthenticationException && uri.Encryption == Encryption.TrustedCertificate
                    ? "If the certificate is self-signed, use +ssc instead of +s; if the server does not use TLS, remove +s."
                    : "If the server does not use TLS on this port, remove +s or +ssc from the URI.";
            throw new ProtocolException($"TLS failed: {failure.Message.TrimEnd('.')}. {advice}", failure);
        }
    }

    private async Task<BoltConnection> HandshakeAsync(BoltTransport transport, Address address, CancellationToken cancellation)
    {
        var version = await Handshake.NegotiateAsync(transport.Stream, transport.Input, cancellation);
        var connection = new BoltConnection(transport, clock);
        // Servers before Neo4j 5.21 refuse a query that names the version. Bolt 5.6 came with 5.23.
        connection.Requests.NamesLanguage = version.IsAtLeast(5, 6);
        var hello = Hello(version);
        var hasLogon = version.IsAtLeast(5, 1);
        if (!hasLogon)
            foreach (var (key, value) in Credentials())
                hello[key] = value;
        connection.Requests.Add(Signature.Hello, hello);
        if (hasLogon)
            connection.Requests.Add(Signature.Logon, Credentials());
        await connection.ExchangeAsync(
            async (connection, hasLogon, cancellation) =>
            {
                var metadata = Metadata.Read((await connection.ReceiveAsync(null, cancellation)).Span);
                if (Metadata.ReceiveTimeout(metadata) is { } recommended)
                    transport.ShortenTimeout(recommended);
                if (Metadata.ConnectionId(metadata) is { } id)
                    transport.AskAfter(Silence, () => AskAsync(address, id));
                if (hasLogon)
                    await connection.ReceiveAsync(null, cancellation);
            },
            hasLogon,
            cancellation
        );
        return connection;
    }

    /// <summary>Asks the server over a new connection whether it is at work on what came over another.</summary>
    /// <returns>What is wrong; null if it is at work, or cannot say.</returns>
    private async Task<string?> AskAsync(Address address, string connectionId)
    {
        using var timeout = new CancellationTokenSource(TimeToAnswer, clock);
        BoltConnection? connection = null;
        try
        {
            connection = await OpenAsync(address, timeout.Token);
            var isAtWork = false;
            var query = new Query(AtWork, new Dictionary<string, object?> { ["id"] = connectionId }, _ => isAtWork = true);
            connection.Requests.Run(query, new TransactionConfig(IsRead: true, options.Database, TimeToAnswer, []));
            await connection.ExchangeAsync(
                static (connection, query, cancellation) => connection.ReceiveResultsAsync([query], cancellation),
                query,
                timeout.Token
            );
            return isAtWork ? null : "The request or its response was lost on the way.";
        }
        catch (Exception failure) when (connection is null && failure is (BoltException or OperationCanceledException))
        {
            return "The server stopped responding.";
        }
        catch (Exception failure) when (failure is BoltException or Neo4jException or InvalidOptionsException or OperationCanceledException)
        {
            return null;
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    private Dictionary<string, object?> Hello(BoltVersion version)
    {
        var hello = new Dictionary<string, object?> { ["user_agent"] = Product };
        if (uri.Routing is not null)
            hello["routing"] = RoutingContext;
        if (!version.IsAtLeast(5, 0))
            hello["patch_bolt"] = new[] { "utc" };
        // Notifications help the author of a query, who sees them in Neo4j Browser; here they would only cost bytes.
        if (version.IsAtLeast(5, 2))
            hello["notifications_minimum_severity"] = "OFF";
        if (version.IsAtLeast(5, 3))
            hello["bolt_agent"] = Agent;
        return hello;
    }

    private Dictionary<string, object?> Credentials() =>
        options.Authentication switch
        {
            Neo4jAuthentication.Basic => new()
            {
                ["scheme"] = "basic",
                ["principal"] = options.User,
                ["credentials"] = Secret(),
            },
            Neo4jAuthentication.Bearer => new() { ["scheme"] = "bearer", ["credentials"] = Secret() },
            _ => new() { ["scheme"] = "none" },
        };

    private string Secret()
    {
        try
        {
            return options.Secret();
        }
        catch (InvalidOptionsException missing)
        {
            // It was there when the driver was opened; perhaps somebody is just writing a new one.
            throw new ConnectionException(missing.Message, missing);
        }
    }
}
