using ClaimGraph.Access;

namespace ClaimGraph.GraphQL.Engine.Access;

/// <summary>The sender of a request as the engine knows them.</summary>
/// <param name="Name">As the ledger names them; at most <see cref="Limits.Principal"/> characters.</param>
/// <param name="Role">What they may do; null: nothing, not even read.</param>
internal sealed record Principal(string Name, Role? Role)
{
    /// <summary>A sender without credentials, where everybody may read.</summary>
    public static readonly Principal Anonymous = WithoutCredentials(ClaimGraph.Access.Role.Reader);

    /// <summary>A sender without credentials.</summary>
    /// <param name="role">What they may do here; null: nothing.</param>
    public static Principal WithoutCredentials(Role? role) => new("anonymous", role) { IsAnonymous = true };

    /// <summary>True when the request came without credentials.</summary>
    public bool IsAnonymous { get; private init; }

    /// <summary>True when their role includes <paramref name="needed"/>.</summary>
    public bool May(Role needed) => Role >= needed;
}
