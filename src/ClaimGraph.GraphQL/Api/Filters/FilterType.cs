using System.Collections.Frozen;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Filters;

/// <summary>What lists of a kind can be restricted to: the fields of the catalogue, and shorthands for what is asked most. An input of it becomes a <see cref="FilterInput"/>.</summary>
internal sealed class FilterType : InputObjectGraphType<FilterInput>
{
    private readonly FrozenDictionary<string, Field> _fields;

    public FilterType(NodeKind kind)
    {
        _fields = Catalogue.Of(kind).ToFrozenDictionary(f => f.FilterName);
        Name = $"{kind}Filter";
        Description = $"What a list of nodes of type {kind} is restricted to. All that is given must hold. A condition on something that is not set does not hold.";
        this.Input("and", $"[{Name}!]", "All of these must hold.");
        this.Input("or", $"[{Name}!]", "One of these must hold.");
        this.Input("not", Name, "This must not hold.");
        if (kind == NodeKind.Statement)
        {
            this.Input("hasStance", "Stance", "There is active evidence of this stance on it.");
            this.Input("contested", "Boolean", "Active evidence both supports and rebuts it (true), or not (false).");
            this.Input("unsupported", "Boolean", "It is checkable and no active evidence supports it (true), or not (false).");
        }
        foreach (var field in Catalogue.Of(kind)) this.Input(field.FilterName, ConditionType.NameFor(field), field.Description);
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var filters = new List<Filter>(value.Count);
        foreach (var (name, given) in value)
            if (given is not null) Add(filters, name, given);
        return new FilterInput(filters.Count == 1 ? filters[0] : new And(filters));
    }

    public override bool IsValidDefault(object value) => value is FilterInput;

    private void Add(List<Filter> filters, string name, object given)
    {
        switch (name)
        {
            case "and": filters.AddRange(All(given)); break;
            case "or": filters.Add(new Or([.. All(given)])); break;
            case "not": filters.Add(new Not(((FilterInput)given).Filter)); break;
            case "hasStance": filters.Add(Filter.Where(CountOf((Stance)given), Comparison.Greater, 0L)); break;
            case "contested": filters.Add(Flag(Attention.Contested, (bool)given)); break;
            case "unsupported": filters.Add(Flag(Attention.Unsupported, (bool)given)); break;
            default:
                var field = _fields[name];
                foreach (var test in (List<Test>)given) filters.Add(new Condition(field, test.Comparison, test.Values));
                break;
        }
    }

    private static IEnumerable<Filter> All(object given) => ((IEnumerable<object>)given).Select(f => ((FilterInput)f).Filter);

    private static Field CountOf(Stance stance) => stance switch
    {
        Stance.Supports => Catalogue.Statement.SupportCount,
        Stance.Rebuts => Catalogue.Statement.RebutCount,
        _ => Catalogue.Statement.ContextCount,
    };

    private static Filter Flag(Attention flag, bool wanted)
    {
        var carries = Filter.Is(Catalogue.Statement.Attention, flag);
        return wanted ? carries : new Not(carries);
    }
}
