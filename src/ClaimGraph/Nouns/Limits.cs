namespace ClaimGraph;

/// <summary>The largest sizes that a field takes: code points for text, entries for lists.</summary>
public static class Limits
{
    public const int Key = 200;
    public const int Name = 500;
    public const int Title = 1_000;
    public const int Rating = 10_000;
    public const int Topic = 100;
    public const int Role = 64;
    public const int Url = 2_048;
    public const int StatementText = 5_000;
    public const int Quote = 10_000;
    public const int QuoteContext = 500;
    public const int Note = 5_000;
    public const int Explanation = 20_000;
    public const int Reason = 2_000;
    public const int Principal = 200;
    public const int Snapshot = 2_000_000;
    public const int ProposedInput = 200_000;
    public const int Published = 100_000;

    public const int Aliases = 100;
    public const int Identifiers = 100;
    public const int Topics = 50;
    public const int Participations = 500;
    public const int References = 500;

    /// <summary>Operations in one change set.</summary>
    public const int Operations = 10_000;

    /// <summary>Records that one merge, or taking one back, changes.</summary>
    public const int Merged = 20_000;

    /// <summary>Entries of one page.</summary>
    public const int Page = 500;
}
