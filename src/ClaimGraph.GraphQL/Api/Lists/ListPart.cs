using ClaimGraph.GraphQL.Api.Schema;

namespace ClaimGraph.GraphQL.Api.Lists;

/// <summary>Pages of lists, and their orders.</summary>
internal sealed class ListPart : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        api.Add(new PageInfoType(), new OrderDirectionType());
        foreach (var kind in Enum.GetValues<NodeKind>())
            api.Add(new ConnectionType(kind), new EdgeType(kind), new OrderFieldType(kind), new OrderType(kind));
    }
}
