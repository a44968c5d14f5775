using ClaimGraph.Queries;

namespace ClaimGraph.Stores.Counting;

/// <summary>
/// The filters of dashboards: active nodes, since a moment or ever, until a moment or now, and of evidence that of one stance or all, and
/// all or that on a basis which is not withdrawn. They are answered from kept counts; for every other filter the nodes are counted.
/// </summary>
/// <param name="OnlyStanding">Evidence on a withdrawn basis does not count.</param>
public readonly record struct Since(DateTimeOffset? Time, DateTimeOffset? Until, Stance? Stance, bool OnlyStanding)
{
    /// <summary>Recognises a filter that consists of nothing else: "not retracted" and at most one createdAt ≥, one createdAt &lt; and,
    /// for evidence, one stance and "basis not retracted".</summary>
    public static bool TryRecognise(NodeKind kind, Filter? filter, out Since since)
    {
        since = default;
        if (filter is null)
            return false; // retracted nodes are in no count
        var active = false;
        foreach (var part in Parts(filter))
        {
            if (IsActive(kind, part))
                active = true;
            else if (!since.TryAdd(kind, part, out since))
                return false;
        }
        return active;
    }

    /// <summary>What has to be true together.</summary>
    public static IEnumerable<Filter> Parts(Filter filter) => filter is And and ? and.Filters.SelectMany(Parts) : [filter];

    private bool TryAdd(NodeKind kind, Filter part, out Since with)
    {
        with = this;
        if (part is not Condition { Values: [var value] } condition)
            return false;
        if (condition.Comparison == Comparison.GreaterOrEqual && condition.Field == Fields.CreatedAt(kind) && Time is null)
            with = this with { Time = (DateTimeOffset)value };
        else if (condition.Comparison == Comparison.Less && condition.Field == Fields.CreatedAt(kind) && Until is null)
            with = this with { Until = (DateTimeOffset)value };
        else if (condition.Comparison == Comparison.Equal && condition.Field == Fields.Evidence.Stance && Stance is null)
            with = this with { Stance = (Stance)value };
        else if (condition is { Comparison: Comparison.Equal, Values: [false] } && condition.Field == Fields.Evidence.BasisRetracted)
            with = this with { OnlyStanding = true };
        else
            return false;
        return true;
    }

    private static bool IsActive(NodeKind kind, Filter part) =>
        part is Not { Filter: Condition { Comparison: Comparison.Equal, Values: [RecordStatus.Retracted] } condition }
        && condition.Field == Fields.Status(kind);
}
