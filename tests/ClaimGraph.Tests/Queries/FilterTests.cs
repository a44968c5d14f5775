using ClaimGraph.Queries;
using ClaimGraph.Tests.Nouns.Cases;

namespace ClaimGraph.Tests.Queries;

/// <summary>What the reference means; stores are compared with it elsewhere.</summary>
public sealed class FilterTests
{
    private static readonly Source Source = new()
    {
        Id = Given.SomeSource,
        Version = 1,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Key = "k",
        Content = new SourceContent
        {
            Title = "Città",
            Language = "it",
            PublishedOn = new PartialDate(2025, 2),
            Reliability = Reliability.B,
        },
    };

    private static readonly Statement Statement = new()
    {
        Id = Given.SomeStatement,
        Version = 1,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Content = new StatementContent
        {
            Text = "Firma",
            Topics = ["ai", "summit"],
            About = [Given.SomeActor],
        },
        Derived = new StatementDerived
        {
            SupportCount = 2,
            Attention = Attention.Contested | Attention.Unreviewed,
            Strength = 0.75,
        },
    };

    [Fact]
    public void Condition_on_a_field_that_is_not_set_is_false_and_its_negation_true()
    {
        foreach (var comparison in Enum.GetValues<Comparison>().Except([Comparison.Exists]))
        {
            object value = comparison is Comparison.Contains or Comparison.StartsWith ? "" : "https://example.org";
            var condition = Filter.Where(Fields.Source.CanonicalUrl, comparison, value);
            condition.Matches(Source).ShouldBeFalse(comparison.ToString());
            new Not(condition).Matches(Source).ShouldBeTrue(comparison.ToString());
        }
    }

    [Fact]
    public void Exists_asks_whether_a_field_is_set()
    {
        (Field, Node, bool)[] cases =
        [
            (Fields.Source.CanonicalUrl, Source, false),
            (Fields.Source.Title, Source, true),
            (Fields.Statement.Topics, Statement, true),
            (Fields.Statement.Claimant, Statement, false),
            (Fields.Statement.Attention, Statement, true),
            (Fields.Statement.Verdict, Statement, false),
            (Fields.Statement.Checkable, Statement, true),
            (Fields.Statement.Topics, Statement with { Content = Statement.Content with { Topics = [] } }, false),
            (Fields.Statement.Attention, Statement with { Derived = new StatementDerived() }, false),
            (Fields.Key(NodeKind.Statement), Statement, false),
            (Fields.Key(NodeKind.Source), Source, true),
        ];
        foreach (var (field, node, set) in cases)
        {
            Filter.Where(field, Comparison.Exists, true).Matches(node).ShouldBe(set, field.ToString());
            Filter.Where(field, Comparison.Exists, false).Matches(node).ShouldBe(!set, field.ToString());
        }
    }

    [Fact]
    public void Comparisons_hold()
    {
        (Filter Filter, Node Node, bool Holds)[] cases =
        [
            (Filter.Is(Fields.Source.Title, "Città"), Source, true),
            (Filter.Is(Fields.Source.Title, "città"), Source, false),
            (Filter.Is(Fields.Source.Title, "Citta\u0300"), Source, false),
            (Filter.Where(Fields.Source.Title, Comparison.Contains, "ITTA"), Source, true),
            (Filter.Where(Fields.Source.Title, Comparison.Contains, "itta\u0300"), Source, true),
            (Filter.Where(Fields.Source.Title, Comparison.StartsWith, "CIT"), Source, true),
            (Filter.Where(Fields.Source.Title, Comparison.StartsWith, "itt"), Source, false),
            (Filter.Where(Fields.Source.Title, Comparison.Contains, ""), Source, true),
            (Filter.Where(Fields.Source.Title, Comparison.Contains, "%"), Source, false),
            (Filter.Is(Fields.Source.PublishedOn, new PartialDate(2025, 2)), Source, true),
            (Filter.Is(Fields.Source.PublishedOn, new PartialDate(2025)), Source, false),
            (Filter.Where(Fields.Source.PublishedOn, Comparison.Greater, new PartialDate(2025)), Source, false),
            (Filter.Where(Fields.Source.PublishedOn, Comparison.LessOrEqual, new PartialDate(2025)), Source, true),
            (Filter.Where(Fields.Source.PublishedOn, Comparison.Less, new PartialDate(2025, 2, 1)), Source, false),
            (Filter.Where(Fields.Source.PublishedOn, Comparison.GreaterOrEqual, new PartialDate(2025, 2, 1)), Source, true),
            (Filter.Where(Fields.Source.PublishedOn, Comparison.LessOrEqual, new PartialDate(2025, 2)), Source, true),
            (Filter.Where(Fields.Source.PublishedOn, Comparison.Less, new PartialDate(2025, 2)), Source, false),
            (Filter.Where(Fields.Source.Reliability, Comparison.In, Reliability.A, Reliability.B), Source, true),
            (Filter.Where(Fields.Source.Reliability, Comparison.In), Source, false),
            (Filter.Is(Fields.Statement.Topics, "ai"), Statement, true),
            (Filter.Is(Fields.Statement.Topics, "a"), Statement, false),
            (Filter.Where(Fields.Statement.Topics, Comparison.In, "x", "summit"), Statement, true),
            (Filter.Is(Fields.Statement.About, Given.SomeActor), Statement, true),
            (Filter.Is(Fields.Statement.About, Given.SomeEvent), Statement, false),
            (Filter.Is(Fields.Statement.Attention, Attention.Contested), Statement, true),
            (Filter.Is(Fields.Statement.Attention, Attention.Unsupported), Statement, false),
            (Filter.Where(Fields.Statement.Attention, Comparison.In, Attention.Unsupported, Attention.Unreviewed), Statement, true),
            (Filter.Where(Fields.Statement.Argued.SupportCount, Comparison.GreaterOrEqual, 2L), Statement, true),
            (Filter.Where(Fields.Statement.Argued.SupportCount, Comparison.Greater, 2L), Statement, false),
            (Filter.Where(Fields.Statement.Strength, Comparison.Less, 0.8), Statement, true),
            (Filter.Is(Fields.Statement.Checkable, true), Statement, true),
            (Filter.Where(Fields.CreatedAt(NodeKind.Statement), Comparison.LessOrEqual, DateTimeOffset.UnixEpoch), Statement, true),
        ];
        foreach (var (filter, node, holds) in cases)
            filter.Matches(node).ShouldBe(holds, filter.ToString());
    }

    [Fact]
    public void Empty_and_is_true_and_empty_or_is_false()
    {
        new And([]).Matches(Source).ShouldBeTrue();
        new Or([]).Matches(Source).ShouldBeFalse();
    }

    [Fact]
    public void Lists_leave_retracted_nodes_out_unless_the_filter_speaks_of_the_status()
    {
        var retracted = Source with { Status = RecordStatus.Retracted };
        var corrected = Source with { Status = RecordStatus.Corrected };
        var titled = Filter.Is(Fields.Source.Title, "Città");
        Filter[] silent = [Filter.ForList(NodeKind.Source, null), Filter.ForList(NodeKind.Source, titled)];
        silent.ShouldAllBe(f => f.Matches(Source) && f.Matches(corrected) && !f.Matches(retracted));

        var status = Filter.Is(Fields.Status(NodeKind.Source), RecordStatus.Retracted);
        foreach (var speaking in new Filter[] { status, new Not(new Not(status)), new And([titled, status]), new Or([status, status]) })
            Filter.ForList(NodeKind.Source, speaking).ShouldBeSameAs(speaking);
    }
}
