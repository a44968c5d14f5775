using ClaimGraph.Queries;

namespace ClaimGraph.GraphQL.Api.Requests;

/// <summary>The records that the names in a request stand for (<see cref="RecordName"/>). They are looked up together before they are
/// used.</summary>
internal sealed class References(IClaimStore store)
{
    /// <summary>So many names can stand in a request.</summary>
    public const int Most = 1_000;

    private readonly Dictionary<string, NodeId[]> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<NaturalKey, NodeId> _expected = [];

    /// <summary>Looks names up. Those that stood for nothing are looked up again, as a mutation may have made it; other texts are left
    /// out.</summary>
    /// <returns>False if the request has too many names.</returns>
    public async ValueTask<bool> LearnAsync(IEnumerable<string> texts, CancellationToken cancellation)
    {
        string[] names = [.. texts.Where(t => RecordName.Is(t) && _found.GetValueOrDefault(t) is not { Length: > 0 }).Distinct()];
        if (names.Length == 0)
            return true;
        foreach (var name in names)
            _found[name] = [];
        if (_found.Count > Most)
            return false;
        (string Name, NaturalKey Key)[] keys = [.. names.SelectMany(n => RecordName.Keys(n).Select(k => (n, k)))];
        var ids = await store.FindAsync([.. keys.Select(k => k.Key)], cancellation);
        foreach (var found in keys.Zip(ids).Where(f => f.Second is not null).GroupBy(f => f.First.Name))
            _found[found.Key] = [.. found.Select(f => f.Second!.Value).Distinct()];
        return true;
    }

    /// <summary>Makes the names with these keys stand for a record that is about to be entered.</summary>
    public void Expect(IEnumerable<NaturalKey> keys, NodeId id)
    {
        foreach (var key in keys)
            _expected.TryAdd(key, id);
    }

    /// <summary>The record that is expected under one of these keys; null if none is.</summary>
    public NodeId? Expected(IEnumerable<NaturalKey> keys) =>
        keys.Where(_expected.ContainsKey).Select(k => (NodeId?)_expected[k]).FirstOrDefault();

    /// <summary>Forgets what was expected.</summary>
    public void ExpectNothing() => _expected.Clear();

    /// <summary>The name of a record where a bare text can be its key: a key that is expected counts more than an id.</summary>
    public string NameOfKey(string text)
    {
        var name = $"key:{text}";
        return RecordName.Is(text) || NodeId.TryParse(text, out _) && !Expected(name).Any() ? text : name;
    }

    private IEnumerable<NodeId> Expected(string name) => RecordName.Keys(name).Where(_expected.ContainsKey).Select(k => _expected[k]);

    /// <summary>The record that an id or a name stands for; null if there is none of that name.</summary>
    /// <param name="kinds">The types of record that are accepted; empty for all.</param>
    /// <exception cref="RefusedException">The text is neither an id nor a name, or it stands for another type of record.</exception>
    public NodeId? Find(string text, string[] path, IReadOnlyList<NodeKind> kinds)
    {
        if (NodeId.TryParse(text, out var id))
            return id;
        if (!RecordName.Is(text))
            throw Refused(ProblemCode.InvalidFormat, NotAnId(text), path);
        var stored = _found.GetValueOrDefault(text, []);
        NodeId[] found = [.. stored, .. Expected(text).Where(e => Array.TrueForAll(stored, s => s.Kind != e.Kind))];
        NodeId[] accepted = kinds.Count == 0 ? found : [.. found.Where(f => kinds.Contains(f.Kind))];
        return accepted switch
        {
            [] => null,
            [var one] => one,
            _ => throw Refused(
                ProblemCode.WrongKind,
                "Several records have this key: "
                    + string.Join(", ", accepted.Select(a => $"{Noun.Of(a.Kind).Word}:{KeyIn(text)}"))
                    + ". Use one of these names.",
                path
            ),
        };
    }

    /// <summary>The record with an id, or the only one in the store with a name; null if there is none or several.</summary>
    public NodeId? Only(string text) =>
        NodeId.TryParse(text, out var id) ? id
        : _found.GetValueOrDefault(text) is [var one] ? one
        : null;

    /// <summary>The record of a kind that has a name in the store; null if there is none.</summary>
    public NodeId? FindStored(string name, NodeKind kind) =>
        _found.GetValueOrDefault(name, []).Where(id => id.Kind == kind).Cast<NodeId?>().FirstOrDefault();

    /// <summary>The same for a record that must exist.</summary>
    public NodeId Get(string text, string[] path, IReadOnlyList<NodeKind> kinds) =>
        Find(text, path, kinds)
        ?? throw Refused(
            ProblemCode.NotFound,
            $"No {(kinds.Count == 0 ? "record" : string.Join(" or ", kinds.Select(k => Noun.Of(k).Word)))} has the name '{text}'.",
            path
        );

    /// <summary>What is wrong with a text that is neither an id nor a name.</summary>
    public static string NotAnId(string text) =>
        $"'{(text.Length <= 60 ? text : text[..60] + "…")}' is not a valid id; use the id of a record as the API returns it, "
        + $"or its name: {RecordName.Forms}.";

    private static string KeyIn(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static RefusedException Refused(string code, string message, string[] path) => new([new Problem(code, message, path)]);
}
