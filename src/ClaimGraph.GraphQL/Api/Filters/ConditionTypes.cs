using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Filters;

/// <summary>One comparison, not yet of a certain field.</summary>
internal readonly record struct Test(Comparison Comparison, object[] Values);

/// <summary>The conditions that can be put on one field; those that are given must all hold. An input of it becomes a list of <see cref="Test"/>.</summary>
internal sealed class ConditionType : InputObjectGraphType<List<Test>>
{
    private static readonly Dictionary<string, Comparison> Comparisons = new()
    {
        ["eq"] = Comparison.Equal, ["in"] = Comparison.In, ["lt"] = Comparison.Less, ["lte"] = Comparison.LessOrEqual, ["gt"] = Comparison.Greater,
        ["gte"] = Comparison.GreaterOrEqual, ["contains"] = Comparison.Contains, ["startsWith"] = Comparison.StartsWith,
        ["has"] = Comparison.Equal, ["hasAny"] = Comparison.In, ["exists"] = Comparison.Exists,
    };

    private ConditionType(string name, string description) => (Name, Description) = (name, description);

    public static ConditionType Of(string name, string scalar, string description, bool ordered, bool text = false)
    {
        var type = new ConditionType(name, description);
        type.Input("eq", scalar, "Is this value.");
        type.Input("in", $"[{scalar}!]", "Is one of these values.");
        if (text) type.Input("contains", scalar, "Contains this text, whatever case and accents.");
        if (text) type.Input("startsWith", scalar, "Begins with this text, whatever case and accents.");
        if (ordered) type.AddRange(scalar);
        type.Input("exists", "Boolean", "Is set (true) or not (false).");
        return type;
    }

    public static ConditionType OfList(string name, string scalar, string description)
    {
        var type = new ConditionType(name, description);
        type.Input("has", scalar, "This value is among them.");
        type.Input("hasAny", $"[{scalar}!]", "One of these values is among them.");
        type.Input("exists", "Boolean", "There are any (true) or none (false).");
        return type;
    }

    /// <summary>The name of the type that has the conditions for a field.</summary>
    public static string NameFor(Field field) => field.Type switch
    {
        DataType.Text => "TextFilter",
        DataType.Enum => $"{field.EnumType!.Name}Filter",
        DataType.Integer => "IntFilter",
        DataType.Number => "FloatFilter",
        DataType.Boolean => "BooleanFilter",
        DataType.Date => "PartialDateFilter",
        DataType.Time => "DateTimeFilter",
        DataType.Reference => "IdFilter",
        DataType.TextList => "TextListFilter",
        DataType.ReferenceList => "IdListFilter",
        DataType.FlagSet => $"{field.EnumType!.Name}ListFilter",
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var tests = new List<Test>(value.Count);
        foreach (var (name, given) in value)
        {
            if (given is null) throw new RefusedException(ProblemCode.Required, $"{name} takes a value; what is not set is found with exists: false.", name);
            tests.Add(new Test(Comparisons[name], name is "in" or "hasAny" ? ((IEnumerable<object>)given).Select(ToFieldValue).ToArray() : [ToFieldValue(given)]));
        }
        return tests;
    }

    public override bool IsValidDefault(object value) => value is List<Test>;

    private void AddRange(string scalar)
    {
        this.Input("lt", scalar, "Is less than, or before, this value.");
        this.Input("lte", scalar, "Is this value, or less, or before it.");
        this.Input("gt", scalar, "Is greater than, or after, this value.");
        this.Input("gte", scalar, "Is this value, or greater, or after it.");
    }

    private object ToFieldValue(object value) => value switch
    {
        int whole => (long)whole,
        string text when Name is "IdFilter" or "IdListFilter" => Ids.Parse(text, "filter"),
        string text => CodePoints.IsWellFormed(text) ? text : throw new RefusedException(ProblemCode.InvalidText, "The text holds a NUL or half of a surrogate pair.", "filter"),
        _ => value,
    };
}
