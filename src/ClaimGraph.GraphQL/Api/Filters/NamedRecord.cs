using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.Queries;

namespace ClaimGraph.GraphQL.Api.Filters;

/// <summary>A name in a filter, which stands for a record (<see cref="RecordName"/>). What it stands for is not known before the request
/// runs.</summary>
internal sealed record NamedRecord(string Name)
{
    /// <summary>The id in a text, or the name.</summary>
    /// <exception cref="RefusedException">The text is neither.</exception>
    public static object Of(string text, string path) =>
        NodeId.TryParse(text, out var id) ? id
        : RecordName.Is(text) ? new NamedRecord(text)
        : throw new RefusedException(ProblemCode.InvalidFormat, References.NotAnId(text), path);

    /// <summary>The record; the id 0, which no record has, if there is none of this name.</summary>
    public NodeId Find(ApiScope scope, string path, IReadOnlyList<NodeKind> kinds) => scope.References.Find(Name, [path], kinds) ?? default;
}
