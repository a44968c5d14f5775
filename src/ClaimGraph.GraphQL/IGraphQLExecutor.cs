using System.Net;
using System.Security.Claims;
using System.Text.Json.Nodes;
using ClaimGraph.GraphQL.Engine.Errors;

namespace ClaimGraph.GraphQL;

/// <summary>
/// Runs GraphQL documents inside this process. A document is parsed, validated, limited, charged and answered exactly as it would be over
/// HTTP; parsed documents and their plans are kept for both. Get it from the services of the application. Safe for many threads.
/// </summary>
public interface IGraphQLExecutor
{
    /// <summary>Runs a query or a mutation.</summary>
    /// <param name="document">
    /// The document, which is trusted as the application's own code: it runs where clients may name trusted documents only
    /// (<see cref="PersistedOptions.Only"/>), and it may be longer than <see cref="GraphQLOptions.MaxDocumentBytes"/>. Pass what users
    /// wrote as variables; a document that somebody else wrote belongs into an HTTP request.
    /// </param>
    /// <param name="variables">The values of its variables; null when it has none.</param>
    /// <param name="principal">
    /// For whom it runs: <c>HttpContext.User</c>, or a user that <see cref="ApiClaims.User"/> makes. Their role decides what they may
    /// select, and their quota pays. A principal without the claims of the API is anonymous.
    /// </param>
    /// <param name="address">
    /// From where an anonymous principal asks, which decides whose quota pays; null: all who ask so share one quota.
    /// </param>
    /// <param name="operationName">Which operation runs; null when the document has one only.</param>
    /// <param name="cancellation">Set when nobody waits for the answer any more.</param>
    /// <returns>
    /// The response. Its errors tell what is wrong with the document, the variables or the rights of the principal, and what failed in the
    /// server; no exception does. A subscription is refused.
    /// </returns>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellation"/> was set. A mutation may have been committed.
    /// </exception>
    ValueTask<GraphQLResult> ExecuteAsync(
        string document,
        JsonObject? variables,
        ClaimsPrincipal principal,
        IPAddress? address = null,
        string? operationName = null,
        CancellationToken cancellation = default
    );

    /// <summary>Says what a document of the application does and which variables it takes.</summary>
    /// <param name="document">A document with one operation, a query or a mutation that has a name.</param>
    /// <param name="cancellation">Set when nobody waits for the answer any more.</param>
    /// <exception cref="RequestException">It is not such a document of this schema; the errors say where and why.</exception>
    ValueTask<OperationDescription> DescribeAsync(string document, CancellationToken cancellation = default);
}
