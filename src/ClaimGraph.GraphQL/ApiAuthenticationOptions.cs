using ClaimGraph.Access;

namespace ClaimGraph.GraphQL;

/// <summary>
/// How the API authenticates. Its requests use the policy scheme <see cref="Scheme"/>, which is also the application's default unless it
/// names another. A request with an Authorization header goes to the scheme for keys or, by the form of its token, to
/// <see cref="TokenScheme"/>. A request without one goes to the policy scheme's <c>ForwardDefault</c>: set it to a scheme of cookies to let
/// users sign in.
/// </summary>
public sealed class ApiAuthenticationOptions
{
    /// <summary>The policy scheme, which forwards to the scheme that fits the credentials of a request.</summary>
    public const string Scheme = "ClaimGraph";

    /// <summary>The scheme for API keys.</summary>
    public const string KeyScheme = "ApiKey";

    /// <summary>What users without credentials may do, and users whose claims give no role; null: nothing, not even read.</summary>
    /// <value><see cref="Role.Reader"/> when not set.</value>
    public Role? Anonymous { get; set; } = Role.Reader;

    /// <summary>The scheme that checks bearer tokens which are not keys. It reads the Authorization header.</summary>
    /// <value>None when not set: such tokens are refused.</value>
    public string? TokenScheme { get; set; }

    /// <summary>
    /// The scheme of users who signed in by other means than a header, if it can look at a request again that was answered or upgraded
    /// and is still open. It is then asked again while the request is open, so that the end of a sign-in ends its streams.
    /// </summary>
    /// <value>None when not set: such users are known until their sign-in expires.</value>
    public string? SignInScheme { get; set; }
}
