namespace ClaimGraph.GraphQL.Api.Schema;

/// <summary>Reads ids that come in from outside.</summary>
internal static class Ids
{
    /// <exception cref="RefusedException">The text is not an id, or one of another kind than asked for.</exception>
    public static NodeId Parse(string text, string path, NodeKind? kind = null)
    {
        if (!NodeId.TryParse(text, out var id)) throw new RefusedException(ProblemCode.InvalidFormat, "This is not the id of a node.", path);
        if (kind is { } expected && id.Kind != expected)
            throw new RefusedException(ProblemCode.WrongKind, $"The id of a node of type {expected} is expected; this is that of a node of type {id.Kind}.", path);
        return id;
    }
}
