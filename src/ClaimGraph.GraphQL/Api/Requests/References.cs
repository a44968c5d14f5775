using ClaimGraph.GraphQL.Api.Schema;

namespace ClaimGraph.GraphQL.Api.Requests;

/// <summary>The records that the names in a request stand for (<see cref="RecordName"/>). They are looked up together before they are
/// used.</summary>
internal sealed class References(IClaimStore store)
{
    /// <summary>So many names can stand in a request.</summary>
    public const int Most = 1_000;

    private readonly Dictionary<string, NodeId[]> _found = new(StringComparer.Ordinal);

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

    /// <summary>Makes a name stand for a record that is about to be created.</summary>
    public void Expect(string name, NodeId id) => _found[name] = [.. _found.GetValueOrDefault(name, []), id];

    /// <summary>The record that an id or a name stands for; null if there is none of that name.</summary>
    /// <param name="kinds">The types of record that are accepted; empty for all.</param>
    /// <exception cref="RefusedException">The text is neither an id nor a name, or it stands for another type of record.</exception>
    public NodeId? Find(string text, string[] path, IReadOnlyList<NodeKind> kinds)
    {
        if (NodeId.TryParse(text, out var id))
            return id;
        if (!_found.TryGetValue(text, out var found))
            throw Refused(ProblemCode.InvalidFormat, Ids.NotAnId(text), path);
        NodeId[] accepted = kinds.Count == 0 ? found : [.. found.Where(f => kinds.Contains(f.Kind))];
        return accepted switch
        {
            [] => null,
            [var one] => one,
            _ => throw Refused(
                ProblemCode.WrongKind,
                $"Several records have this key: {string.Join(", ", accepted.Select(a => $"{Noun.Of(a.Kind).Word}:{KeyIn(text)}"))}. Use one of these names.",
                path
            ),
        };
    }

    /// <summary>The same for a record that must exist.</summary>
    public NodeId Get(string text, string[] path, IReadOnlyList<NodeKind> kinds) =>
        Find(text, path, kinds)
        ?? throw Refused(
            ProblemCode.NotFound,
            $"No {(kinds.Count == 0 ? "record" : string.Join(" or ", kinds.Select(k => Noun.Of(k).Word)))} has the name '{text}'.",
            path
        );

    private static string KeyIn(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static RefusedException Refused(string code, string message, string[] path) => new([new Problem(code, message, path)]);
}
