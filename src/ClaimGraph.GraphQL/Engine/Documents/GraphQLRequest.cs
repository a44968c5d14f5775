using ClaimGraph.GraphQL.Engine.Errors;
using GraphQL;

namespace ClaimGraph.GraphQL.Engine.Documents;

/// <summary>The parameters of a GraphQL-over-HTTP request.</summary>
/// <param name="Query">The document, in UTF-8; empty when the request names it.</param>
internal readonly record struct GraphQLRequest(ReadOnlyMemory<byte> Query, string? OperationName, Inputs Variables)
{
    /// <summary>The identifier of the document (GraphQL over HTTP, appendix on persisted documents); null when it is sent itself.</summary>
    public string? DocumentId { get; init; }

    /// <summary>The SHA-256 of an automatic persisted query, in lower-case hexadecimal; null when the request is none.</summary>
    public string? PersistedHash { get; init; }

    /// <summary>True for a document of the application's own code, which is trusted as the documents that operators trust are.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>True when the document is not sent.</summary>
    public bool IsNamed => Query.IsEmpty && (DocumentId ?? PersistedHash) is not null;
}

/// <summary>What the body of a POST holds: one request, or an array of them.</summary>
/// <param name="Batch">Null when it is one request.</param>
internal readonly record struct RequestBody(GraphQLRequest Single, IReadOnlyList<BatchEntry>? Batch = null);

/// <summary>One entry of an array of requests; what is wrong with one concerns that one only.</summary>
internal readonly record struct BatchEntry(GraphQLRequest Request, RequestException? Failure = null);
