using System.Text.Json.Nodes;

namespace ClaimGraph.Interchange.Argdown;

/// <summary>How an element of Argdown relates to the one that it stands under.</summary>
internal enum ArgdownRelation
{
    Support,
    Attack,
    Undercut,
    Contradiction,
}

/// <summary>A statement <c>[…]</c> or an argument <c>&lt;…&gt;</c>, wherever it is named.</summary>
internal sealed class ArgdownElement(bool isArgument, string? title, int line)
{
    public bool IsArgument { get; } = isArgument;
    public string? Title { get; } = title;
    public int Line { get; } = line;
    public string? Text { get; set; }
    public HashSet<string> Tags { get; } = [];

    /// <summary>What we wrote into its data, wherever it is named; null in what others wrote.</summary>
    public JsonObject? Ours { get; private set; }

    /// <summary>The steps of an argument that is written out, the conclusion last.</summary>
    public List<ArgdownStep> Steps { get; } = [];

    /// <summary>Adds what we wrote at one place.</summary>
    public void Add(JsonObject ours)
    {
        Ours ??= [];
        foreach (var (member, value) in ours)
            Ours.TryAdd(member, value?.DeepClone());
    }

    public string? OurKey => (string?)Ours?["key"];
    public string? OurEvidence => (string?)Ours?["evidence"];
}

/// <summary>One numbered statement of an argument.</summary>
/// <param name="Statement">What it says.</param>
/// <param name="IsConclusion">It follows from those before it.</param>
internal sealed record ArgdownStep(ArgdownElement Statement, bool IsConclusion);

/// <summary>One says something of the other.</summary>
internal sealed record ArgdownLink(ArgdownElement From, ArgdownElement To, ArgdownRelation Relation, int Line);
