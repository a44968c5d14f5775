using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Filters;

/// <summary>A filter for each kind, as they were given.</summary>
internal sealed record KindFilters(IReadOnlyDictionary<NodeKind, FilterInput> Given) : IFilterArgument, INamesRecords
{
    public int Conditions => Given.Values.Sum(f => f.Conditions);

    public IEnumerable<string> Names => Given.Values.SelectMany(f => f.Names);

    public Dictionary<NodeKind, Filter> ToFilters(ApiScope scope)
    {
        var filters = new Dictionary<NodeKind, Filter>();
        foreach (var (kind, input) in Given)
            if (input.ToFilter(scope) is { } filter)
                filters.Add(kind, filter);
        return filters;
    }
}

/// <summary>An input with a filter for each of some nouns; it becomes <see cref="KindFilters"/>.</summary>
internal sealed class KindFiltersType : InputObjectGraphType<KindFilters>
{
    private readonly IReadOnlyList<Noun> _nouns;

    public KindFiltersType(string name, string description, IReadOnlyList<Noun> nouns)
    {
        (Name, Description, _nouns) = (name, description, nouns);
        foreach (var noun in nouns)
            this.Input(noun.Word, $"{noun.Kind}Filter", $"Restricts the {noun.Plural}.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new KindFilters(
            _nouns
                .Where(noun => value.TryGetValue(noun.Word, out var given) && given is not null)
                .ToDictionary(noun => noun.Kind, noun => (FilterInput)value[noun.Word]!)
        );

    public override bool IsValidDefault(object value) => value is KindFilters;
}
