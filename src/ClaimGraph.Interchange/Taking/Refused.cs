namespace ClaimGraph.Interchange.Taking;

/// <summary>What the store has refused in earlier attempts at the same batch.</summary>
internal sealed class Refused
{
    private readonly HashSet<string> _names = [];
    private readonly HashSet<string> _contested = [];

    public bool Contains(string name) => _names.Contains(name);

    /// <summary>False for an actor one of whose identifiers another actor has.</summary>
    public bool HasIdentifiers(string key) => !_contested.Contains(key);

    public void Add(string name) => _names.Add(name);

    public bool Contest(string key) => _contested.Add(key);
}
