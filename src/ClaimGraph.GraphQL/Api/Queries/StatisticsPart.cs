using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Loading;
using ClaimGraph.GraphQL.Engine.Values;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Queries;

/// <summary>Distributions and time series of the records of a kind, over the filters of its lists.</summary>
internal sealed class StatisticsPart : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        api.Add(new ValueCountType(), new TimeCountType());
        foreach (var kind in Enum.GetValues<NodeKind>())
        {
            api.Add(CountedFieldType.Distribution(kind), CountedFieldType.Time(kind));
            Add(api, kind);
        }
    }

    private static void Add(ApiDefinition api, NodeKind kind)
    {
        var filter = Sdl.Argument("filter", $"{kind}Filter", "What is counted. Retracted records are left out unless the filter speaks of `status`.");
        api.Query.Resolve($"{NounNames.Lower(kind)}Distribution", "[ValueCount!]!",
            $"How many records of type {kind} have each value of a field, most first. One with several values counts once for each.",
            (scope, context) => Distribution(scope, context, kind),
            Sdl.Argument("by", $"{kind}DistributionField!", "The field."), filter,
            Sdl.Argument("first", "Int", "How many values.", 20)).Costs(Weight.List(PageArguments.Entries("first", 20), Weight.Statistics));
        api.Query.Resolve($"{NounNames.Lower(kind)}TimeSeries", "[TimeCount!]!",
            $"How many records of type {kind} fall into each interval, oldest first, empty intervals left out. A date less precise than the interval counts for "
            + "its first possible one; a record without a date is left out.",
            (scope, context) => TimeSeries(scope, context, kind),
            Sdl.Argument("by", $"{kind}TimeField!", "The date or time."),
            Sdl.Argument("interval", "Interval!", "The length of the intervals, in UTC."), filter).Costs(Weight.List(100, Weight.Statistics));
    }

    private static Pending Distribution(ApiScope scope, FieldContext context, NodeKind kind) =>
        scope.Loaders.Call((Field: (Field)context.Argument("by")!, Filter: PageArguments.ListFilter(context, kind), First: PageArguments.Size(context, "first", 20)),
            static async (store, asked, cancellation) => await store.DistributionAsync(asked.Field, asked.Filter, asked.First, cancellation));

    private static Pending TimeSeries(ApiScope scope, FieldContext context, NodeKind kind) =>
        scope.Loaders.Call((Field: (Field)context.Argument("by")!, Interval: (DatePrecision)context.Argument("interval")!, Filter: PageArguments.ListFilter(context, kind)),
            static async (store, asked, cancellation) => await store.TimeSeriesAsync(asked.Field, asked.Interval, asked.Filter, cancellation));
}

/// <summary>The fields of a kind by which its records are counted.</summary>
internal sealed class CountedFieldType : EnumerationGraphType
{
    private CountedFieldType(string name, string description, IEnumerable<Field> fields)
    {
        (Name, Description) = (name, description);
        foreach (var field in fields) Add(UpperSnake.Of(field.FilterName), field, field.Description);
    }

    public static CountedFieldType Distribution(NodeKind kind) => new($"{kind}DistributionField", $"By what records of type {kind} are counted.",
        Catalogue.Of(kind).Where(f => f.Type is not (DataType.Integer or DataType.Number or DataType.Time)));

    public static CountedFieldType Time(NodeKind kind) => new($"{kind}TimeField", $"By which date or time records of type {kind} are counted.",
        Catalogue.Of(kind).Where(f => f.Type is DataType.Date or DataType.Time));
}

internal sealed class ValueCountType : ObjectGraphType<object>
{
    public ValueCountType()
    {
        Name = "ValueCount";
        Description = "How many records have a value.";
        IsTypeOf = static value => value is ValueCount;
        this.Leaf("value", "String", "The value as the API spells it, an id where the field names a record; null for those without one.", static v => Text(((ValueCount)v).Value));
        this.Resolve("node", "Node", "The record that the value names; null where the field names none.",
            static (v, context) => ((ValueCount)v).Value is NodeId id ? context.Request.Loaders.Node(id) : null);
        this.Leaf("count", "Int!", "How many have it.", static v => ((ValueCount)v).Count);
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        Enum name => EnumName.Of(name).Value,
        _ => value.ToString(),
    };
}

internal sealed class TimeCountType : ObjectGraphType<object>
{
    public TimeCountType()
    {
        Name = "TimeCount";
        Description = "How many records fall into an interval.";
        IsTypeOf = static value => value is TimeCount;
        this.Leaf("start", "PartialDate!", "The interval: a year, a month or a day.", static t => ((TimeCount)t).Start);
        this.Leaf("count", "Int!", "How many fall into it.", static t => ((TimeCount)t).Count);
    }
}
