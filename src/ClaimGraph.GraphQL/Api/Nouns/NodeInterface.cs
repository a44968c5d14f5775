using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Nouns;

/// <summary>What all nouns have: <c>interface Node</c> of Relay.</summary>
internal sealed class NodeInterface : InterfaceGraphType<Node>
{
    public NodeInterface()
    {
        Name = "Node";
        Description = "One record of the graph. It is never deleted: what no longer stands is retracted, with a reason, and stays readable.";
        foreach (var (name, type, description) in NounFields) AddField(new FieldType { Name = name, ResolvedType = Sdl.Type(type), Description = description });
    }

    public static readonly (string Name, string Type, string Description)[] NounFields =
    [
        ("id", "ID!", "Identifies the record everywhere. Opaque; it carries the kind."),
        ("key", "String", "The caller's own key for the record, unique within its kind."),
        ("version", "Int!", "1 when created, one more with every change. An update names the version that it was made from."),
        ("createdAt", "DateTime!", "When the record was made: here or, for imported records, where it comes from."),
        ("status", "RecordStatus!", "Whether the record still stands."),
        ("statusReason", "String", "Why it was retracted, or the source corrected; null while it is active."),
    ];
}
