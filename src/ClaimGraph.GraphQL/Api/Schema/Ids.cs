namespace ClaimGraph.GraphQL.Api.Schema;

/// <summary>Reads ids that come in from outside.</summary>
internal static class Ids
{
    public const string NotAnId = "This is not a valid id; use the id of a record as the API returns it.";

    /// <exception cref="RefusedException">The text is not an id, or one of another kind than asked for.</exception>
    public static NodeId Parse(string text, string path, NodeKind? kind = null)
    {
        if (!NodeId.TryParse(text, out var id))
            throw new RefusedException(ProblemCode.InvalidFormat, NotAnId, path);
        if (kind is { } expected && id.Kind != expected)
            throw new RefusedException(
                ProblemCode.WrongKind,
                $"{id} is the id of a record of type {id.Kind}; use the id of a record of type {expected}.",
                path
            );
        return id;
    }
}
