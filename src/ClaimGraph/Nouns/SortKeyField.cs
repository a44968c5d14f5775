namespace ClaimGraph;

/// <summary>The sort key of a text by which lists are ordered. Stores keep it beside the text; nobody reads it from there.</summary>
internal sealed class SortKeyField : Field<string?>
{
    private readonly Field<string?> _text;

    public SortKeyField(Field<string?> text)
        : base(text.Name + "SortKey", DataType.Text, description: null)
    {
        (_text, Kind, Role, IsNullable) = (text, text.Kind, FieldRole.Implied, text.IsNullable);
    }

    public override bool CanSet => false;

    public override bool IsSortKey => true;

    public override string? Get(object owner) => _text.Get(owner) is { } text ? Collation.KeyOf(text) : null;

    public override void Set(object owner, string? value) =>
        throw new InvalidOperationException($"{this} follows from {_text} and cannot be set.");

    public override object? Read(Node node) => Get(node.Data);
}
