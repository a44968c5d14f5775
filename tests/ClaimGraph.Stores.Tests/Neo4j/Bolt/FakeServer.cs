using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Bolt.PackStream;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>A server that plays a script for each connection, and the last script for all further ones.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<Peer, Task>[] _scripts;
    private readonly Task _accepting;
    private readonly List<Task> _playing = [];

    public FakeServer(params Func<Peer, Task>[] scripts)
    {
        _scripts = scripts;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Connections { get; private set; }

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public Neo4jOptions Options() =>
        new()
        {
            Uri = $"bolt://{Address}",
            Password = "secret",
            TransactionTimeout = TimeSpan.Zero,
            ConnectTimeout = TimeSpan.FromMinutes(1),
            RetryTime = TimeSpan.Zero,
        };

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_playing);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_closing.IsCancellationRequested)
            {
                var socket = await _listener.AcceptSocketAsync(_closing.Token);
                _playing.Add(PlayAsync(socket, _scripts[Math.Min(Connections++, _scripts.Length - 1)]));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task PlayAsync(Socket socket, Func<Peer, Task> script)
    {
        using (socket)
        {
            try
            {
                await script(new Peer(socket, _closing.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or AuthenticationException or ConnectionException)
            {
                // The client has disconnected, or the test is over.
            }
        }
    }
}

/// <summary>The server's end of one connection.</summary>
internal sealed class Peer
{
    private readonly CancellationToken _closing;
    private Stream _stream;
    private PipeReader _pipe;
    private MessageReader _reader;

    public Peer(Socket socket, CancellationToken closing)
    {
        socket.NoDelay = true;
        (_stream, _closing) = (new NetworkStream(socket), closing);
        _pipe = PipeReader.Create(_stream);
        _reader = new MessageReader(_pipe);
    }

    /// <summary>An empty chunk, with which a server shows that it is alive.</summary>
    public static byte[] Noop => [0, 0];

    public static byte[] Success(params (string Key, object? Value)[] metadata) =>
        Message(Signature.Success, metadata.ToDictionary(m => m.Key, m => m.Value));

    public static byte[] Failure(string code) =>
        Message(Signature.Failure, new Dictionary<string, object?> { ["code"] = code, ["message"] = "No" });

    public static byte[] Ignored => Message(Signature.Ignored);

    public static byte[] Record(params object?[] columns) => Message(Signature.Record, [columns.ToList()]);

    public static byte[] Message(Signature signature, params object?[] fields)
    {
        var writer = new MessageWriter();
        var message = writer.Begin();
        message.WriteStructure(fields.Length, (byte)signature);
        foreach (var field in fields)
            message.WriteValue(field);
        writer.End();
        return writer.Framed.ToArray();
    }

    /// <summary>Switches to TLS.</summary>
    public async Task EncryptAsync(X509Certificate2 certificate)
    {
        var tls = new SslStream(_stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, _closing);
        (_stream, _pipe) = (tls, PipeReader.Create(tls));
        _reader = new MessageReader(_pipe);
    }

    /// <summary>Negotiates version 5.4.</summary>
    public async Task ShakeHandsAsync()
    {
        await TakeAsync(20);
        await SendAsync([0, 0, 4, 5]);
    }

    /// <summary>Reads bytes of the handshake, before there are messages.</summary>
    public async Task<byte[]> TakeAsync(int count)
    {
        var read = await _pipe.ReadAtLeastAsync(count, _closing);
        if (read.Buffer.Length < count)
            throw new IOException("The client has disconnected.");
        var taken = read.Buffer.Slice(0, count).ToArray();
        _pipe.AdvanceTo(read.Buffer.GetPosition(count));
        return taken;
    }

    /// <summary>Negotiates the version and accepts the credentials.</summary>
    public async Task WelcomeAsync(params (string, object?)[] metadata)
    {
        await ShakeHandsAsync();
        await ExpectAsync(Signature.Hello, Signature.Logon);
        await SendAsync(Success(metadata), Success());
    }

    /// <summary>Responds to read queries, one per round trip, until the client disconnects.</summary>
    public Task AnswerAsync(params byte[][] answers) => ServeAsync(signature => signature == Signature.Pull ? answers : []);

    /// <summary>Expects one read query, and responds to it.</summary>
    public async Task AnswerOneAsync(params byte[][] answers)
    {
        await ExpectAsync(Signature.Run, Signature.Pull);
        await SendAsync(answers);
    }

    /// <summary>Accepts the client and responds to its messages until it disconnects.</summary>
    public async Task ServeAsync(Func<Signature, byte[][]> answer)
    {
        await WelcomeAsync();
        while (await NextAsync() is var signature && signature != Signature.Goodbye)
            await SendAsync(signature == Signature.Reset ? [Success()] : answer(signature));
    }

    public async Task SendAsync(params byte[][] messages)
    {
        foreach (var message in messages)
            await _stream.WriteAsync(message, _closing);
    }

    public async Task DripAsync(params byte[][] messages)
    {
        foreach (var one in messages.SelectMany(message => message))
        {
            await _stream.WriteAsync(new[] { one }, _closing);
            await Task.Delay(1, _closing);
        }
    }

    public async Task ExpectAsync(params Signature[] signatures)
    {
        foreach (var wanted in signatures)
            MustBe(wanted, await NextAsync());
    }

    public async Task<Signature> NextAsync() => (await MessageAsync()).Signature;

    /// <summary>The next message with all of its fields.</summary>
    public async Task<(Signature Signature, object?[] Fields)> MessageAsync() => Read(await ReceiveAsync());

    /// <summary>A map in the next message.</summary>
    /// <param name="at">Its position among the fields of the message.</param>
    public async Task<Dictionary<string, object?>> MapAsync(Signature wanted, int at = 0)
    {
        var (signature, fields) = await MessageAsync();
        MustBe(wanted, signature);
        return (Dictionary<string, object?>)fields[at]!;
    }

    private static void MustBe(Signature wanted, Signature found)
    {
        if (found == wanted)
            return;
        if (found == Signature.Goodbye)
            throw new IOException("The client has disconnected.");
        throw new InvalidOperationException($"Expected {wanted}, not {found}.");
    }

    private async Task<ReadOnlyMemory<byte>> ReceiveAsync()
    {
        ReadOnlyMemory<byte> message;
        while (!_reader.TryRead(out message))
            await _reader.FillAsync(_closing);
        return message;
    }

    private static (Signature Signature, object?[] Fields) Read(ReadOnlyMemory<byte> message)
    {
        var reader = new PackReader(message.Span);
        var fields = new object?[reader.ReadStructure(out var tag)];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = reader.ReadValue();
        return ((Signature)tag, fields);
    }

    /// <summary>Sends nothing while time passes, until the client disconnects.</summary>
    public async Task StaySilentAsync(ManualClock clock, TimeSpan step)
    {
        var disconnected = NextAsync();
        while (!disconnected.IsCompleted)
        {
            clock.Advance(step);
            await Task.Delay(1, _closing);
        }
        await disconnected;
    }

    public Task HangAsync() => Task.Delay(Timeout.Infinite, _closing);
}
