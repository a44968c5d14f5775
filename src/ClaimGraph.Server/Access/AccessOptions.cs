using ClaimGraph.Access;
using ClaimGraph.GraphQL.Transport.Authentication;

namespace ClaimGraph.Server.Access;

/// <summary>Whether something is for everybody.</summary>
public enum Gate
{
    /// <summary>For everybody, without credentials.</summary>
    Open,

    /// <summary>For who has a key or a token with the role for it.</summary>
    Closed,
}

/// <summary>Who may do what. Keys are kept in the store.</summary>
public sealed class AccessOptions
{
    /// <summary>Whether everybody may read.</summary>
    /// <value>Default: <see cref="Gate.Open"/>.</value>
    public Gate Reading { get; set; } = Gate.Open;

    /// <summary>Whether everybody may do what a contributor may. Open only where nobody else can reach the server: on one's own machine, or behind a proxy that signs people in.</summary>
    /// <value>Default: <see cref="Gate.Closed"/>.</value>
    public Gate Writing { get; set; } = Gate.Closed;

    /// <summary>The tokens of an OpenID Connect issuer, beside the keys.</summary>
    public JwtOptions Jwt { get; set; } = new();

    /// <summary>What somebody without credentials may do; null: nothing.</summary>
    internal Role? WithoutKey => Writing == Gate.Open ? Role.Contributor : Reading == Gate.Open ? Role.Reader : null;

    internal void Validate()
    {
        if (Writing == Gate.Open && Reading == Gate.Closed) throw new ClaimGraphException("Access:Writing: it cannot be Open while Access:Reading is Closed.");
        Jwt.Validate();
    }

    /// <summary>What finds out who sent a request.</summary>
    internal IAuthentication Authentication(KeyRing keys)
    {
        var byKey = new KeyAuthentication(keys, WithoutKey);
        return Jwt.Authority is null ? byKey : new JwtAuthentication(Jwt, WithoutKey, byKey);
    }
}

/// <summary>Which tokens are taken and what their claims mean. None are while <see cref="Authority"/> is not set.</summary>
public sealed class JwtOptions
{
    /// <summary>
    /// The issuer: its address, under which it has <c>/.well-known/openid-configuration</c> (OpenID Connect Discovery 1.0), from where the keys come
    /// that its tokens are signed with. http is taken for this machine only.
    /// </summary>
    /// <value>Default: none; tokens are not taken.</value>
    public string? Authority { get; set; }

    /// <summary>For whom a token must be made (claim <c>aud</c>): the name by which the issuer knows this API.</summary>
    /// <value>Needed with <see cref="Authority"/>.</value>
    public string? Audience { get; set; }

    /// <summary>The claim that holds the name of the holder; the ledger shows it beside the subject.</summary>
    /// <value>Default: <c>name</c>.</value>
    public string NameClaim { get; set; } = "name";

    /// <summary>The claim that says what the holder may do: a text, of words between spaces, or a list. Dots lead into objects: <c>realm_access.roles</c>.</summary>
    /// <value>Default: <c>roles</c>.</value>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The value of <see cref="RoleClaim"/> that makes somebody a reader.</summary>
    /// <value>Default: <c>reader</c>.</value>
    public string Reader { get; set; } = "reader";

    /// <summary>The value of <see cref="RoleClaim"/> that makes somebody a contributor.</summary>
    /// <value>Default: <c>contributor</c>.</value>
    public string Contributor { get; set; } = "contributor";

    /// <summary>The value of <see cref="RoleClaim"/> that makes somebody a reviewer.</summary>
    /// <value>Default: <c>reviewer</c>.</value>
    public string Reviewer { get; set; } = "reviewer";

    /// <summary>The value of <see cref="RoleClaim"/> that makes somebody an admin.</summary>
    /// <value>Default: <c>admin</c>.</value>
    public string Admin { get; set; } = "admin";

    /// <summary>The greatest role among the values of the claim; null when none of them means one.</summary>
    internal Role? RoleOf(IReadOnlyCollection<string> values) =>
        values.Contains(Admin) ? Role.Admin : values.Contains(Reviewer) ? Role.Reviewer : values.Contains(Contributor) ? Role.Contributor : values.Contains(Reader) ? Role.Reader : null;

    internal void Validate()
    {
        if (Authority is null)
        {
            if (Audience is not null) throw new ClaimGraphException("Access:Jwt:Authority: the address of the issuer is needed where Access:Jwt:Audience is set.");
            return;
        }
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            throw new ClaimGraphException($"Access:Jwt:Authority: '{Authority}' is not the https address of an issuer, like https://login.example.org/realms/desk.");
        if (string.IsNullOrWhiteSpace(Audience)) throw new ClaimGraphException("Access:Jwt:Audience: the name by which the issuer knows this API is needed.");
        foreach (var (key, value) in new[] { (nameof(NameClaim), NameClaim), (nameof(RoleClaim), RoleClaim), (nameof(Reader), Reader), (nameof(Contributor), Contributor), (nameof(Reviewer), Reviewer), (nameof(Admin), Admin) })
            if (string.IsNullOrWhiteSpace(value)) throw new ClaimGraphException($"Access:Jwt:{key}: a name is needed.");
    }
}
