using ClaimGraph.Stores.Commits.Derived;

namespace ClaimGraph.Tests.Stores.Commits;

public sealed class DerivedRulesTests
{
    private static IEnumerable<Field> DerivedFields => Noun.All.SelectMany(n => n.Derived);

    [Fact]
    public void Every_derived_field_is_set_by_exactly_one_rule() =>
        DerivedValues
            .Rules.SelectMany(r => r.Sets)
            .OrderBy(f => f.ToString(), StringComparer.Ordinal)
            .ShouldBe(DerivedFields.OrderBy(f => f.ToString(), StringComparer.Ordinal));

    [Fact]
    public void Each_rule_is_listed_once() =>
        DerivedValues
            .Rules.Select(r => r.GetType())
            .ShouldBe(typeof(DerivedRule).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DerivedRule))), ignoreOrder: true);
}
