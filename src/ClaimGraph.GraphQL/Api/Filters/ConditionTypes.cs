using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Filters;

/// <summary>One comparison, not yet of a certain field.</summary>
internal readonly record struct Test(Comparison Comparison, object[] Values)
{
    public Filter On(Field field) => Filter.Where(field, Comparison, Values);
}

/// <summary>
/// The conditions that can be put on one field; those that are given must all hold. An input of it becomes a list of
/// <see cref="Test"/>.
/// </summary>
internal sealed class ConditionType : InputObjectGraphType<List<Test>>
{
    private static readonly Dictionary<string, Comparison> Comparisons = new()
    {
        ["eq"] = Comparison.Equal,
        ["in"] = Comparison.In,
        ["lt"] = Comparison.Less,
        ["lte"] = Comparison.LessOrEqual,
        ["gt"] = Comparison.Greater,
        ["gte"] = Comparison.GreaterOrEqual,
        ["contains"] = Comparison.Contains,
        ["startsWith"] = Comparison.StartsWith,
        ["has"] = Comparison.Equal,
        ["hasAny"] = Comparison.In,
        ["exists"] = Comparison.Exists,
    };

    private ConditionType(string name, string description) => (Name, Description) = (name, description);

    public static ConditionType Of(string name, string scalar, string description, bool ordered, bool text = false)
    {
        var type = new ConditionType(name, description);
        type.Input("eq", scalar, "The value is equal to this one.");
        type.Input("in", $"[{scalar}!]", "The value is one of these.");
        if (text)
            type.Input("contains", scalar, "The text contains this text. Case and accents do not matter.");
        if (text)
            type.Input("startsWith", scalar, "The text begins with this text. Case and accents do not matter.");
        if (ordered)
            type.AddRange(scalar);
        type.Input("exists", "Boolean", "There is a value (true) or not (false).");
        return type;
    }

    public static ConditionType OfList(string name, string scalar, string description)
    {
        var type = new ConditionType(name, description);
        type.Input("has", scalar, "The list contains this value.");
        type.Input("hasAny", $"[{scalar}!]", "The list contains at least one of these values.");
        type.Input("exists", "Boolean", "The list has entries (true) or is empty (false).");
        return type;
    }

    /// <summary>The name of the type that has the conditions for a field that is no link.</summary>
    public static string NameFor(Field field) =>
        field.Type switch
        {
            DataType.Text => "TextFilter",
            DataType.Enum => $"{field.EnumType!.Name}Filter",
            DataType.Integer => "IntFilter",
            DataType.Number => "FloatFilter",
            DataType.Boolean => "BooleanFilter",
            DataType.Date => "PartialDateFilter",
            DataType.Time => "DateTimeFilter",
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
            if (given is null)
                throw Null(name);
            object[] values = name is "in" or "hasAny" ? [.. ((IEnumerable<object>)given).Select(ToFieldValue)] : [ToFieldValue(given)];
            tests.Add(new Test(Comparisons[name], values));
        }
        return tests;
    }

    public override bool IsValidDefault(object value) => value is List<Test>;

    private void AddRange(string scalar)
    {
        this.Input("lt", scalar, "The value is less than, or before, this one.");
        this.Input("lte", scalar, "The value is equal to, less than, or before this one.");
        this.Input("gt", scalar, "The value is greater than, or after, this one.");
        this.Input("gte", scalar, "The value is equal to, greater than, or after this one.");
    }

    private object ToFieldValue(object value) =>
        value switch
        {
            int whole => (long)whole,
            string text when Name == "IdListFilter" => NamedRecord.Of(text, "filter"),
            string text => CodePoints.IsWellFormed(text) ? text : throw Malformed(),
            _ => value,
        };

    /// <summary>What is wrong with a condition that is null.</summary>
    public static RefusedException Null(string name) =>
        new(ProblemCode.Required, $"{name} cannot be null; use exists: false to find records without a value.", name);

    private static RefusedException Malformed() =>
        new(ProblemCode.InvalidText, "This text contains a NUL or half of a surrogate pair.", "filter");
}
