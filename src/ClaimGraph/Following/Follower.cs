using System.ComponentModel;

namespace ClaimGraph.Following;

/// <summary>Somebody outside who is told of the ledger, such as a webhook, and how far they have been told.</summary>
public sealed record Follower
{
    /// <summary>The prefix of its kind and random letters: <c>wh_</c> for a webhook.</summary>
    public required string Id { get; init; }

    /// <summary>What it is and wants, as JSON; the store does not look into it.</summary>
    public required string Settings { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>1 at first, and one more with each <see cref="IFollowerStore.ChangeAsync"/>. Work for an earlier version is void.</summary>
    public long Version { get; init; } = 1;

    /// <summary>It has been told of all revisions up to this one.</summary>
    public long Position { get; init; }

    /// <summary>How often it has failed in a row to be told of what comes after <see cref="Position"/>.</summary>
    public int Failures { get; init; }

    /// <summary>Not before then is it told again; null for at once.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The process that tells it at present; null for none.</summary>
    public string? Holder { get; init; }

    /// <summary>Until when nobody else may tell it; the holder may have ended without a word.</summary>
    public DateTimeOffset? HeldUntil { get; init; }
}

/// <summary>Something that is told apart from the others, be it later or never.</summary>
/// <param name="Follower">The id of the follower.</param>
/// <param name="Key">What it is about: unique for the follower.</param>
/// <param name="Revision">The revision of which it tells; 0 for none.</param>
/// <param name="Attempts">How often it has been tried.</param>
/// <param name="DueAt">When it is tried next; null: never, unless somebody asks for it.</param>
/// <param name="At">When it was put aside.</param>
/// <param name="Error">Why the last attempt failed; null before there was one.</param>
public sealed record Letter(
    string Follower,
    string Key,
    long Revision,
    int Attempts,
    DateTimeOffset? DueAt,
    DateTimeOffset At,
    string? Error
);

[Description("What became of an attempt.")]
public enum AttemptOutcome
{
    [Description("It succeeded.")]
    Delivered = 1,

    [Description("It failed and will be repeated.")]
    Failed = 2,

    [Description("It failed, and no further attempt is made unless somebody asks for it.")]
    GivenUp = 3,
}

/// <summary>One attempt to tell a follower something.</summary>
/// <param name="Follower">The id of the follower.</param>
/// <param name="Key">What it was about: <see cref="Letter.Key"/>, or the revision.</param>
/// <param name="Number">1 for the first attempt.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Status">The status of the answer; null where there was none.</param>
/// <param name="Error">What went wrong; null if nothing did.</param>
public sealed record Attempt(
    string Follower,
    string Key,
    int Number,
    DateTimeOffset At,
    long Milliseconds,
    int? Status,
    string? Error,
    AttemptOutcome Outcome
);
