using ClaimGraph.Ledger;

namespace ClaimGraph.GraphQL.Api.History;

/// <summary>A field that a change gave another value, in the API's words.</summary>
/// <param name="Before">The value before, as <see cref="FieldText"/> writes it; null if there was none.</param>
/// <param name="After">The value after.</param>
internal sealed record FieldChange(string Name, string? Before, string? After)
{
    private static readonly Dictionary<NodeKind, FieldText[]> Fields = Noun.All.ToDictionary(
        n => n.Kind,
        n => n.AllFields.Where(IsRecorded).Select(f => new FieldText(f)).ToArray()
    );

    private static readonly Dictionary<NodeKind, FieldText[]> Entered = Noun.All.ToDictionary(
        n => n.Kind,
        n => n.Entered.Where(IsRecorded).Select(f => new FieldText(f)).ToArray()
    );

    /// <summary>What a change did to the fields of its record, in the order of the API.</summary>
    public static IReadOnlyList<FieldChange> Of(Change change)
    {
        var before = change.Before is { } json ? NodeJson.Read(change.Node.Kind, json) : null;
        var after = NodeJson.Read(change.Node.Kind, change.After);
        return
        [
            .. Fields[change.Node.Kind]
                .Select(field => new FieldChange(field.Name, before is null ? null : field.Of(before), field.Of(after)))
                .Where(field => field.Before != field.After),
        ];
    }

    /// <summary>The fields in which two records of a kind differ, as somebody entered them.</summary>
    public static IReadOnlyList<FieldChange> Between(Node one, Node other) =>
        [
            .. Entered[one.Kind]
                .Select(field => new FieldChange(field.Name, field.Of(one), field.Of(other)))
                .Where(field => field.Before != field.After),
        ];

    // The ledger has what was entered. That the version grows is no news.
    private static bool IsRecorded(Field field) =>
        field is { IsShown: true, Role: FieldRole.Entered or FieldRole.Implied }
        || field is { Role: FieldRole.Common, Name: "key" or "otherKeys" or "status" or "statusReason" or "mergedInto" };
}
