using System.Net;
using System.Net.Sockets;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>Stands between a store and the real server and does what networks do.</summary>
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

    /// <summary>True while no byte of an answer is let through; connections stay open.</summary>
    public volatile bool IsSilent;

    /// <summary>How often an answer was cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>Closes the connection that is answered next after so many bytes of its answers.</summary>
    public void CutAfter(int bytes)
    {
        lock (_lock) _untilCut = bytes;
    }

    public void CutAll()
    {
        lock (_lock)
        {
            foreach (var socket in _open) socket.Dispose();
            _open.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        CutAll();
        await _accepting;
        _closing.Dispose();
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
                lock (_lock) _open.AddRange([client, server]);
                pumps.Add(PumpAsync(client, server, bytes => bytes));
                pumps.Add(PumpAsync(server, client, Passed));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(pumps);
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, Func<int, int> passed)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var received)
            {
                var pass = passed(received);
                if (pass > 0) await to.SendAsync(buffer.AsMemory(0, pass));
                if (pass >= 0 && pass < received) break;
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // One of the two has gone, and so goes the other.
        }
        from.Dispose();
        to.Dispose();
    }

    /// <summary>How many of so many bytes go through; fewer than there are cuts the connection, −1 swallows them.</summary>
    private int Passed(int received)
    {
        if (IsSilent) return -1;
        lock (_lock)
        {
            if (_untilCut is not { } left) return received;
            _untilCut = left < received ? null : left - received;
            if (left < received) Cuts++;
            return Math.Min(left, received);
        }
    }
}
