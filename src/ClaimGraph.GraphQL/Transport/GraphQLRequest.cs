using GraphQL;

namespace ClaimGraph.GraphQL.Transport;

/// <summary>The parameters of a GraphQL-over-HTTP request. Extensions are checked and then left aside: none is defined here.</summary>
/// <param name="Query">The document, in UTF-8.</param>
internal readonly record struct GraphQLRequest(ReadOnlyMemory<byte> Query, string? OperationName, Inputs Variables);
