using System.Net;
using System.Net.Sockets;

namespace ClaimGraph.Testing;

/// <summary>A proxy between a store and the real server that simulates network faults.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Uri _server;
    private readonly Lock _lock = new();
    private readonly List<Socket> _open = [];
    private readonly Task _accepting;
    private int? _untilCut;

    public Proxy(string server)
    {
        _server = new Uri(server);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Uri => $"bolt://{_listener.LocalEndpoint}";

    /// <summary>True while responses are discarded; connections stay open.</summary>
    public bool IsSilent { get; set; }

    /// <summary>True while requests are discarded; connections stay open.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>True while nothing passes, but nothing is lost.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>True while each packet takes a fifth of a second longer.</summary>
    public bool IsSlow { get; set; }

    /// <summary>How many responses were cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>Closes the connection that receives the next response, after this many bytes of it.</summary>
    public void CutAfter(int bytes)
    {
        lock (_lock)
            _untilCut = bytes;
    }

    public void CutAll() => EndAll(static socket => socket.Dispose());

    /// <summary>Ends all connections with RST.</summary>
    public void ResetAll() => EndAll(static socket => socket.Close(0));

    /// <summary>Sends FIN on all connections, which then take requests and pass none on.</summary>
    public void HalfCloseAll() => EndAll(static socket => socket.Shutdown(SocketShutdown.Send));

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        CutAll();
        await _accepting;
        _closing.Dispose();
    }

    private void EndAll(Action<Socket> end)
    {
        lock (_lock)
        {
            foreach (var socket in _open.Where(s => s.Connected))
                end(socket);
            _open.Clear();
        }
    }

    private async Task AcceptAsync()
    {
        List<Task> pumps = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_closing.Token);
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                client.NoDelay = true;
                await server.ConnectAsync(_server.Host, _server.Port, _closing.Token);
                lock (_lock)
                    _open.AddRange([client, server]);
                pumps.Add(PumpAsync(client, server, bytes => IsDeaf ? -1 : bytes));
                pumps.Add(PumpAsync(server, client, Passed));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(pumps);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Func<int, int> passed)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var received)
            {
                if (IsSlow)
                    await Task.Delay(200, _closing.Token);
                while (IsFrozen)
                    await Task.Delay(10, _closing.Token);
                var pass = passed(received);
                if (pass > 0)
                    await to.SendAsync(buffer.AsMemory(0, pass));
                if (pass >= 0 && pass < received)
                    break;
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One end has closed; the other is closed, too.
        }
        from.Dispose();
        to.Dispose();
    }

    /// <summary>
    /// The number of bytes to pass on. If it is smaller than what was received, the connection is cut; −1 discards the bytes.
    /// </summary>
    private int Passed(int received)
    {
        if (IsSilent)
            return -1;
        lock (_lock)
        {
            if (_untilCut is not { } left)
                return received;
            _untilCut = left < received ? null : left - received;
            if (left < received)
                Cuts++;
            return Math.Min(left, received);
        }
    }
}
