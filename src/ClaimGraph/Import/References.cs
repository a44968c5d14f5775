using System.Text;
using ClaimGraph.Stores;

namespace ClaimGraph.Import;

/// <summary>
/// Turns keys into ids: the file's own first, then those of the store. Keys that must be looked up are collected while records are
/// resolved and asked for in one call (<see cref="LookUpAsync"/>); the records are then resolved again.
/// </summary>
internal sealed class References(ImportInput input, ImportIndex index, IClaimStore store)
{
    // Keys of the store that are remembered: enough for a batch and for those that many records name.
    private const int MostStored = 100_000;

    private readonly Dictionary<(NodeKind Kind, string Key), NodeId?> _stored = [];
    private readonly HashSet<(NodeKind Kind, string Key)> _asked = [];
    private readonly List<Problem> _problems = [];
    private bool _open;

    /// <summary>The content of a record; null when something is wrong with its references, or a key must be looked up first.</summary>
    /// <param name="record">The record.</param>
    /// <param name="problems">Why the record cannot be taken.</param>
    public Content? Resolve(ImportRecord record, out IReadOnlyList<Problem> problems)
    {
        _problems.Clear();
        _problems.AddRange(record.Problems);
        _open = false;
        record.IsPartial = false;
        foreach (var named in record.Named)
            if (Find(record, named) is { } id)
                named.Set(id);
        foreach (var file in record.Files)
            file.Text.Set(file.Owner, TextOf(file));
        problems = _open ? [] : [.. _problems.Where(p => !TryDoWithout(record, p))];
        return _open || problems.Count > 0 ? null : record.Complete();
    }

    /// <summary>A node of a list that is not found is left out of the list, another value with its field.</summary>
    private static bool TryDoWithout(ImportRecord record, Problem problem)
    {
        if (problem.Code == ProblemCode.NotFound && record.FieldOf(problem) is { Type: DataType.ReferenceList or DataType.PartList })
            record.Named.RemoveAll(n => ReferenceEquals(n.Path, problem.Path));
        else if (!record.TryDoWithout(problem))
            return false;
        record.Warn(problem);
        return true;
    }

    /// <summary>Before the first record of a batch: forgets keys when there are too many.</summary>
    public void BeginBatch()
    {
        if (_stored.Count > MostStored)
            _stored.Clear();
    }

    /// <summary>Looks up what was asked for. False when that is nothing.</summary>
    public async ValueTask<bool> LookUpAsync(CancellationToken cancellation)
    {
        if (_asked.Count == 0)
            return false;
        var keys = _asked.Where(a => !ImportFormat.TryReadId(a.Kind, a.Key, out _)).ToArray();
        var found = await store.FindAsync([.. keys.Select(k => NaturalKey.OfCaller(k.Kind, k.Key))], cancellation);
        for (var i = 0; i < keys.Length; i++)
            _stored[keys[i]] = found[i];

        var ids = _asked.Except(keys).ToArray();
        var nodes = await store.GetAsync([.. ids.Select(i => IdOf(i.Kind, i.Key))], cancellation);
        for (var i = 0; i < ids.Length; i++)
            _stored[ids[i]] = nodes[i]?.Id;
        _asked.Clear();
        return true;
    }

    private NodeId? Find(ImportRecord record, NamedNode named)
    {
        var (kind, key) = (named.Kind, named.Key);
        var entry = index.Find(kind, key);
        var isToCome =
            named.IsOfList && kind == record.Content.Kind && entry is { Refused: false, Outcome: null, SameAs: null or { Outcome: null } };
        if (entry is { Refused: false } && !isToCome)
            return entry.Id;
        if (!_stored.TryGetValue((kind, key), out var stored))
        {
            _asked.Add((kind, key));
            _open = true;
        }
        else if (stored is null && isToCome)
            record.IsPartial = true;
        else if (stored is null)
            Refuse(
                ProblemCode.NotFound,
                entry is not null
                    ? $"This names the {ImportFormat.Word(kind)} '{key}', which was refused (see {input.PlaceOf(entry.Pointer)})."
                    : $"No {ImportFormat.Word(kind)} in the file or in the store has the key '{key}'.",
                named.Path
            );
        return stored;
    }

    private string TextOf(NamedFile file)
    {
        try
        {
            using var stream = input.OpenBeside(file.Name);
            if (stream is not null)
                return Read(stream, file.Name, file.Path);
            Refuse(ProblemCode.NotFound, $"There is no file '{file.Name}' beside the import file.", file.Path);
        }
        catch (RefusedException e)
        {
            _problems.AddRange(e.Problems.Select(p => p.Under(file.Path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Refuse(ProblemCode.NotFound, $"The file '{file.Name}' cannot be read; check its name and that it may be read.", file.Path);
        }
        return "";
    }

    private string Read(Stream stream, string file, string[] path)
    {
        // Four bytes at most for each code point: a larger file holds more than a snapshot takes.
        if (stream.Length > 4L * Limits.Snapshot)
        {
            Refuse(ProblemCode.TooLong, $"'{file}' has more than {Limits.Snapshot:N0} characters.", path);
            return "";
        }
        try
        {
            using var reader = new StreamReader(
                stream,
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
            );
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            Refuse(ProblemCode.InvalidText, $"'{file}' is not UTF-8.", path);
            return "";
        }
    }

    private void Refuse(string code, string message, string[] path) => _problems.Add(new Problem(code, message, path));

    private static NodeId IdOf(NodeKind kind, string key) => ImportFormat.TryReadId(kind, key, out var id) ? id : default;
}
