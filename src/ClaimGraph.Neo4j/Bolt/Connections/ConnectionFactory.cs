using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>Makes connections that are ready for statements: TCP, TLS, handshake, HELLO and LOGON.</summary>
internal sealed class ConnectionFactory(Neo4jOptions options, Neo4jUri uri, TimeProvider clock)
{
    private static readonly string Version = typeof(ConnectionFactory).Assembly.GetName().Version?.ToString(3) ?? "0";

    private static readonly Dictionary<string, object?> Agent = new()
    {
        ["product"] = $"ClaimGraph/{Version}",
        ["platform"] = RuntimeInformation.RuntimeIdentifier,
        ["language"] = $"C#/{RuntimeInformation.FrameworkDescription}",
    };

    /// <summary>What HELLO and ROUTE say about what is asked of the cluster.</summary>
    public IReadOnlyDictionary<string, object?> RoutingContext { get; } =
        new Dictionary<string, object?>(uri.Routing ?? new Dictionary<string, object?>()) { ["address"] = uri.Address.ToString() };

    /// <exception cref="BoltException">There is no way to the server.</exception>
    /// <exception cref="Neo4jException">The server does not let this user in.</exception>
    public async Task<BoltConnection> ConnectAsync(Address address, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.ConnectTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await OpenAsync(address, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ConnectionException($"It did not let this program in within {options.ConnectTimeout.TotalSeconds:0.###} s.");
        }
    }

    private async Task<BoltConnection> OpenAsync(Address address, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        BoltTransport? line = null;
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, cancellation);
            var stream = await EncryptAsync(new NetworkStream(socket), address, cancellation);
            line = new BoltTransport(socket, stream, clock, options.ResponseTimeout);
            return await GreetAsync(line, cancellation);
        }
        catch (Exception failure)
        {
            socket.Dispose();
            if (line is not null) await line.DisposeAsync();
            if (failure is SocketException or IOException) throw new ConnectionException($"No connection: {failure.Message}.", failure);
            throw;
        }
    }

    private async Task<Stream> EncryptAsync(NetworkStream plain, Address address, CancellationToken cancellation)
    {
        if (uri.Encryption == Encryption.None) return plain;
        var tls = new SslStream(plain);
        var wanted = new SslClientAuthenticationOptions { TargetHost = address.Host };
#pragma warning disable CA5359 // That any certificate will do is what +ssc says.
        if (uri.Encryption == Encryption.AnyCertificate) wanted.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        try
        {
            await tls.AuthenticateAsClientAsync(wanted, cancellation);
            return tls;
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException)
        {
            throw new ProtocolException($"TLS: {failure.Message.TrimEnd('.')}. " + (failure is AuthenticationException && uri.Encryption == Encryption.TrustedCertificate
                ? "If the certificate is self-signed, +ssc in place of +s accepts it; if the server has no TLS, leave it out."
                : "If the server has no TLS on this port, leave +s out of the address."), failure);
        }
    }

    private async Task<BoltConnection> GreetAsync(BoltTransport line, CancellationToken cancellation)
    {
        var version = await Handshake.NegotiateAsync(line.Stream, line.Answers, cancellation);
        var connection = new BoltConnection(line, clock.GetTimestamp());
        var hello = Hello(version);
        var separate = version.IsAtLeast(5, 1);
        if (!separate) foreach (var (key, value) in Credentials()) hello[key] = value;
        connection.Requests.Add(Signature.Hello, hello);
        if (separate) connection.Requests.Add(Signature.Logon, Credentials());
        await connection.FlyAsync(async (connection, separate, cancellation) =>
        {
            var welcome = Metadata.Read((await connection.AnswerAsync(null, cancellation)).Span);
            if (Metadata.Promise(welcome) is { } promised) line.LimitSilence(promised);
            if (separate) await connection.AnswerAsync(null, cancellation);
        }, separate, cancellation);
        return connection;
    }

    private Dictionary<string, object?> Hello(BoltVersion version)
    {
        var hello = new Dictionary<string, object?> { ["user_agent"] = string.Create(CultureInfo.InvariantCulture, $"ClaimGraph/{Version}") };
        if (uri.Routing is not null) hello["routing"] = RoutingContext;
        if (!version.IsAtLeast(5, 0)) hello["patch_bolt"] = new[] { "utc" };
        // Advice about statements is for their author, who sees it in Neo4j Browser; here it would only cost bytes.
        if (version.IsAtLeast(5, 2)) hello["notifications_minimum_severity"] = "OFF";
        if (version.IsAtLeast(5, 3)) hello["bolt_agent"] = Agent;
        return hello;
    }

    private Dictionary<string, object?> Credentials() => options.Authentication switch
    {
        Neo4jAuthentication.Basic => new() { ["scheme"] = "basic", ["principal"] = options.User, ["credentials"] = options.Secret() },
        Neo4jAuthentication.Bearer => new() { ["scheme"] = "bearer", ["credentials"] = options.Secret() },
        _ => new() { ["scheme"] = "none" },
    };
}
