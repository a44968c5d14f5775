using ClaimGraph.Access;

namespace ClaimGraph.GraphQL.Engine.Access;

/// <summary>Who sent a request.</summary>
/// <param name="Name">As the ledger names them; at most <see cref="Limits.Principal"/> characters.</param>
/// <param name="Role">What they may do; null: nothing, not even read.</param>
public sealed record Principal(string Name, Role? Role)
{
    /// <summary>Somebody without credentials, where everybody may read.</summary>
    public static readonly Principal Anonymous = WithoutCredentials(ClaimGraph.Access.Role.Reader);

    /// <summary>Somebody without credentials.</summary>
    /// <param name="role">What they may do here; null: nothing.</param>
    public static Principal WithoutCredentials(Role? role) => new("anonymous", role) { IsAnonymous = true };

    /// <summary>True when the request came without credentials.</summary>
    public bool IsAnonymous { get; private init; }

    /// <summary>True when their role allows what <paramref name="needed"/> may do.</summary>
    public bool May(Role needed) => Role >= needed;
}
