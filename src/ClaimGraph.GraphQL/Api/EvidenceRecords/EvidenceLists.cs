using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;

namespace ClaimGraph.GraphQL.Api.EvidenceRecords;

/// <summary>Lets the evidence that names a record be asked for by stance.</summary>
internal sealed class EvidenceLists : IApiPart
{
    public void AddTo(ApiDefinition api) =>
        api.Extend<INounType>(static type =>
        {
            foreach (var link in type.Noun.BackLinks.Where(l => l.Via.Kind == NodeKind.Evidence))
                type.AddArgument(
                    link,
                    Sdl.Argument("stance", "[Stance!]", "Only evidence with one of these stances."),
                    static stances => Filter.Where(Fields.Evidence.Stance, Comparison.In, [.. (IEnumerable<object>)stances])
                );
        });
}
