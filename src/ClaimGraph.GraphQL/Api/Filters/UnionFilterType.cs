using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Filters;

/// <summary>What is asked of a record that can be of several nouns.</summary>
/// <param name="Tests">The conditions on the record whatever its noun.</param>
/// <param name="Nouns">The filters by noun. With one of them, records of other nouns do not pass.</param>
internal sealed record UnionFilter(IReadOnlyList<Test> Tests, IReadOnlyDictionary<NodeKind, Filter> Nouns) : ILinkedFilter
{
    public Filter For(NodeKind kind)
    {
        var tests = Tests.Select(t => t.On(Fields.Id(kind)));
        return new And([.. tests, .. Nouns.Count == 0 ? (Filter[])[] : [Nouns.GetValueOrDefault(kind) ?? new Or([])]]);
    }

    public IEnumerable<Filter> OfReference(NounLink link)
    {
        var tests = Tests.Select(t => t.On(link.Steps[0].Via));
        Filter[] ways = [.. link.Steps.Where(s => Nouns.ContainsKey(s.To)).Select(s => new Linked(s, Nouns[s.To]))];
        return ways.Length == 0 ? tests : [.. tests, ways is [var one] ? one : new Or(ways)];
    }
}

/// <summary>
/// What a record of several nouns can be restricted to: a filter for each noun. An input of it becomes a <see cref="UnionFilter"/>.
/// </summary>
internal sealed class UnionFilterType : InputObjectGraphType<UnionFilter>
{
    private readonly NodeKind[] _kinds;

    public UnionFilterType(NounLink link)
    {
        _kinds = [.. link.Steps.Select(s => s.To)];
        Name = LinksType.NameOfEach(link) + "Filter";
        Description = $"{link.Steps[0].Via.Union!.Description} All conditions must hold.";
        IdentityTests.AddTo(this);
        foreach (var kind in _kinds)
            this.Input(Noun.Of(kind).Word, $"{kind}Filter", $"It is one of the {Noun.Of(kind).Plural} that pass this filter.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new UnionFilter(
            [.. value.Where(v => IdentityTests.Has(v.Key)).Select(v => IdentityTests.Of(v.Key, v.Value))],
            _kinds
                .Select(kind => (Kind: kind, Given: value.TryGetValue(Noun.Of(kind).Word, out var given) ? given as FilterInput : null))
                .Where(k => k.Given is not null)
                .ToDictionary(k => k.Kind, k => k.Given!.Filter)
        );

    public override bool IsValidDefault(object value) => value is UnionFilter;
}
