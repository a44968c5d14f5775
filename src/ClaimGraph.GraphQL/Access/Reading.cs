namespace ClaimGraph.GraphQL.Access;

/// <summary>Who may read.</summary>
public enum Reading
{
    /// <summary>Everybody, without credentials.</summary>
    Open,

    /// <summary>Only who has a key or a token.</summary>
    Closed,
}
