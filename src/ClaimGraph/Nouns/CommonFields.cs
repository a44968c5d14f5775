using System.Linq.Expressions;

namespace ClaimGraph;

/// <summary>The fields that every noun has, as <see cref="NodeHeader"/> gives them.</summary>
internal static class CommonFields
{
    public static IReadOnlyList<Field> Of(NodeKind kind)
    {
        Field[] fields =
        [
            Of(n => n.Id, DataType.Reference, "Identifies the record everywhere. Opaque; it contains the kind."),
            Of(n => n.Key, DataType.Text, "The caller's own key for the record, unique within its kind.").Filtered(),
            Of(
                n => n.Version,
                DataType.Integer,
                "1 when created, one more with every change. An update names the version it was made from."
            ),
            Of(n => n.CreatedAt, DataType.Time, "When the record was made: here or, for an imported record, where it comes from.")
                .Filtered(),
            EnumFields.Make<Node, RecordStatus>(n => n.Status, "Whether the record still stands.").Filtered(),
            Of(n => n.StatusReason, DataType.Text, "Why the record was retracted or the source corrected; null while it is active."),
            Of(
                n => n.OtherKeys,
                DataType.TextList,
                "Further keys of the record: those under which others entered the same. Each finds it."
            ),
            Of(n => n.CreatedBy, DataType.Text, "Who entered the record: an API key, an account or a command.").Filtered(),
            Of(n => n.UpdatedAt, DataType.Time, "When the record was last changed here.").Filtered(),
            Of(
                    n => n.MergedInto,
                    DataType.Reference,
                    "The record that this one was merged into; null if it stands for itself. A merged record is retracted, and whatever "
                        + "asks for it by its id, key, URL or wording gets the other."
                )
                .To(kind)
                .Filtered()
                .BackLink(kind, "mergedFrom", "The records that were merged into this one."),
        ];
        foreach (var field in fields)
        {
            field.Shown();
            (field.Kind, field.Role) = (kind, FieldRole.Common);
        }
        return fields;
    }

    private static PropertyField<Node, T> Of<T>(Expression<Func<Node, T>> of, DataType type, string description) =>
        new(of, type, description);
}
