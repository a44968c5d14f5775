namespace ClaimGraph.GraphQL.Engine.Errors;

/// <summary>
/// The catalogue of what <c>errors[].extensions.code</c> can say, each with the status of a response that has nothing but this error
/// (GraphQL over HTTP, September 2026, section Status Codes). What is wrong with the input of a mutation is not here: it comes as
/// userErrors.
/// </summary>
public sealed class ErrorCode
{
    /// <summary>The body is not JSON, or not UTF-8.</summary>
    public static readonly ErrorCode MalformedJson = new("MALFORMED_JSON", 400);

    /// <summary>The request lacks its query, or one of its parameters has the wrong type.</summary>
    public static readonly ErrorCode InvalidRequest = new("INVALID_REQUEST", 422);

    /// <summary>Neither GET nor POST, or a mutation by GET.</summary>
    public static readonly ErrorCode MethodNotAllowed = new("METHOD_NOT_ALLOWED", 405);

    /// <summary>The credentials are wrong, expired or revoked; or there are none and what is asked for needs some.</summary>
    public static readonly ErrorCode Unauthenticated = new("UNAUTHENTICATED", 401);

    /// <summary>The credentials are good and their role does not allow what is asked for. Nothing of the request was carried out.</summary>
    public static readonly ErrorCode Forbidden = new("FORBIDDEN", 403);

    /// <summary>A browser sent the request for a page of another site, whose origin is not allowed.</summary>
    public static readonly ErrorCode CrossSite = new("CROSS_SITE", 403);

    /// <summary>The Host header names a host that the server does not answer for.</summary>
    public static readonly ErrorCode UnknownHost = new("UNKNOWN_HOST", 421);

    /// <summary>No media type of the Accept header can be served.</summary>
    public static readonly ErrorCode NotAcceptable = new("NOT_ACCEPTABLE", 406);

    /// <summary>The body came so slowly that it was not waited for.</summary>
    public static readonly ErrorCode RequestTimeout = new("REQUEST_TIMEOUT", 408);

    /// <summary>The body is larger than the server takes.</summary>
    public static readonly ErrorCode BodyTooLarge = new("BODY_TOO_LARGE", 413);

    /// <summary>The body is not application/json in UTF-8, or has a content encoding other than gzip, br or deflate.</summary>
    public static readonly ErrorCode UnsupportedMediaType = new("UNSUPPORTED_MEDIA_TYPE", 415);

    /// <summary>More operations run on the connection than the server takes.</summary>
    public static readonly ErrorCode TooManyOperations = new("TOO_MANY_OPERATIONS", 429);

    /// <summary>The client's address has as many connections open as the server allows; Retry-After says when to try again.</summary>
    public static readonly ErrorCode TooManyConnections = new("TOO_MANY_CONNECTIONS", 429);

    /// <summary>The client's address has as many bytes of bodies and responses on the way as the server allows.</summary>
    public static readonly ErrorCode TooManyBytes = new("TOO_MANY_BYTES", 429);

    /// <summary>The server has as many connections as it may have; Retry-After says when to try again.</summary>
    public static readonly ErrorCode ServerBusy = new("SERVER_BUSY", 503);

    /// <summary>No document of this identifier is kept; send the document itself.</summary>
    public static readonly ErrorCode PersistedQueryNotFound = new("PERSISTED_QUERY_NOT_FOUND", 404, wellFormed: true);

    /// <summary>Documents are not kept here on request; send them.</summary>
    public static readonly ErrorCode PersistedQueryNotSupported = new("PERSISTED_QUERY_NOT_SUPPORTED", 422, wellFormed: true);

    /// <summary>Only trusted documents are carried out here, and this is none.</summary>
    public static readonly ErrorCode DocumentNotTrusted = new("DOCUMENT_NOT_TRUSTED", 403, wellFormed: true);

    /// <summary>The document is not GraphQL.</summary>
    public static readonly ErrorCode SyntaxError = new("SYNTAX_ERROR", 400, wellFormed: true);

    /// <summary>The document is longer, or selects more fields, than the server takes.</summary>
    public static readonly ErrorCode DocumentTooLarge = new("DOCUMENT_TOO_LARGE", 422, wellFormed: true);

    /// <summary>The document nests deeper than the server takes.</summary>
    public static readonly ErrorCode DocumentTooDeep = new("DOCUMENT_TOO_DEEP", 422, wellFormed: true);

    /// <summary>The document does not fit the schema.</summary>
    public static readonly ErrorCode ValidationFailed = new("VALIDATION_FAILED", 422, wellFormed: true);

    /// <summary>The document has no operation, none of that name, or several and no name was given.</summary>
    public static readonly ErrorCode OperationNotFound = new("OPERATION_NOT_FOUND", 422, wellFormed: true);

    /// <summary>The value of a variable does not fit its type, or the variables hold more values than the server takes.</summary>
    public static readonly ErrorCode InvalidVariable = new("INVALID_VARIABLE", 422, wellFormed: true);

    /// <summary>An argument of a field cannot be used: a cursor of another list, an id of another kind, a page or a filter too
    /// large.</summary>
    public static readonly ErrorCode InvalidArgument = new("INVALID_ARGUMENT", 200, wellFormed: true);

    /// <summary>The operation would cost more than the server takes, whoever asks.</summary>
    public static readonly ErrorCode CostTooHigh = new("COST_TOO_HIGH", 422, wellFormed: true);

    /// <summary>The response would have more bytes than the server sends.</summary>
    public static readonly ErrorCode ResponseTooLarge = new("RESPONSE_TOO_LARGE", 422, wellFormed: true);

    /// <summary>The caller asked more than their quota; Retry-After says when to come back.</summary>
    public static readonly ErrorCode RateLimited = new("RATE_LIMITED", 429);

    /// <summary>The operation took longer than the server lets it.</summary>
    public static readonly ErrorCode Timeout = new("TIMEOUT", 422, wellFormed: true);

    /// <summary>The database cannot be used now; the message says why. A mutation that answers so was not applied.</summary>
    public static readonly ErrorCode StoreUnavailable = new("STORE_UNAVAILABLE", 503);

    /// <summary>The issuer of tokens cannot be reached, so the token of the request cannot be checked.</summary>
    public static readonly ErrorCode IssuerUnavailable = new("ISSUER_UNAVAILABLE", 503);

    /// <summary>A fault of the server; its log has the details.</summary>
    public static readonly ErrorCode Internal = new("INTERNAL", 500);

    private ErrorCode(string name, int status, bool wellFormed = false) => (Name, Status, IsWellFormedRequest) = (name, status, wellFormed);

    /// <summary>As the API spells it.</summary>
    public string Name { get; }

    /// <summary>The HTTP status with <c>application/graphql-response+json</c>.</summary>
    public int Status { get; }

    /// <summary>True when the error is one of GraphQL and not of HTTP: clients that take only <c>application/json</c> get it with status
    /// 200.</summary>
    public bool IsWellFormedRequest { get; }

    public override string ToString() => Name;
}
