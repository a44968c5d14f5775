using System.Collections.Frozen;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Filters;

/// <summary>
/// What lists of a kind can be restricted to: its filtered fields, and short forms. An input of it becomes a
/// <see cref="FilterInput"/>.
/// </summary>
internal sealed class FilterType : InputObjectGraphType<FilterInput>
{
    private readonly FrozenDictionary<string, Field> _fields;
    private readonly Dictionary<string, Func<object, Filter>> _shortForms = [];

    public FilterType(NodeKind kind)
    {
        Kind = kind;
        _fields = ClaimGraph.Fields.Of(kind).ToFrozenDictionary(f => f.FilterName);
        Name = $"{kind}Filter";
        Description =
            $"Restricts a list of {Noun.Of(kind).Plural}. All conditions must hold. " + "A condition on a missing value does not hold.";
        this.Input("and", $"[{Name}!]", "All of these filters must match.");
        this.Input("or", $"[{Name}!]", "At least one of these filters must match.");
        this.Input("not", Name, "This filter must not match.");
        foreach (var field in ClaimGraph.Fields.Of(kind))
            this.Input(field.FilterName, ConditionType.NameFor(field), field.Description);
    }

    public NodeKind Kind { get; }

    /// <summary>Adds a short form of a filter that is made of other fields.</summary>
    /// <param name="filter">Makes the filter from a value that is not null.</param>
    public void Add(string name, string type, string description, Func<object, Filter> filter)
    {
        this.Input(name, type, description);
        _shortForms.Add(name, filter);
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var filters = new List<Filter>(value.Count);
        foreach (var (name, given) in value)
            if (given is not null)
                Add(filters, name, given);
        return new FilterInput(filters.Count == 1 ? filters[0] : new And(filters));
    }

    public override bool IsValidDefault(object value) => value is FilterInput;

    private void Add(List<Filter> filters, string name, object given)
    {
        switch (name)
        {
            case "and":
                filters.AddRange(All(given));
                break;
            case "or":
                filters.Add(new Or([.. All(given)]));
                break;
            case "not":
                filters.Add(new Not(((FilterInput)given).Filter));
                break;
            case var _ when _shortForms.TryGetValue(name, out var filter):
                filters.Add(filter(given));
                break;
            default:
                var field = _fields[name];
                foreach (var test in (List<Test>)given)
                    filters.Add(Filter.Where(field, test.Comparison, test.Values));
                break;
        }
    }

    private static IEnumerable<Filter> All(object given) => ((IEnumerable<object>)given).Select(f => ((FilterInput)f).Filter);
}
