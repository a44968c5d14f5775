using ClaimGraph.GraphQL.Api.Requests;

namespace ClaimGraph.GraphQL.Api.Schema;

/// <summary>Reads ids, and the names that can stand for them, from the arguments of fields.</summary>
internal static class Ids
{
    /// <summary>The id of a record.</summary>
    /// <exception cref="RefusedException">The text is not an id or a name, stands for a record of another type, or no record has this
    /// name.</exception>
    public static NodeId Get(ApiScope scope, string text, string path, NodeKind? kind = null) =>
        OfKind(scope.References.Get(text, [path], KindsOf(kind)), path, kind);

    /// <summary>The same; null if no record has this name.</summary>
    public static NodeId? Find(ApiScope scope, string text, string path, NodeKind? kind = null) =>
        scope.References.Find(text, [path], KindsOf(kind)) is { } id ? OfKind(id, path, kind) : null;

    private static NodeKind[] KindsOf(NodeKind? kind) => kind is { } one ? [one] : [];

    private static NodeId OfKind(NodeId id, string path, NodeKind? kind) =>
        kind is not { } expected || id.Kind == expected
            ? id
            : throw new RefusedException(
                ProblemCode.WrongKind,
                $"{id} is the id of a record of type {id.Kind}; use the id of a record of type {expected}.",
                path
            );
}
