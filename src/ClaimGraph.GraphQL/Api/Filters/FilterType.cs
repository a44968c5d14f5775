using System.Collections.Frozen;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Filters;

/// <summary>
/// What lists of a kind can be restricted to: its filtered fields, what it is linked with, and short forms. An input of it becomes a
/// <see cref="FilterInput"/>.
/// </summary>
internal sealed class FilterType : InputObjectGraphType<FilterInput>
{
    private readonly FrozenDictionary<string, Field> _fields;
    private readonly FrozenDictionary<string, NounLink> _links;
    private readonly Dictionary<string, Func<object, Filter>> _shortForms = [];

    public FilterType(NodeKind kind)
    {
        Kind = kind;
        _fields = ClaimGraph.Fields.Of(kind).Where(f => !NounLink.IsLink(f)).ToFrozenDictionary(f => f.FilterName);
        _links = NounLink.Of(kind).ToFrozenDictionary(l => l.Name);
        Name = $"{kind}Filter";
        Description =
            $"Restricts a list of {Noun.Of(kind).Plural}. All conditions must hold. A condition on a missing value does not hold. "
            + "Conditions on a linked record are those of its own filter.";
        this.Input("and", $"[{Name}!]", "All of these filters must match.");
        this.Input("or", $"[{Name}!]", "At least one of these filters must match.");
        this.Input("not", Name, "This filter must not match.");
        IdentityTests.AddTo(this);
        var inputs = _fields
            .Values.Select(f => (Name: f.FilterName, Type: ConditionType.NameFor(f), f.Description))
            .Concat(_links.Values.Select(l => (l.Name, LinksType.NameFor(l), l.Description)));
        foreach (var (name, type, description) in inputs.OrderBy(i => i.Name, StringComparer.Ordinal))
            this.Input(name, type, description);
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
        Filter[] filters = [.. value.SelectMany(given => Of(given.Key, given.Value))];
        return new FilterInput(filters is [var one] ? one : new And(filters));
    }

    public override bool IsValidDefault(object value) => value is FilterInput;

    private IEnumerable<Filter> Of(string name, object? given) =>
        (name, given) switch
        {
            _ when IdentityTests.Has(name) => [IdentityTests.Of(name, given).On(ClaimGraph.Fields.Id(Kind))],
            (_, null) => [],
            ("and", _) => All(given),
            ("or", _) => [new Or([.. All(given)])],
            ("not", _) => [new Not(((FilterInput)given).Filter)],
            _ when _shortForms.TryGetValue(name, out var filter) => [filter(given)],
            (_, ILinkedFilter linked) => linked.OfReference(_links[name]),
            (_, List<LinkTest> tests) => tests.Select(test => test(_links[name])),
            _ => ((List<Test>)given).Select(test => test.On(_fields[name])),
        };

    private static IEnumerable<Filter> All(object given) => ((IEnumerable<object>)given).Select(f => ((FilterInput)f).Filter);
}
