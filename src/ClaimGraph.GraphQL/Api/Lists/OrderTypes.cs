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
        Description = $"By what a list of nodes of type {kind} is ordered.";
        foreach (var field in Catalogue.Of(kind))
            if (field.IsOrdered) Add(UpperSnake.Of(field.FilterName), field, field.Description);
    }
}

/// <summary>An input that becomes an <see cref="OrderBy"/>.</summary>
internal sealed class OrderType : InputObjectGraphType<OrderBy>
{
    public OrderType(NodeKind kind)
    {
        Name = $"{kind}Order";
        Description = "The order of a list. Nodes without a value come first when ascending; text is ordered by its UTF-8 bytes.";
        this.Input("field", $"{kind}OrderField!", "By what.");
        this.Input("direction", "OrderDirection", "In which direction.", defaultValue: OrderDirection.Ascending);
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new OrderBy((Field)value["field"]!, value["direction"] is OrderDirection.Descending);

    public override bool IsValidDefault(object value) => value is OrderBy;
}

internal enum OrderDirection { Ascending, Descending }

internal sealed class OrderDirectionType : EnumerationGraphType
{
    public OrderDirectionType()
    {
        Name = "OrderDirection";
        Description = "The direction of an order.";
        Add("ASC", OrderDirection.Ascending, "Smallest, oldest, first of the alphabet first.");
        Add("DESC", OrderDirection.Descending, "Largest, newest, last of the alphabet first.");
    }
}
