namespace ClaimGraph.Access;

/// <summary>What somebody may do. Each role may do all that the ones before it may.</summary>
public enum Role
{
    /// <summary>Reads.</summary>
    Reader = 1,

    /// <summary>Also enters and updates sources, actors, events, statements, appearances and evidence.</summary>
    Contributor = 2,

    /// <summary>Also enters and updates reviews, and retracts and restores records.</summary>
    Reviewer = 3,

    /// <summary>Also makes and revokes keys.</summary>
    Admin = 4,
}
