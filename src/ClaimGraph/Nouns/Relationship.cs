namespace ClaimGraph;

/// <summary>What a reference is in a graph: an edge between the node that names another and the node named.</summary>
public sealed class Relationship
{
    private readonly Func<Content, string>? _choose;

    internal Relationship(string name, bool isReversed) => (Names, IsReversed) = ([name], isReversed);

    /// <param name="names">All names that there are.</param>
    /// <param name="choose">Gives one of them.</param>
    internal Relationship(IReadOnlyList<string> names, Func<Content, string> choose) => (Names, _choose) = (names, choose);

    /// <summary>What the edge can be called, in capitals: <c>PUBLISHED</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>True when the edge starts at the node named: a source names its publisher, but the actor PUBLISHED the source.</summary>
    public bool IsReversed { get; }

    /// <summary>What the edge of a reference in this content is called; one of <see cref="Names"/>.</summary>
    public string NameIn(Content content) => _choose is null ? Names[0] : _choose(content);
}
