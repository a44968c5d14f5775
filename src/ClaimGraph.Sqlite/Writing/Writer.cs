using System.Threading.Channels;
using ClaimGraph.Changes;
using ClaimGraph.Ledger;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Reading;

namespace ClaimGraph.Sqlite.Writing;

/// <summary>
/// The one thread that writes. Commits that wait while the disk is busy are written together and made durable by one fsync (group
/// commit). A set is refused before its first write and so leaves the others alone. What fails later undoes the group, and the others are
/// written again, each on its own: that is rare, while a savepoint for each would copy every page that it changes.
/// <para>
/// A connection that is alone with its file keeps the transaction open over many groups (<see cref="LongTransaction"/>). If a write fails
/// then, what the transaction held is lost, and nothing more is written.
/// </para>
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    private const int LargestGroup = 256;

    private sealed record Request(Func<CommitScope, ValueTask> Work, TaskCompletionSource Done, CancellationToken Cancellation);

    private readonly Channel<Request> _queue = Channel.CreateBounded<Request>(
        new BoundedChannelOptions(4 * LargestGroup) { SingleReader = true }
    );
    private readonly Connection _connection;
    private readonly NodeCache _cache;
    private readonly CommitScope _scope;
    private readonly CommitProcedure _procedure;
    private readonly LongTransaction _transaction;
    private readonly Checkpoints? _checkpoints;
    private readonly Thread _thread;
    private long _found; // the revision before the group
    private bool _isLost;

    public Writer(SqliteOptions options, Connection connection, NodeCache cache, TimeProvider clock)
    {
        (_connection, _cache) = (connection, cache);
        _scope = new CommitScope(connection);
        _procedure = new CommitProcedure(clock);
        _transaction = new LongTransaction(connection);
        _checkpoints = connection.IsAlone ? null : new Checkpoints(options, connection); // alone, there is no log
        _thread = new Thread(Run) { Name = "ClaimGraph writer", IsBackground = true };
        _thread.Start();
    }

    public async ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellation)
    {
        var set = CommitProcedure.Check(changes);
        CommitResult? result = null;
        await RunAsync(async scope => result = await _procedure.RunAsync(set, scope), cancellation);
        return result!;
    }

    public ValueTask ReplayAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellation) =>
        RunAsync(
            async scope =>
            {
                foreach (var entry in ReplayProcedure.After(await scope.HeadAsync(), entries))
                    await ReplayProcedure.RunAsync(entry, scope);
            },
            cancellation
        );

    private async ValueTask RunAsync(Func<CommitScope, ValueTask> work, CancellationToken cancellation)
    {
        var request = new Request(work, new(TaskCreationOptions.RunContinuationsAsynchronously), cancellation);
        try
        {
            await _queue.Writer.WriteAsync(request, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new StoreUnavailableException("The store is closed.");
        }
        await request.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.Run(_thread.Join);
        try
        {
            if (_connection.InTransaction)
                _connection.Prepare("COMMIT").Execute();
            if (_connection.IsAlone)
                _connection.GiveBack();
        }
        finally
        {
            await (_checkpoints?.DisposeAsync() ?? default);
            _connection.Dispose();
        }
    }

    private void Run()
    {
        var group = new List<(Request Request, Exception? Failure)>();
        while (WaitForWork())
        {
            group.Clear();
            lock (_connection) // when it is alone with the file, it is read from by others
                Write(group);
        }
    }

    private void Write(List<(Request Request, Exception? Failure)> group)
    {
        _connection.Trim();
        try
        {
            WriteGroup(group);
            foreach (var (request, failure) in group)
                Answer(request, failure);
            if (!_connection.InTransaction)
                _checkpoints?.Next();
        }
        catch (Exception failure)
        {
            RollBack();
            foreach (var (request, refusal) in group)
                Answer(request, refusal ?? failure);
        }
    }

    private bool WaitForWork()
    {
        var wait = _queue.Reader.WaitToReadAsync();
        return wait.IsCompletedSuccessfully ? wait.Result : wait.AsTask().GetAwaiter().GetResult();
    }

    private void WriteGroup(List<(Request Request, Exception? Failure)> group)
    {
        while (group.Count < LargestGroup && _queue.Reader.TryRead(out var request))
        {
            if (request.Cancellation.IsCancellationRequested)
            {
                request.Done.TrySetCanceled(request.Cancellation);
                continue;
            }
            group.Add((request, null));
            group[^1] = (request, Apply(request));
            if (!_connection.InTransaction)
                break;
        }
        if (_connection.InTransaction)
            Commit();
        else
            foreach (var (request, failure) in group)
                if (failure is null)
                    WriteAlone(request);
    }

    private void WriteAlone(Request request)
    {
        var failure = Apply(request);
        if (_connection.InTransaction)
            Commit();
        Answer(request, failure);
    }

    /// <summary>Makes the group durable. Readers must not find what it replaced once it is acknowledged.</summary>
    private void Commit()
    {
        _scope.WriteCounts();
        var revision = Reader.Revision(_connection);
        _cache.Touch(_scope.Written, revision);
        _cache.Advance(_found, revision);
        _scope.Clear();
        if (!_transaction.IsDue)
        {
            _found = revision;
            return;
        }
        try
        {
            _connection.Prepare("COMMIT").Execute();
        }
        catch
        {
            _cache.Retreat(_found);
            throw;
        }
    }

    /// <summary>Applies one set in the open transaction, or begins one. When it fails after its first write, no transaction is open
    /// afterwards.</summary>
    /// <returns>Why it was refused or failed; null when it was applied.</returns>
    private Exception? Apply(Request request)
    {
        if (!_connection.InTransaction)
            Begin();
        var written = _scope.Written.Count;
        try
        {
            var run = request.Work(_scope);
            if (!run.IsCompleted)
                throw new InvalidOperationException("A commit on SQLite waits for nothing.");
            run.GetAwaiter().GetResult();
            return null;
        }
        catch (Exception failure) when (failure is not StoreUnavailableException)
        {
            if (_scope.Written.Count > written)
                Undo();
            return failure;
        }
    }

    private void Begin()
    {
        if (_isLost)
            throw new StoreUnavailableException("Nothing more is written, as an earlier write failed. Open the store again.");
        _connection.MustHaveItsFile();
        _connection.Prepare("BEGIN IMMEDIATE").Execute();
        _transaction.Begin();
        // From here on no other process writes.
        _found = Reader.Revision(_connection);
        _cache.Clear(_found);
    }

    private void RollBack()
    {
        try
        {
            Undo();
        }
        catch (StoreUnavailableException)
        {
            // The next BEGIN says what is wrong.
        }
    }

    private void Undo()
    {
        _scope.Clear();
        _isLost = _connection.IsAlone;
        if (_connection.InTransaction)
            _connection.Prepare("ROLLBACK").Execute();
    }

    private static void Answer(Request request, Exception? failure)
    {
        if (failure is not null)
            request.Done.TrySetException(failure);
        else
            request.Done.TrySetResult();
    }
}
