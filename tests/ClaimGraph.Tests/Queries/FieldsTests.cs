namespace ClaimGraph.Tests.Queries;

public sealed class FieldsTests
{
    private static IEnumerable<Field> All => Enum.GetValues<NodeKind>().SelectMany(Fields.Of);

    [Fact]
    public void Every_field_is_found_by_its_name()
    {
        foreach (var field in All)
            Fields.Find(field.Kind, field.FilterName).ShouldBeSameAs(field);
        Fields.Find(NodeKind.Actor, "nonsense").ShouldBeNull();
    }

    [Fact]
    public void Every_field_says_what_it_is() => All.ShouldAllBe(f => f.Description.EndsWith('.') && char.IsUpper(f.Description[0]));

    [Fact]
    public void Every_enum_field_names_its_enum() =>
        All.ShouldAllBe(f => (f.EnumType != null) == (f.Type == DataType.Enum || f.Type == DataType.FlagSet));

    [Fact]
    public void Every_value_has_the_type_that_the_field_names() =>
        Dice.OfSize(1, 1)
            .Sample(
                dice =>
                {
                    var node = RandomNode.Of(dice);
                    foreach (var field in Fields.Of(node.Kind))
                        if (field.Read(node) is { } value)
                            Fits(field, value).ShouldBeTrue($"{field}: {value.GetType()}");
                },
                iter: 1_000
            );

    [Fact]
    public void Every_node_that_a_content_names_is_read_by_a_field() =>
        Dice.OfSize(1, 1)
            .Sample(
                dice =>
                {
                    var node = RandomNode.Of(dice);
                    var read = Fields
                        .Of(node.Kind)
                        .Select(f => f.Read(node))
                        .SelectMany(v =>
                            v switch
                            {
                                NodeId id => [id],
                                IReadOnlyList<NodeId> ids => ids,
                                _ => Array.Empty<NodeId>(),
                            }
                        )
                        .ToHashSet();
                    node.Data.References.Select(r => r.Id).ShouldAllBe(id => read.Contains(id));
                },
                iter: 1_000
            );

    private static bool Fits(Field field, object value) =>
        field.Type switch
        {
            DataType.Text => value is string,
            DataType.Enum or DataType.FlagSet => value.GetType() == field.EnumType,
            DataType.Integer => value is long,
            DataType.Number => value is double,
            DataType.Boolean => value is bool,
            DataType.Date => value is PartialDate,
            DataType.Time => value is DateTimeOffset,
            DataType.Reference => value is NodeId,
            DataType.TextList => value is IReadOnlyList<string>,
            DataType.ReferenceList => value is IReadOnlyList<NodeId>,
            _ => false,
        };
}
