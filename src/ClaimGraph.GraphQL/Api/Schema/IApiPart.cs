namespace ClaimGraph.GraphQL.Api.Schema;

/// <summary>A part of the API: one feature with its types and its root fields.</summary>
internal interface IApiPart
{
    void AddTo(ApiDefinition api);
}
