using ClaimGraph.GraphQL.Api.Schema;

namespace ClaimGraph.GraphQL.Api.Nouns;

/// <summary>What all nouns share.</summary>
internal sealed class NounPart : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        api.Add(Enums.All);
        api.Add(new NodeInterface());
    }
}
