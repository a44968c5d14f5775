using GraphQL;

namespace ClaimGraph.GraphQL.Engine.Errors;

/// <summary>Errors of GraphQL.NET in the form of this API.</summary>
internal static class DocumentErrors
{
    public static ResponseError ToResponse(ExecutionError error, ErrorCode code) =>
        new(code, error.Message, error.Locations?.Select(l => (l.Line, l.Column)).ToArray());
}
