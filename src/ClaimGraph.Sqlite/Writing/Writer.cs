using System.Threading.Channels;
using ClaimGraph.Changes;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Reading;

namespace ClaimGraph.Sqlite.Writing;

/// <summary>
/// The one thread that writes. Commits that wait while the disk is busy are written together and made durable by one fsync (group commit);
/// each stands in a savepoint of its own, so one that is refused leaves the others alone.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    private const int LargestGroup = 256;

    private sealed record Request(ChangeSet Changes, TaskCompletionSource<CommitResult> Done, CancellationToken Cancellation);

    private readonly Channel<Request> _queue = Channel.CreateBounded<Request>(new BoundedChannelOptions(4 * LargestGroup) { SingleReader = true });
    private readonly Connection _connection;
    private readonly NodeCache _cache;
    private readonly CommitScope _scope;
    private readonly CommitProcedure _procedure;
    private readonly Thread _thread;

    public Writer(Connection connection, NodeCache cache, TimeProvider clock)
    {
        (_connection, _cache) = (connection, cache);
        _scope = new CommitScope(connection);
        _procedure = new CommitProcedure(clock);
        _thread = new Thread(Run) { Name = "ClaimGraph writer", IsBackground = true };
        _thread.Start();
    }

    public async ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellation)
    {
        var request = new Request(CommitProcedure.Check(changes), new(TaskCreationOptions.RunContinuationsAsynchronously), cancellation);
        try
        {
            await _queue.Writer.WriteAsync(request, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new StoreUnavailableException("The store is closed.");
        }
        return await request.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.Run(_thread.Join);
        _connection.Dispose();
    }

    private void Run()
    {
        var group = new List<(Request Request, CommitResult? Result, Exception? Failure)>();
        while (WaitForWork())
        {
            group.Clear();
            _connection.Trim();
            try
            {
                WriteGroup(group);
                foreach (var (request, result, failure) in group) Answer(request, result, failure);
            }
            catch (Exception failure)
            {
                RollBack();
                foreach (var (request, _, refusal) in group) Answer(request, null, refusal ?? failure);
            }
        }
    }

    private bool WaitForWork()
    {
        var wait = _queue.Reader.WaitToReadAsync();
        return wait.IsCompletedSuccessfully ? wait.Result : wait.AsTask().GetAwaiter().GetResult();
    }

    private void WriteGroup(List<(Request, CommitResult?, Exception?)> group)
    {
        var open = false;
        while (group.Count < LargestGroup && _queue.Reader.TryRead(out var request))
        {
            if (request.Cancellation.IsCancellationRequested)
            {
                request.Done.TrySetCanceled(request.Cancellation);
                continue;
            }
            var index = group.Count;
            group.Add((request, null, null));
            group[index] = Apply(request, alone: !open);
            open = _connection.InTransaction;
        }
        if (open) Commit();
    }

    /// <summary>Makes the group durable. Readers must not find what it replaced once it is acknowledged.</summary>
    private void Commit()
    {
        _cache.BeginCommit(_scope.Written, Reader.Revision(_connection));
        var done = false;
        try
        {
            _connection.Prepare("COMMIT").Execute();
            done = true;
        }
        finally
        {
            _cache.EndCommit(done);
            _scope.Written.Clear();
        }
    }

    /// <summary>
    /// Applies one set. A refusal is undone and kept for its caller; anything else ends the whole group. The first of a group needs no savepoint, as
    /// nothing else would be undone with it: a large set would pay for one with a copy of every page that it changes.
    /// </summary>
    private (Request, CommitResult?, Exception?) Apply(Request request, bool alone)
    {
        _connection.Prepare(alone ? "BEGIN IMMEDIATE" : "SAVEPOINT one").Execute();
        if (alone) _cache.Locked(Reader.Revision(_connection));
        try
        {
            var run = _procedure.RunAsync(request.Changes, _scope);
            var result = run.IsCompleted ? run.GetAwaiter().GetResult() : throw new InvalidOperationException("A commit on SQLite waits for nothing.");
            if (!alone) _connection.Prepare("RELEASE one").Execute();
            return (request, result, null);
        }
        catch (Exception failure) when (failure is not StoreUnavailableException)
        {
            _connection.Prepare(alone ? "ROLLBACK" : "ROLLBACK TO one").Execute();
            if (!alone) _connection.Prepare("RELEASE one").Execute();
            return (request, null, failure);
        }
    }

    private void RollBack()
    {
        try
        {
            _scope.Written.Clear();
            if (_connection.InTransaction) _connection.Prepare("ROLLBACK").Execute();
        }
        catch (StoreUnavailableException)
        {
            // The next BEGIN says what is wrong.
        }
    }

    private static void Answer(Request request, CommitResult? result, Exception? failure)
    {
        if (failure is not null) request.Done.TrySetException(failure);
        else request.Done.TrySetResult(result!);
    }
}
