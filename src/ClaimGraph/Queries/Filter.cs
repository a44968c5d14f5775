namespace ClaimGraph.Queries;

/// <summary>How a condition compares a field with its value.</summary>
public enum Comparison
{
    /// <summary>The field has the value; for list types and flag sets: the value is among its entries.</summary>
    Equal,

    /// <summary>The field has one of the values; for list types and flag sets: one of the values is among its entries.</summary>
    In,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary>The text contains the value, whatever its case and accents (<see cref="NormalisedText.Fold"/>).</summary>
    Contains,

    /// <summary>The text begins with the value, whatever its case and accents.</summary>
    StartsWith,

    /// <summary>The field is set (<c>true</c>) or not (<c>false</c>); a list is set when it has entries.</summary>
    Exists,
}

/// <summary>
/// What a list is restricted to. Logic is two-valued: a condition on a field that is not set is false, and its negation true.
/// </summary>
public abstract record Filter
{
    /// <summary>Whether <paramref name="node"/> passes. Stores give the same answer in their own language.</summary>
    /// <param name="linked">Where a <see cref="Linked"/> finds the nodes that it looks at.</param>
    public abstract bool Matches(Node node, LinkedNodes linked);

    /// <summary>Whether <paramref name="node"/> passes a filter that looks at no other node.</summary>
    /// <exception cref="InvalidOperationException">The filter <see cref="FollowsLinks"/>.</exception>
    public bool Matches(Node node) =>
        Matches(node, static (_, _) => throw new InvalidOperationException("This filter looks at other nodes; say where they are."));

    /// <summary>True if the filter mentions <paramref name="field"/> anywhere; what it asks of linked nodes does not count.</summary>
    public abstract bool Mentions(Field field);

    /// <summary>True if the filter looks at other nodes than the one that is to pass.</summary>
    public abstract bool FollowsLinks { get; }

    public static Filter Is(Field field, object value) => Where(field, Comparison.Equal, value);

    /// <summary>
    /// A condition on a field. Texts are compared in the form in which the field keeps them, however they are written here. A date is
    /// before, in or after the whole year, month or day that a range names, by its first possible day.
    /// </summary>
    public static Filter Where(Field field, Comparison comparison, params object[] values) =>
        new Condition(field, comparison, [.. values.Select(v => Kept(field, comparison, v))]);

    private static object Kept(Field field, Comparison comparison, object value) =>
        (value, comparison) switch
        {
            (PartialDate date, Comparison.Less or Comparison.GreaterOrEqual) => date.Start,
            (PartialDate date, Comparison.LessOrEqual or Comparison.Greater) => date.End,
            (string text, Comparison.Equal or Comparison.In) => field.Format.Canonical(text),
            (string text, Comparison.StartsWith) when field.Format == TextFormat.CanonicalUrl => Beginning(text),
            _ => value,
        };

    // The beginning of an address can end with a slash, the whole does not.
    private static string Beginning(string url) =>
        TextFormat.CanonicalUrl.Canonical(url) is var canonical && url.EndsWith('/') && !canonical.EndsWith('/')
            ? canonical + "/"
            : canonical;

    /// <summary>All of these in one conjunction. Conjunctions among them are flattened, so that stores get one list.</summary>
    public static Filter AllOf(params Filter[] filters) =>
        filters is [var one] ? one : new And([.. filters.SelectMany(f => f is And and ? and.Filters : [f])]);

    /// <summary>The filter that lists use: retracted nodes are left out unless the filter mentions the status.</summary>
    public static Filter ForList(NodeKind kind, Filter? filter)
    {
        var status = Fields.Status(kind);
        if (filter is not null && filter.Mentions(status))
            return filter;
        var active = new Not(Is(status, RecordStatus.Retracted));
        return filter is null ? active : AllOf(filter, active);
    }
}

public sealed record And(IReadOnlyList<Filter> Filters) : Filter
{
    public override bool FollowsLinks => Filters.Any(f => f.FollowsLinks);

    public override bool Matches(Node node, LinkedNodes linked) => Filters.All(f => f.Matches(node, linked));

    public override bool Mentions(Field field) => Filters.Any(f => f.Mentions(field));
}

public sealed record Or(IReadOnlyList<Filter> Filters) : Filter
{
    public override bool FollowsLinks => Filters.Any(f => f.FollowsLinks);

    public override bool Matches(Node node, LinkedNodes linked) => Filters.Any(f => f.Matches(node, linked));

    public override bool Mentions(Field field) => Filters.Any(f => f.Mentions(field));
}

public sealed record Not(Filter Filter) : Filter
{
    public override bool FollowsLinks => Filter.FollowsLinks;

    public override bool Matches(Node node, LinkedNodes linked) => !Filter.Matches(node, linked);

    public override bool Mentions(Field field) => Filter.Mentions(field);
}

/// <summary>One comparison. The values have the CLR type that <see cref="DataType"/> names; several only with
/// <see cref="Comparison.In"/>.</summary>
public sealed record Condition(Field Field, Comparison Comparison, IReadOnlyList<object> Values) : Filter
{
    public override bool FollowsLinks => false;

    public override bool Mentions(Field field) => Field == field;

    public override bool Matches(Node node, LinkedNodes linked)
    {
        var value = Field.Read(node);
        return Comparison switch
        {
            Comparison.Exists => IsSet(value) == (bool)Values[0],
            _ when value is null => false,
            Comparison.Equal or Comparison.In => Values.Any(v => Has(value, v)),
            Comparison.Contains => NormalisedText
                .Fold((string)value)
                .Contains(NormalisedText.Fold((string)Values[0]), StringComparison.Ordinal),
            Comparison.StartsWith => NormalisedText
                .Fold((string)value)
                .StartsWith(NormalisedText.Fold((string)Values[0]), StringComparison.Ordinal),
            Comparison.Less => Compare(value) < 0,
            Comparison.LessOrEqual => Compare(value) <= 0,
            Comparison.Greater => Compare(value) > 0,
            _ => Compare(value) >= 0,
        };
    }

    /// <summary>
    /// A moment as stores compare it with the milliseconds that they keep: a long, or a double between two whole milliseconds. No stored
    /// time equals the double, and each is on one side of it.
    /// </summary>
    public static object Milliseconds(DateTimeOffset time) =>
        time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? time.ToUnixTimeMilliseconds() : (object)(time.ToUnixTimeMilliseconds() + 0.5);

    private int Compare(object value) =>
        value is string text
            ? OrderBy.CompareText(text, (string)Values[0])
            : ((IComparable)(value is PartialDate date ? date.Packed : value)).CompareTo(
                Values[0] is PartialDate other ? other.Packed : Values[0]
            );

    private static bool IsSet(object? value) =>
        value switch
        {
            null => false,
            IReadOnlyList<string> list => list.Count > 0,
            IReadOnlyList<NodeId> list => list.Count > 0,
            Attention flags => flags != Attention.None,
            _ => true,
        };

    private static bool Has(object value, object wanted) =>
        value switch
        {
            IReadOnlyList<string> list => list.Contains((string)wanted),
            IReadOnlyList<NodeId> list => list.Contains((NodeId)wanted),
            Attention flags => flags.HasFlag((Attention)wanted),
            _ => value.Equals(wanted),
        };
}
