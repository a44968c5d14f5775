using ClaimGraph.GraphQL.Engine.Fields;

namespace ClaimGraph.GraphQL.Engine.Plans;

/// <summary>
/// What an operation costs at most, computed from the values of its variables before anything runs: lists multiply what is selected of
/// their entries, and a page counts with the size that is asked for, not with what it will hold.
/// </summary>
internal static class CostMeter
{
    /// <summary>An introspection query: it is answered by another engine and has thousands of values.</summary>
    public const long Introspection = 3_000;

    /// <summary>A request that fails before its cost is known: it was parsed and checked.</summary>
    public const int Failure = 50;

    /// <summary>And it was read: so many bytes of it are one point more. So are as many bytes of a large response.</summary>
    public const int BytesPerPoint = 100;

    /// <summary>The longest document that is kept once it was checked.</summary>
    public const int LongestKept = 16 * 1024;

    // Checking takes some ten times as long as reading.
    private const int CharactersPerPoint = 10;

    private const int Condition = 5;
    private const double Most = long.MaxValue / 2;

    public static long Measure(Plan plan, Func<PlanField, FieldContext> contextOf)
    {
        var cost = OfSelection(plan.Root, 1, contextOf) + (plan.IsIntrospection ? Introspection : 0);
        return (long)Math.Min(cost, Most);
    }

    /// <summary>A document that is too long to be kept is checked each time.</summary>
    public static long OfText(int length) => length > LongestKept ? length / CharactersPerPoint : 0;

    // Whole numbers would overflow: pages of 100 in each other, as deep as a document may be.
    private static double OfSelection(Selection selection, int page, Func<PlanField, FieldContext> contextOf)
    {
        var sum = 0.0;
        foreach (var field in selection.Fields)
            sum += field.Weight is { } weight ? OfField(field, weight, page, contextOf) : 1;
        return sum;
    }

    private static double OfField(PlanField field, Weight weight, int page, Func<PlanField, FieldContext> contextOf)
    {
        double own = weight.OwnBy is { } ownBy ? ownBy(contextOf(field)) : weight.Own;
        if (field.TakesFilter)
            own += Condition * (contextOf(field).Argument("filter") as IFilterArgument)?.Conditions ?? 0;
        if (field.Selections is null)
            return own;
        var size = weight.Size is { } sizeOf ? Math.Max(sizeOf(contextOf(field)), 0) : weight.Entries;
        var below = 0.0;
        foreach (var (_, selection) in field.Selections)
            below = Math.Max(below, OfSelection(selection, weight.IsConnection ? size : page, contextOf));
        return own
            + (
                weight.IsPage ? page
                : weight.IsConnection ? 1
                : size
            ) * (weight.Each + below);
    }
}
