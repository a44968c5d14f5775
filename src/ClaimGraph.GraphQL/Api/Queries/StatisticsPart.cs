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
        api.Add(new ValueCountType(), new TimeCountType(), new EnumType(typeof(Interval)));
        foreach (var noun in Noun.All)
        {
            api.Add(CountedFieldType.Distribution(noun), CountedFieldType.Time(noun));
            Add(api, noun);
        }
    }

    private static void Add(ApiDefinition api, Noun noun)
    {
        var kind = noun.Kind;
        var filter = Sdl.Argument(
            "filter",
            $"{kind}Filter",
            "The records to count. Retracted records are left out unless the filter names `status`."
        );
        api.Query.Resolve(
                $"{noun.Word}Distribution",
                "[ValueCount!]",
                $"Counts {noun.Plural} by the values of a field, the most frequent value first. "
                    + "A record with several values counts once for each.",
                (_, context) => Distribution(context.Request, context, kind),
                Sdl.Argument("by", $"{kind}DistributionField!", "The field to count by."),
                filter,
                Sdl.Argument("first", "Int", "The number of values.", 20),
                Moment.Argument()
            )
            .Costs(Moment.Cost(Weight.List(PageArguments.Entries("first", 20), Weight.Statistics)));
        api.Query.Resolve(
                $"{noun.Word}TimeSeries",
                "[TimeCount!]",
                $"Counts {noun.Plural} by interval, oldest first, without empty intervals. "
                    + "A date that is less precise than the interval counts for the first interval that it can mean. "
                    + "Records without a date are left out.",
                (_, context) => TimeSeries(context.Request, context, kind),
                Sdl.Argument("by", $"{kind}TimeField!", "The date or time to count by."),
                Sdl.Argument("interval", "Interval!", "The length of the intervals, in UTC."),
                filter,
                Moment.Argument()
            )
            .Costs(Moment.Cost(Weight.List(100, Weight.Statistics)));
    }

    private static Deferred Distribution(ApiScope scope, FieldContext context, NodeKind kind)
    {
        var (field, filter) = ((Field)context.Argument("by")!, PageArguments.ListFilter(context, kind));
        return scope.Loaders.Call(
            (field, filter, First: PageArguments.Size(context, "first", 20)),
            static async (store, asked, cancellation) => await store.DistributionAsync(asked.field, asked.filter, asked.First, cancellation)
        );
    }

    private static Deferred TimeSeries(ApiScope scope, FieldContext context, NodeKind kind)
    {
        var (field, filter) = ((Field)context.Argument("by")!, PageArguments.ListFilter(context, kind));
        return scope.Loaders.Call(
            (field, filter, Interval: (Interval)context.Argument("interval")!),
            static async (store, asked, cancellation) =>
                asked.Interval.Of(await store.TimeSeriesAsync(asked.field, asked.Interval.Unit(), asked.filter, cancellation))
        );
    }
}

/// <summary>The fields of a kind by which its records are counted.</summary>
internal sealed class CountedFieldType : EnumerationGraphType
{
    private CountedFieldType(string name, string description, IEnumerable<Field> fields)
    {
        (Name, Description) = (name, description);
        foreach (var field in fields)
            Add(UpperSnake.Of(field.FilterName), field, field.Description);
    }

    public static CountedFieldType Distribution(Noun noun) =>
        new(
            $"{noun.TypeName}DistributionField",
            $"The fields by which {noun.Plural} can be counted.",
            ClaimGraph.Fields.Of(noun.Kind).Where(f => f.Type is not (DataType.Integer or DataType.Number or DataType.Time))
        );

    public static CountedFieldType Time(Noun noun) =>
        new(
            $"{noun.TypeName}TimeField",
            $"The dates and times by which {noun.Plural} can be counted.",
            ClaimGraph.Fields.Of(noun.Kind).Where(f => f.Type is DataType.Date or DataType.Time)
        );
}

internal sealed class ValueCountType : ObjectGraphType<object>
{
    public ValueCountType()
    {
        Name = "ValueCount";
        Description = "A value and the number of records that have it.";
        IsTypeOf = static value => value is ValueCount;
        CountedValue.AddTo(this);
        this.Leaf("count", "Int!", "The number of records.", static v => ((ValueCount)v).Count);
    }
}

/// <summary>How a value is shown that records have in common.</summary>
internal static class CountedValue
{
    public static void AddTo(ObjectGraphType<object> type)
    {
        type.Leaf(
            "value",
            "String",
            "The value as the API writes it, or the id of a record if the field refers to one. Null for records without a value.",
            static v => Text(((ValueCount)v).Value)
        );
        type.Resolve(
            "node",
            "Node",
            "The record to which the value refers. Null if the field does not refer to records.",
            static (v, context) => ((ValueCount)v).Value is NodeId id ? context.Request.Loaders.Node(id) : null
        );
    }

    private static string? Text(object? value) =>
        value switch
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
        Description = "An interval and the number of records in it.";
        IsTypeOf = static value => value is TimeCount;
        this.Leaf(
            "start",
            "PartialDate!",
            "The year, month or day with which it begins: of a quarter its first month, of a week its Monday.",
            static t => ((TimeCount)t).Start
        );
        this.Leaf("count", "Int!", "The number of records.", static t => ((TimeCount)t).Count);
    }
}
