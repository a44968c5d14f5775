using ClaimGraph.Queries;

namespace ClaimGraph.Stores.Counting;

/// <summary>
/// Counts, distributions and rankings of active nodes since a moment or ever, and until a moment or now, from counts that are kept in the
/// commits: they cost the same whatever the size of the graph. Each answers null for filters and fields that nothing is kept for; the
/// store then looks at the nodes.
/// </summary>
public static class CountsSince
{
    private static readonly long[] Verdicts = [.. Enum.GetValues<Verdict>().Select(v => (long)v), 0];
    private static readonly Stance[] Stances = Enum.GetValues<Stance>();

    public static async ValueTask<long?> CountAsync(ICounts counts, NodeKind kind, Filter? filter)
    {
        if (filter is null)
            return null;
        if (Since.TryRecognise(kind, filter, out var since) && since is { Stance: null, OnlyStanding: false })
            return (await SumAsync(counts, Metric.Nodes, [(long)kind], since))[0];
        return await CountValuesAsync(counts, filter);
    }

    /// <summary>The count of the nodes that have some values of a field by which they are counted.</summary>
    private static async ValueTask<long?> CountValuesAsync(ICounts counts, Filter filter)
    {
        Filter[] parts = [.. Since.Parts(filter)];
        if (Array.FindAll(parts, NamesValues) is not [Condition wanted])
            return null;
        var others = Filter.AllOf([.. parts.Where(part => part != wanted)]);
        return await DistributionAsync(counts, wanted.Field, others, int.MaxValue) is { } values
            ? values.Where(v => v.Value is { } value && wanted.Values.Contains(value)).Sum(v => v.Count)
            : null;
    }

    /// <summary>A condition whose values no node can have two of.</summary>
    private static bool NamesValues(Filter part) =>
        part is Condition { Comparison: Comparison.Equal or Comparison.In } condition
        && MetricOf(condition.Field) is not null
        && (condition.Field.Type != DataType.FlagSet || condition.Values is [var flag] && long.IsPow2(Convert.ToInt64(flag, null)));

    public static async ValueTask<IReadOnlyList<ValueCount>?> DistributionAsync(ICounts counts, Field field, Filter? filter, int first)
    {
        if (!Since.TryRecognise(field.Kind, filter, out var since) || since.Stance is not null)
            return null;
        if (MetricOf(field) is not { } metric)
            return null;
        if (metric == Metric.Languages)
            return await LanguagesAsync(counts, since, first);
        var counted = metric switch
        {
            Metric.Verdicts => await VerdictsAsync(counts, since),
            Metric.Stances => await StancesAsync(counts, since),
            _ => await ValuesAsync(counts, metric, field, since),
        };
        return Ordered(field, counted.Where(c => c.Count > 0), first);
    }

    /// <summary>The metric by which the values of a field are counted; null for others.</summary>
    private static Metric? MetricOf(Field field) =>
        field == Fields.Statement.Attention ? Metric.Attention
        : field == Fields.Statement.StatementKind ? Metric.StatementKinds
        : field == Fields.Statement.Verdict ? Metric.Verdicts
        : field == Fields.Statement.Language ? Metric.Languages
        : field == Fields.Evidence.Stance ? Metric.Stances
        : field == Fields.Proposal.State ? Metric.Proposals
        : null;

    private static async ValueTask<IEnumerable<ValueCount>> ValuesAsync(ICounts counts, Metric metric, Field field, Since since)
    {
        object[] values = [.. Enum.GetValues(field.EnumType!).Cast<object>()];
        if (field.Type == DataType.FlagSet)
            values = [.. values.Where(v => Convert.ToInt64(v, null) != 0)];
        var sums = await SumAsync(counts, metric, [.. values.Select(v => Convert.ToInt64(v, null))], since);
        return values.Select((v, i) => new ValueCount(v, sums[i]));
    }

    /// <summary>Null where tags are too long to be told apart.</summary>
    private static async ValueTask<IReadOnlyList<ValueCount>?> LanguagesAsync(ICounts counts, Since since, int first)
    {
        var subjects = await counts.SubjectsAsync(Metric.Languages);
        var counted = subjects.Zip(await SumAsync(counts, Metric.Languages, subjects, since)).Where(c => c.Second > 0).ToArray();
        return Array.Exists(counted, c => c.First == LanguageSubject.OfLongTags)
            ? null
            :
            [
                .. counted
                    .Select(c => (Tag: LanguageSubject.TagOf(c.First), Count: c.Second))
                    .OrderByDescending(c => c.Count)
                    .ThenBy(c => c.Tag, StringComparer.Ordinal)
                    .Take(first)
                    .Select(c => new ValueCount(c.Tag, c.Count)),
            ];
    }

    private static async ValueTask<IEnumerable<ValueCount>> VerdictsAsync(ICounts counts, Since since)
    {
        var sums = await SumAsync(counts, Metric.Verdicts, Verdicts, since);
        return Verdicts.Select((v, i) => new ValueCount(v == 0 ? null : (Verdict)v, sums[i]));
    }

    private static async ValueTask<IEnumerable<ValueCount>> StancesAsync(ICounts counts, Since since)
    {
        var subjects = Stances.Select(s => Tallies.SubjectOf(s, basisRetracted: false));
        if (!since.OnlyStanding)
            subjects = subjects.Concat(Stances.Select(s => Tallies.SubjectOf(s, basisRetracted: true)));
        var sums = await SumAsync(counts, Metric.Stances, [.. subjects], since);
        return Stances.Select((s, i) => new ValueCount(s, sums[i] + (since.OnlyStanding ? 0 : sums[i + Stances.Length])));
    }

    /// <summary>The counts of the values of an enum in the order of distributions: most first, then none, then by number.</summary>
    public static IReadOnlyList<ValueCount> Ordered(Field field, IEnumerable<ValueCount> counts, int first) =>
        [.. counts.OrderByDescending(c => c.Count).ThenBy(c => c.Value is null ? 0 : Convert.ToInt64(c.Value, null)).Take(first)];

    public static async ValueTask<IReadOnlyList<NodeCount>?> RankAsync(ICounts counts, Field via, NodeKind named, Filter? filter, int first)
    {
        if (first <= 0)
            return [];
        if (!Since.TryRecognise(via.Kind, filter, out var since) || !since.OnlyStanding || since.Until is not null)
            return null;
        if (Ranking.Of(via, named, since.Stance) is not { } ranking)
            return null;
        return await new Threshold(counts, ranking, since.Time, first).RunAsync();
    }

    /// <summary>What counts until a moment is what counts since the beginning less what counts since that moment.</summary>
    private static async ValueTask<long[]> SumAsync(ICounts counts, Metric metric, long[] subjects, Since since)
    {
        var sums = await SumAsync(counts, metric, subjects, since.Time);
        if (since.Until is not { } until)
            return sums;
        var later = await SumAsync(counts, metric, subjects, until);
        return [.. sums.Select((sum, i) => Math.Max(0, sum - later[i]))];
    }

    /// <summary>Whole months, then whole days, then the nodes of the first day.</summary>
    private static async ValueTask<long[]> SumAsync(ICounts counts, Metric metric, long[] subjects, DateTimeOffset? since)
    {
        var sums = new long[subjects.Length];
        await counts.AddAsync(metric, subjects, since is { } time ? Parts.Since(time) : Parts.Ever, sums);
        return sums;
    }
}
