namespace ClaimGraph.GraphQL.Transport.Sockets;

/// <summary>Sends pings while the client is quiet, and finds out that it is dead.</summary>
internal sealed class KeepAlive(TimeSpan interval, SocketSender sender, TimeProvider clock)
{
    private const int MaxQuietIntervals = 3; // two unanswered pings

    private long _heardAt = clock.GetTimestamp();

    /// <summary>Notes that the client has sent something.</summary>
    public void Heard() => Volatile.Write(ref _heardAt, clock.GetTimestamp());

    /// <summary>Returns when the client has been quiet for too long.</summary>
    public async Task UntilDeadAsync(CancellationToken cutOff)
    {
        while (true)
        {
            await Task.Delay(interval, clock, cutOff);
            var quiet = clock.GetElapsedTime(Volatile.Read(ref _heardAt));
            if (quiet > MaxQuietIntervals * interval)
                return;
            if (quiet >= interval)
                await sender.SendAsync("ping");
        }
    }
}
