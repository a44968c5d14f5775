namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>How many active statements an actor was the first on record to make, by their verdicts. It reads the claimants of changed
/// statements, as they were and as they are.</summary>
internal sealed class TrackRecordRule()
    : DerivedRule(
        Fields.Actor.ClaimCount,
        Fields.Actor.SupportedClaimCount,
        Fields.Actor.MostlySupportedClaimCount,
        Fields.Actor.MixedClaimCount,
        Fields.Actor.MostlyUnsupportedClaimCount,
        Fields.Actor.UnsupportedClaimCount,
        Fields.Actor.UnverifiedClaimCount
    )
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        var work = derivation.Work;
        var changes = work.Changed<Statement>()
            .Select(now => (Before: Claim.Of(work.Before(now.Id) as Statement), Now: Claim.Of(now)))
            .Where(c => c.Before != c.Now)
            .ToArray();
        await work.LoadAsync(changes.SelectMany(c => new[] { c.Before, c.Now }).OfType<Claim>().Select(c => c.Claimant));
        foreach (var (before, now) in changes)
        {
            Count(work, before, -1);
            Count(work, now, +1);
        }
    }

    private static void Count(WorkingSet work, Claim? claim, int sign)
    {
        if (claim is not { } counted)
            return;
        var actor = work.Get<Actor>(counted.Claimant);
        work.Put(
            actor with
            {
                Derived = Count(actor.Derived with { ClaimCount = actor.Derived.ClaimCount + sign }, counted.Verdict, sign),
            }
        );
    }

    private static ActorDerived Count(ActorDerived record, Verdict? verdict, int sign) =>
        verdict switch
        {
            Verdict.Supported => record with { SupportedClaimCount = record.SupportedClaimCount + sign },
            Verdict.MostlySupported => record with { MostlySupportedClaimCount = record.MostlySupportedClaimCount + sign },
            Verdict.Mixed => record with { MixedClaimCount = record.MixedClaimCount + sign },
            Verdict.MostlyUnsupported => record with { MostlyUnsupportedClaimCount = record.MostlyUnsupportedClaimCount + sign },
            Verdict.Unsupported => record with { UnsupportedClaimCount = record.UnsupportedClaimCount + sign },
            Verdict.Unverified => record with { UnverifiedClaimCount = record.UnverifiedClaimCount + sign },
            _ => record,
        };

    /// <summary>Who made an active statement first, and what was found of it.</summary>
    private readonly record struct Claim(NodeId Claimant, Verdict? Verdict)
    {
        public static Claim? Of(Statement? statement) =>
            statement is { IsActive: true, Derived.Claimant: { } claimant } ? new Claim(claimant, statement.Derived.Verdict) : null;
    }
}
