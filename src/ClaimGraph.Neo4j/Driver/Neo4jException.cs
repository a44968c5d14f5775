namespace ClaimGraph.Neo4j.Driver;

/// <summary>The server rejected a query.</summary>
/// <param name="code">Neo4j's status code, such as <c>Neo.ClientError.Schema.ConstraintValidationFailed</c>.</param>
internal sealed class Neo4jException(string code, string message) : ClaimGraphException($"{message} ({code})")
{
    public string Code { get; } = code;
}
