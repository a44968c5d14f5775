using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Nouns;

/// <summary>What all nouns have: <c>interface Node</c> of Relay.</summary>
internal sealed class NodeInterface : InterfaceGraphType<Node>
{
    public NodeInterface()
    {
        Name = "Node";
        Description =
            "A record of the graph. Records are never deleted: "
            + "a record that no longer stands is retracted, with a reason, and stays readable.";
        foreach (var field in Noun.All[0].AllFields.Where(f => f.Role == FieldRole.Common))
            AddField(
                new FieldType
                {
                    Name = field.Name,
                    ResolvedType = Sdl.Type(field.Targets.Count > 0 ? "Node" : TypeNames.Shown(field)),
                    Description = field.Description,
                }
            );
    }
}
