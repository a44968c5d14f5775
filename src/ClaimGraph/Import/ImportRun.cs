using System.Runtime.CompilerServices;
using ClaimGraph.Changes;
using ClaimGraph.Stores;
using ClaimGraph.Stores.Commits.Applying;

namespace ClaimGraph.Import;

/// <summary>The second reading of a file: resolves the keys of its records and commits them in batches.</summary>
internal sealed class ImportRun(
    IClaimStore store,
    IdSource ids,
    ImportInput input,
    ImportIndex index,
    ImportTrack track,
    IProgress<ImportProgress>? progress
)
{
    private const int BatchRecords = 500;
    private const int BatchBytes = 8 * 1024 * 1024;

    private readonly References _references = new(input, index, store);
    private readonly RecordBytes _bytes = new(input.Content);
    private readonly HashSet<ImportEntry> _postponed = [];
    private readonly ImportResult _result = track.Result;
    private readonly long _total = index.Count;
    private readonly long _committed = track.Position ?? 0; // records, in the order in which they are taken
    private long _passed;
    private long _done;

    public required string Principal { get; init; }

    private sealed record Pending(ImportEntry Entry, ImportRecord Record);

    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var kind in ImportFormat.Order)
        {
            _result.IsMuted = _passed < _committed;
            await foreach (var (batch, records) in ReadAheadAsync(Batches(index.InOrder(kind, RefuseRing)), cancellation))
            {
                _result.IsMuted = _passed + batch.Count <= _committed;
                await CommitAsync(kind, batch, records, cancellation);
                _passed += batch.Count;
                await SaveAsync(cancellation);
                _result.IsMuted = _passed < _committed;
            }
            foreach (var batch in _postponed.Chunk(Limits.Operations))
                await CommitAsync(kind, batch, await ReadAsync(ToTake(batch), cancellation), cancellation, isLast: true);
            _postponed.Clear();
            foreach (var batch in Batches(index.All.Where(e => e.Kind == kind && e is { IsPartial: true, Refused: false })))
                await CommitAsync(kind, batch, await ReadAsync(ToTake(batch), cancellation), cancellation, isLast: true);
        }
        _result.IsMuted = false;
        await SetStatusesAsync(cancellation);
        await MergeAsync(cancellation);
        _done = _total;
        await SaveAsync(cancellation);
    }

    /// <summary>Records that wait for others are not committed yet, so nothing behind them counts as committed.</summary>
    private async ValueTask SaveAsync(CancellationToken cancellation)
    {
        if (_postponed.Count == 0 && _passed >= _committed)
            await track.SaveAsync(_passed, _done, _total, cancellation);
    }

    private static IEnumerable<List<ImportEntry>> Batches(IEnumerable<ImportEntry> entries)
    {
        List<ImportEntry> batch = [];
        var bytes = 0L;
        foreach (var entry in entries)
        {
            if (batch.Count == BatchRecords || bytes + entry.Length > BatchBytes && batch.Count > 0)
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }
            batch.Add(entry);
            bytes += entry.Length;
        }
        if (batch.Count > 0)
            yield return batch;
    }

    /// <summary>Batches with their records. The records of the next are read while one is committed.</summary>
    private async IAsyncEnumerable<(List<ImportEntry> Batch, List<Pending> Records)> ReadAheadAsync(
        IEnumerable<List<ImportEntry>> batches,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        (List<ImportEntry> Batch, Task<List<Pending>> Records)? ahead = null;
        try
        {
            foreach (var batch in batches)
            {
                var records = ahead is { } read ? await read.Records : null;
                var done = ahead?.Batch;
                ahead = (batch, ReadAsync(ToTake(batch), cancellation));
                if (records is not null)
                    yield return (done!, records);
            }
            if (ahead is { } last)
                yield return (last.Batch, await last.Records);
        }
        finally
        {
            if (ahead is { } unread)
                await ((Task)unread.Records).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Commits a batch. The records that the store refuses are taken out and reported, and the others tried again.</summary>
    /// <param name="isLast">False where records can still be left for later.</param>
    private async Task CommitAsync(
        NodeKind kind,
        IReadOnlyCollection<ImportEntry> batch,
        List<Pending> records,
        CancellationToken cancellation,
        bool isLast = false
    )
    {
        _references.BeginBatch();
        if (_result.IsMuted)
            records = await WithoutCommittedAsync(records, cancellation);
        while (true)
        {
            List<Pending> pending = [.. records.Where(r => !r.Entry.Refused && (isLast || !_postponed.Contains(r.Entry)))];
            var operations = await OperationsAsync(pending, isLast, cancellation);
            if (operations.Count == 0)
                break;
            try
            {
                Accept(pending, await store.CommitAsync(ChangeSetOf(operations), cancellation));
                break;
            }
            catch (RefusedException e) when (e.Problems.All(p => p.Operation is not null))
            {
                // All that the records name is in the file or in the store: it is missing because another record is refused, too.
                Problem[] causes = [.. e.Problems.Where(p => p.Code != ProblemCode.NotFound)];
                foreach (var ofField in (causes.Length > 0 ? causes : e.Problems).GroupBy(p => (p.Operation, p.Path.ElementAtOrDefault(1))))
                    GoOnWithout(pending[ofField.Key.Item1!.Value], ofField);
            }
        }
        foreach (var (entry, record) in records.Where(r => r.Entry.Refused || r.Entry.Outcome is not null))
        foreach (var warning in record.Warnings)
            Warn(entry, warning);
        foreach (var entry in batch)
            Count(entry);
        _done = Math.Min(_total, _done + batch.Count(e => e.Refused || e.SameAs is not null || e.Outcome is not null));
        progress?.Report(new ImportProgress(kind, _done, _total, _result.ErrorCount));
    }

    /// <summary>Records that an earlier run has committed and that nothing is left to do for are known by their keys.</summary>
    /// <returns>The others.</returns>
    private async Task<List<Pending>> WithoutCommittedAsync(List<Pending> records, CancellationToken cancellation)
    {
        var plain = records.FindAll(r => r.Record is { Withdraws: false, MergedInto: null } && !NamesItsList(r.Record));
        var found = await store.FindAsync([.. plain.Select(r => NaturalKey.OfCaller(r.Entry.Kind, r.Record.Key!))], cancellation);
        var nodes = (await store.GetAsync([.. found.OfType<NodeId>()], cancellation)).OfType<Node>().ToDictionary(n => n.Id);
        for (var i = 0; i < plain.Count; i++)
            if (found[i] is { } id && nodes[id].IsActive)
                (plain[i].Entry.Id, plain[i].Entry.Outcome) = (id, Outcome.Unchanged);
        return records.FindAll(r => r.Entry.Outcome is null);
    }

    private static bool NamesItsList(ImportRecord record) => record.Named.Exists(n => n.IsOfList && n.Kind == record.Content.Kind);

    private void Count(ImportEntry entry)
    {
        if (entry.IsCounted || _result.IsMuted)
            return;
        entry.IsCounted = true;
        if (entry.SameAs is not null)
            _result.Duplicates++;
        else if (entry.Outcome is { } outcome)
            _result.Add(entry.Kind, outcome);
        else if (entry.Refused)
            _result.Refused++;
        else
            entry.IsCounted = false;
    }

    /// <summary>What its own record left as it was, its status or its merge has changed.</summary>
    private void Updated(ImportEntry entry)
    {
        if (entry.Outcome != Outcome.Unchanged)
            return;
        entry.Outcome = Outcome.Updated;
        if (entry is { IsCounted: true, SameAs: null })
            _result.Move(entry.Kind, Outcome.Unchanged, Outcome.Updated);
    }

    /// <summary>A value that the store refuses is left out; if it has to be there, so is the record.</summary>
    private void GoOnWithout(Pending item, IEnumerable<Problem> problems)
    {
        var (entry, record) = item;
        Problem[] ofRecord = [.. problems.Select(p => p with { Path = [.. p.Path.Skip(1).Where(s => s != "id")] })];
        Problem[] inFile = [.. ofRecord.Select(record.InFile)];
        var keepsQuote = record.AcceptsLostQuote;
        if (!record.TryDoWithoutEntries(ofRecord) && !record.TryDoWithout(ofRecord[0]))
            foreach (var problem in inFile)
                Refuse(entry, problem);
        else if (record.AcceptsLostQuote && !keepsQuote)
            record.Warnings.Add(ofRecord[0] with { Message = $"{ofRecord[0].Message} The quote is kept, and `anchorStatus` says so." });
        else
            foreach (var problem in inFile)
                record.Warn(problem);
    }

    private static IEnumerable<ImportEntry> ToTake(IEnumerable<ImportEntry> batch) => batch.Where(e => !e.Refused && e.SameAs is null);

    /// <summary>Reads records on another thread: the caller can go on.</summary>
    private Task<List<Pending>> ReadAsync(IEnumerable<ImportEntry> batch, CancellationToken cancellation)
    {
        // The index is for one thread, so it is asked before.
        (ImportEntry Entry, NodeKind Kind, (long, int) Place)[] wanted = [.. batch.Select(e => (e, e.Kind, e.Place))];
        return Task.Run(
            async () =>
            {
                List<Pending> pending = [];
                foreach (var (entry, kind, place) in wanted)
                {
                    var record =
                        ImportIndex.Read(kind, (await _bytes.ReadAsync(place, cancellation)).Span, out _)
                        ?? throw new IOException($"{input.Name} was changed while it was read.");
                    record.Content.Canonical(); // it remembers its address or wording, which takes long to find
                    pending.Add(new Pending(entry, record));
                }
                return pending;
            },
            cancellation
        );
    }

    /// <summary>One operation for each record; those that name what is not there are taken out of <paramref name="pending"/>.</summary>
    private async Task<List<Operation>> OperationsAsync(List<Pending> pending, bool isLast, CancellationToken cancellation)
    {
        List<Content> contents = [];
        do
        {
            contents.Clear();
            foreach (var item in pending)
                if (Content(item) is { } content)
                    contents.Add(content);
            pending.RemoveAll(p => p.Entry.Refused);
        } while (await _references.LookUpAsync(cancellation));
        if (!isLast)
            await PostponeAsync(pending, contents, cancellation);

        var asking = pending.Where(p => p.Entry.AsksForId).Select(p => p.Entry.Id).ToArray();
        var known = (await store.GetAsync(asking, cancellation)).OfType<Node>().ToDictionary(n => n.Id);
        return [.. pending.Select((p, i) => OperationFor(p, contents[i], known.GetValueOrDefault(p.Entry.Id)))];
    }

    private Content? Content(Pending item)
    {
        var content = _references.Resolve(item.Record, out var problems);
        foreach (var problem in problems)
            Refuse(item.Entry, problem);
        return content;
    }

    /// <summary>
    /// Leaves for later the records whose address or wording belongs to a node that another record of the file names by its key and may
    /// give another one: a key counts more than a wording. Records that exchange theirs come together in one set.
    /// </summary>
    private async ValueTask PostponeAsync(List<Pending> pending, List<Content> contents, CancellationToken cancellation)
    {
        NaturalKey[][] keysOf = [.. contents.Select(c => c.Canonical().NaturalKeys().ToArray())];
        var keys = keysOf.SelectMany(k => k).Distinct().ToArray();
        if (keys.Length == 0)
            return;
        var found = await store.FindAsync(keys, cancellation);
        var nodes = (await store.GetAsync([.. found.OfType<NodeId>().Distinct()], cancellation)).OfType<Node>().ToDictionary(n => n.Id);
        var owners = keys.Zip(found).Where(k => k.Second is not null).ToDictionary(k => k.First, k => nodes[k.Second!.Value]);
        for (var i = pending.Count - 1; i >= 0; i--)
        {
            var (entry, record) = pending[i];
            if (_postponed.Contains(entry))
                continue;
            var waits = record.After is { } after && index.Find(entry.Kind, after) is { } above && _postponed.Contains(above);
            if (!waits && !Array.Exists(keysOf[i], k => owners.TryGetValue(k, out var owner) && IsStillToCome(owner, entry)))
                continue;
            _postponed.Add(entry);
            pending.RemoveAt(i);
            contents.RemoveAt(i);
        }
    }

    private bool IsStillToCome(Node owner, ImportEntry entry) =>
        !RecordsOf(owner).Contains(entry) && RecordsOf(owner).Any(other => other is { Refused: false, Outcome: null });

    /// <summary>The records of the file that enter a node.</summary>
    private IEnumerable<ImportEntry> RecordsOf(Node node) => KeysOf(node).Select(k => index.Find(node.Kind, k)).OfType<ImportEntry>();

    private static IEnumerable<string> KeysOf(Node node) => node.OtherKeys.Prepend(ImportFormat.KeyOf(node));

    /// <param name="known">The node that has the id which the record asks for.</param>
    private Operation OperationFor(Pending item, Content content, Node? known)
    {
        var (entry, record) = item;
        if (known is not null && entry.IsKeyless)
            return new Update(known.Id, known.Version, input.IsPartial ? Meeting.Laid(content, over: known.Data) : content)
            {
                AcceptsLostQuote = record.AcceptsLostQuote,
                IsMerged = record.MergedInto is not null,
            };
        if (known is not null)
            entry.Id = ids.Next(entry.Kind); // the node is found by its key, or it is another's id
        return new Create(entry.Id, content)
        {
            Key = entry.IsKeyless ? null : record.Key,
            OtherKeys = record.OtherKeys,
            CreatedAt = record.CreatedAt,
            OnExisting = input.IsPartial ? OnExisting.Supplement : OnExisting.Replace,
            RetractedBecause = record.Status == RecordStatus.Retracted && Noun.Of(entry.Kind).IsLink ? record.StatusReason : null,
            AcceptsLostQuote = record.AcceptsLostQuote,
            IsMerged = record.MergedInto is not null,
        };
    }

    private void Accept(List<Pending> pending, CommitResult commit)
    {
        for (var i = 0; i < pending.Count; i++)
        {
            var (entry, record) = pending[i];
            var (outcome, node) = commit.Results[i];
            // A record that was taken without what came after it is taken again.
            var isFirst = !entry.IsPartial;
            (entry.Id, entry.Outcome) = (node.Id, isFirst ? outcome : entry.Outcome);
            entry.IsPartial = isFirst && record.IsPartial;
            if (isFirst)
                Warn(entry, commit.Results[i]);
            // A key of what was merged here leads to another, which is not the one that the file withdraws.
            var isItself = entry.IsKeyless || KeysOf(node).Contains(record.Key);
            entry.WaitsForMerge = record.MergedInto is not null && node.MergedInto is null && isItself;
            entry.WaitsForStatus =
                record is { Withdraws: true, MergedInto: null }
                && isItself
                && (node.Status, node.StatusReason) != (record.Status, record.StatusReason);
        }
    }

    /// <summary>Says that two records of the file are one node, or else what the node has kept.</summary>
    private void Warn(ImportEntry entry, OperationResult taken)
    {
        var first = taken.MetOther
            ? RecordsOf(taken.Node).FirstOrDefault(e => e != entry && e.Outcome is not null && e.Id == taken.Node.Id)
            : null;
        if (first is not null)
        {
            entry.SameAs = first;
            Warn(entry, new Problem(ProblemCode.AlreadyExists, $"{input.PlaceOf(first.Pointer)} is the same record; the two are one.", []));
        }
        foreach (var warning in taken.Warnings.Where(w => !NamesLink(taken.Node, w)))
            Warn(entry, warning);
    }

    // Exports hold retracted evidence and what rests on it; both stand there on purpose.
    private static bool NamesLink(Node node, Problem warning) =>
        warning.Code == ProblemCode.Retracted
        && node.Data.References.Any(r => r.Field == string.Join('.', warning.Path) && Noun.Of(r.Id.Kind).IsLink);

    /// <summary>Statuses come last: evidence on a retracted statement is entered all the same. A change set has one reason.</summary>
    private async Task SetStatusesAsync(CancellationToken cancellation)
    {
        foreach (var batch in index.All.Where(e => e.WaitsForStatus).Chunk(BatchRecords))
        foreach (var withdrawn in (await ReadAsync(batch, cancellation)).GroupBy(p => p.Record.StatusReason!))
            await SetStatusAsync([.. withdrawn], withdrawn.Key, cancellation);
    }

    private async Task SetStatusAsync(List<Pending> withdrawn, string reason, CancellationToken cancellation)
    {
        var changes = ChangeSetOf([.. withdrawn.Select(w => new SetStatus(w.Entry.Id, w.Record.Status!.Value))]) with { Reason = reason };
        try
        {
            await store.CommitAsync(changes, cancellation);
            foreach (var (entry, _) in withdrawn)
                Updated(entry);
        }
        catch (RefusedException e)
        {
            foreach (var (entry, _) in withdrawn)
                Report(entry, e.Problems[0] with { Path = ["statusReason"] });
        }
    }

    /// <summary>Merges come at the very end, each after those into what it merges: a record that is merged takes no others.</summary>
    private async Task MergeAsync(CancellationToken cancellation)
    {
        var merges = new Dictionary<ImportEntry, (string Into, string Reason, ImportEntry? Entry)>();
        foreach (var batch in index.All.Where(e => e.WaitsForMerge).Chunk(BatchRecords))
        foreach (var (entry, record) in await ReadAsync(batch, cancellation))
            merges[entry] = (record.MergedInto!, record.StatusReason!, index.Find(entry.Kind, record.MergedInto!));
        var waiting = merges.Values.Select(m => m.Entry).OfType<ImportEntry>().GroupBy(e => e).ToDictionary(g => g.Key, g => g.Count());
        var ready = new Queue<ImportEntry>(merges.Keys.Where(e => !waiting.ContainsKey(e)));
        while (ready.TryDequeue(out var entry))
        {
            var (into, reason, next) = merges[entry];
            await MergeAsync(entry, next?.Id ?? await StoredAsync(entry.Kind, into, cancellation), reason, cancellation);
            if (next is not null && --waiting[next] == 0 && merges.ContainsKey(next))
                ready.Enqueue(next);
        }
        foreach (var ring in waiting.Where(w => w.Value > 0 && merges.ContainsKey(w.Key)))
            Report(
                ring.Key,
                new Problem(ProblemCode.Cycle, "The record is merged into itself by way of others.", [RecordReader.MergedInto])
            );
    }

    private async Task MergeAsync(ImportEntry entry, NodeId? into, string reason, CancellationToken cancellation)
    {
        if (into is null)
        {
            Report(
                entry,
                new Problem(
                    ProblemCode.NotFound,
                    "There is no record with this key in the file or in the store.",
                    [RecordReader.MergedInto]
                )
            );
            return;
        }
        try
        {
            var merge = new Merge(entry.Id, into.Value) { IsRecorded = true, Force = true };
            await store.CommitAsync(ChangeSetOf([merge]) with { Reason = reason }, cancellation);
            Updated(entry);
        }
        catch (RefusedException e)
        {
            Report(entry, e.Problems[0] with { Path = [RecordReader.MergedInto] });
        }
    }

    private async Task<NodeId?> StoredAsync(NodeKind kind, string key, CancellationToken cancellation) =>
        ImportFormat.TryReadId(kind, key, out var id)
            ? (await store.GetAsync([id], cancellation))[0]?.Id
            : (await store.FindAsync([NaturalKey.OfCaller(kind, key)], cancellation))[0];

    private ChangeSet ChangeSetOf(IReadOnlyList<Operation> operations) => new() { Principal = Principal, Operations = operations };

    private void RefuseRing(ImportEntry entry)
    {
        Refuse(entry, new Problem(ProblemCode.Cycle, "The record rests on itself by way of others.", [NameOfOwnKind(entry.Kind)]));
        Count(entry);
    }

    /// <summary>The field by which a record of a kind names others of it.</summary>
    private static string NameOfOwnKind(NodeKind kind) =>
        Noun.Of(kind).Entered.First(f => f.Type == DataType.Reference && f.Targets.Contains(kind)).Name;

    private void Refuse(ImportEntry entry, Problem problem)
    {
        entry.Refused = true;
        Report(entry, problem);
    }

    private void Report(ImportEntry entry, Problem problem) => _result.AddError(ProblemOf(entry, problem));

    private void Warn(ImportEntry entry, Problem problem) => _result.AddWarning(ProblemOf(entry, problem));

    private ImportProblem ProblemOf(ImportEntry entry, Problem problem) =>
        new(
            input.Name,
            input.PlaceOf(JsonPointer.Of([.. JsonPointer.Record(entry.Kind, entry.Number), .. problem.Path])),
            problem.Code,
            problem.Message
        );
}
