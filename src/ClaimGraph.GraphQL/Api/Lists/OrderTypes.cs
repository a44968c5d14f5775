using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Lists;

/// <summary>The fields by which lists of a kind can be ordered.</summary>
internal sealed class OrderFieldType : EnumerationGraphType
{
    public OrderFieldType(NodeKind kind)
    {
        Name = $"{kind}OrderField";
        Description = $"The fields by which lists of {Noun.Of(kind).Plural} can be ordered.";
        foreach (var field in ClaimGraph.Fields.Of(kind))
            if (field.IsOrdered)
                Add(UpperSnake.Of(field.FilterName), field, field.Description);
    }
}

/// <summary>An input that becomes an <see cref="OrderBy"/>.</summary>
internal sealed class OrderType : InputObjectGraphType<OrderBy>
{
    public OrderType(NodeKind kind)
    {
        Name = $"{kind}Order";
        Description =
            "The order of a list. In ascending order, records without a value come first. "
            + "Text is ordered by the root collation of Unicode (UTS #10): Adam, alice, Álvaro, Zoe.";
        this.Input("field", $"{kind}OrderField!", "The field to order by.");
        this.Input("direction", "OrderDirection", "The direction of the order.", defaultValue: OrderDirection.Ascending);
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new OrderBy((Field)value["field"]!, value["direction"] is OrderDirection.Descending);

    public override bool IsValidDefault(object value) => value is OrderBy;
}

internal enum OrderDirection
{
    Ascending,
    Descending,
}

internal sealed class OrderDirectionType : EnumerationGraphType
{
    public OrderDirectionType()
    {
        Name = "OrderDirection";
        Description = "The direction of an order.";
        Add("ASC", OrderDirection.Ascending, "Ascending: smallest, oldest or first in the alphabet comes first.");
        Add("DESC", OrderDirection.Descending, "Descending: largest, newest or last in the alphabet comes first.");
    }
}
