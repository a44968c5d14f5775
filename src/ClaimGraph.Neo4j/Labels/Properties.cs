using System.Collections;

namespace ClaimGraph.Neo4j.Labels;

/// <summary>The properties of a node as a query parameter. Null removes a property that was there.</summary>
internal sealed class Properties : Dictionary<string, object?>
{
    /// <summary>What the names of properties begin with that serve this program only.</summary>
    public const string Internal = "_";

    /// <summary>The id as a number, by which nodes are found.</summary>
    public const string Id = Internal + "id";

    /// <summary>The id as the API shows it.</summary>
    public const string ShownId = "id";

    /// <summary>The id and the properties that differ from those before.</summary>
    public Properties Since(Properties before)
    {
        foreach (var (name, value) in before)
            if (name != Id && IsSame(value, this[name]))
                Remove(name);
        return this;
    }

    /// <summary>These properties for a new node.</summary>
    public Properties WithoutNulls()
    {
        foreach (var (name, value) in this)
            if (value is null)
                Remove(name);
        return this;
    }

    private static bool IsSame(object? a, object? b) =>
        a is Array x ? b is Array y && StructuralComparisons.StructuralEqualityComparer.Equals(x, y) : Equals(a, b);
}
