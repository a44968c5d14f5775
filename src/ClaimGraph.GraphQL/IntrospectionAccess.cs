namespace ClaimGraph.GraphQL;

/// <summary>Who is shown the schema by introspection.</summary>
public enum IntrospectionAccess
{
    /// <summary>Everybody who may read.</summary>
    Everybody,

    /// <summary>Those who send credentials.</summary>
    SignedIn,
}
