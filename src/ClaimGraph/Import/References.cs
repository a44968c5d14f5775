using System.Globalization;
using System.Text;
using ClaimGraph.Stores;

namespace ClaimGraph.Import;

/// <summary>
/// Turns keys into ids: the file's own first, then those of the store. Keys that must be looked up are collected while records are resolved and
/// asked for in one call (<see cref="LookUpAsync"/>); the records are then resolved again.
/// </summary>
internal sealed class References(ImportInput input, ImportIndex index, IClaimStore store)
{
    private readonly Dictionary<(NodeKind Kind, string Key), NodeId?> _stored = [];
    private readonly HashSet<(NodeKind Kind, string Key)> _asked = [];
    private readonly List<Problem> _problems = [];
    private bool _open;

    /// <summary>The content of a record; null when something is wrong with its references, or a key must be looked up first.</summary>
    public Content? Resolve(ImportRecord record, out IReadOnlyList<Problem> problems)
    {
        _problems.Clear();
        _open = false;
        var content = record.ToContent(this);
        problems = _open ? [] : [.. _problems];
        return _open || problems.Count > 0 ? null : content;
    }

    /// <summary>Looks up what was asked for. False when that is nothing.</summary>
    public async ValueTask<bool> LookUpAsync(CancellationToken cancellation)
    {
        if (_asked.Count == 0) return false;
        var keys = _asked.Where(a => !ImportFormat.TryReadId(a.Kind, a.Key, out _)).ToArray();
        var found = await store.FindAsync([.. keys.Select(k => NaturalKey.OfCaller(k.Kind, k.Key))], cancellation);
        for (var i = 0; i < keys.Length; i++) _stored[keys[i]] = found[i];

        var ids = _asked.Except(keys).ToArray();
        var nodes = await store.GetAsync([.. ids.Select(i => IdOf(i.Kind, i.Key))], cancellation);
        for (var i = 0; i < ids.Length; i++) _stored[ids[i]] = nodes[i]?.Id;
        _asked.Clear();
        return true;
    }

    /// <summary>The node with a key; null when the field is not set.</summary>
    public NodeId? Find(NodeKind kind, string? key, params string[] path)
    {
        if (key is null) return null;
        var entry = index.Find(kind, key);
        if (entry is { Refused: false }) return entry.Id;
        if (!_stored.TryGetValue((kind, key), out var stored))
        {
            _asked.Add((kind, key));
            _open = true;
        }
        else if (stored is null)
            Refuse(ProblemCode.NotFound, entry is not null ? $"It names the {Noun(kind)} '{key}', which could not be taken (see {entry.Pointer})."
                : $"There is no {Noun(kind)} with the key '{key}', neither in the file nor in the store.", path);
        return stored;
    }

    /// <summary>The node with a key that must be given.</summary>
    public NodeId Needed(NodeKind kind, string? key, params string[] path)
    {
        if (key is null) Refuse(ProblemCode.Required, $"The key of {Article(kind)} is needed.", path);
        return Find(kind, key, path) ?? default;
    }

    /// <summary>The node that one of two fields names.</summary>
    public NodeId OneOf((NodeKind Kind, string? Key) one, (NodeKind Kind, string? Key) other, params string[] path)
    {
        if ((one.Key is null) == (other.Key is null))
        {
            Refuse(ProblemCode.Required, $"The key of either {Article(one.Kind)} or {Article(other.Kind)} is needed.", path);
            return default;
        }
        var (kind, key) = one.Key is null ? other : one;
        return Find(kind, key, [.. path, Noun(kind)]) ?? default;
    }

    /// <summary>A value that must be given.</summary>
    public T Needed<T>(T? value, params string[] path) where T : struct
    {
        if (value is null) Refuse(ProblemCode.Required, "A value is needed here.", path);
        return value ?? default;
    }

    /// <summary>The text of a file beside the import file.</summary>
    public string TextOf(string file, bool alsoInline, params string[] path)
    {
        if (alsoInline) Refuse(ProblemCode.InvalidFormat, "Give the text or its file, not both.", path);
        try
        {
            using var stream = input.OpenBeside(file);
            if (stream is not null) return Read(stream, file, path);
            Refuse(ProblemCode.NotFound, $"There is no file '{file}' beside the import file.", path);
        }
        catch (RefusedException e)
        {
            _problems.AddRange(e.Problems.Select(p => p.Under(path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Refuse(ProblemCode.NotFound, $"The file '{file}' cannot be read: {e.Message}", path);
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
            using var reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            Refuse(ProblemCode.InvalidText, $"'{file}' is not UTF-8.", path);
            return "";
        }
    }

    internal static string Number(int i) => i.ToString(CultureInfo.InvariantCulture);

    private void Refuse(string code, string message, string[] path) => _problems.Add(new Problem(code, message, path));

    private static NodeId IdOf(NodeKind kind, string key) => ImportFormat.TryReadId(kind, key, out var id) ? id : default;
    private static string Noun(NodeKind kind) => kind.ToString().ToLowerInvariant();
    private static string Article(NodeKind kind) => (kind is NodeKind.Statement or NodeKind.Source or NodeKind.Review ? "a " : "an ") + Noun(kind);
}
