using ClaimGraph.GraphQL.Api.History;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Merging;

/// <summary>A field that two records have with different values.</summary>
internal sealed record MergeDifference(string Name, string? Merged, string? Kept)
{
    public static IReadOnlyList<MergeDifference> Of(Node merged, Node remaining) =>
        [.. FieldChange.Between(merged, remaining).Select(f => new MergeDifference(f.Name, f.Before, f.After))];
}

internal sealed class MergeDifferenceType : ObjectGraphType<MergeDifference>
{
    public MergeDifferenceType()
    {
        Name = "MergeDifference";
        Description = "A field in which two records differ. Values are written as in FieldChange.";
        this.Leaf("name", "String!", "The name of the field in the type of the records.", static d => d.Name);
        this.Leaf("merged", "String", "The value of the merged record. Null if there is none.", static d => d.Merged).CanBeLong();
        this.Leaf("kept", "String", "The value of the record that remains, which it keeps. Null if there is none.", static d => d.Kept)
            .CanBeLong();
    }
}
