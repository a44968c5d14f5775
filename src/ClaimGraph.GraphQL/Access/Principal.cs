using ClaimGraph.Access;

namespace ClaimGraph.GraphQL.Access;

/// <summary>Who sent a request.</summary>
/// <param name="Name">As the ledger names them; at most <see cref="Limits.Principal"/> characters.</param>
/// <param name="Role">What they may do; null: nothing, not even read.</param>
public sealed record Principal(string Name, Role? Role)
{
    private const string Nobody = "anonymous";

    /// <summary>Somebody without credentials, where reading is open to everybody.</summary>
    public static readonly Principal Anonymous = new(Nobody, ClaimGraph.Access.Role.Reader) { IsAnonymous = true };

    /// <summary>Somebody without credentials, where reading needs some.</summary>
    public static readonly Principal Stranger = new(Nobody, null) { IsAnonymous = true };

    /// <summary>True when the request came without credentials.</summary>
    public bool IsAnonymous { get; private init; }

    /// <summary>True when their role allows what <paramref name="needed"/> may do.</summary>
    public bool May(Role needed) => Role >= needed;
}
