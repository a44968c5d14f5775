using ClaimGraph.GraphQL.Api.Filters;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Search;

/// <summary>A filter for each kind, as they were given.</summary>
internal sealed record SearchFilterInput(IReadOnlyDictionary<NodeKind, FilterInput> Given) : IFilterArgument, INamesRecords
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

internal sealed class SearchFilterType : InputObjectGraphType<SearchFilterInput>
{
    public SearchFilterType()
    {
        Name = "SearchFilter";
        Description = "Restricts the hits of each kind. Kinds without a filter are not restricted.";
        foreach (var noun in SearchPart.Searchable)
            this.Input(FieldName(noun), $"{noun.Kind}Filter", $"Restricts the {noun.Plural}.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new SearchFilterInput(
            SearchPart
                .Searchable.Where(noun => value.TryGetValue(FieldName(noun), out var given) && given is not null)
                .ToDictionary(noun => noun.Kind, noun => (FilterInput)value[FieldName(noun)]!)
        );

    public override bool IsValidDefault(object value) => value is SearchFilterInput;

    private static string FieldName(Noun noun) => noun.Kind.ToString().ToLowerInvariant();
}
