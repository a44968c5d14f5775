using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FluentValidation;

namespace ClaimGraph;

/// <summary>
/// How a noun is described: derive inside of <see cref="Fields"/>, beside the noun's record, and declare each field as a static member in
/// the order of the API, by <c>Entered</c> or <c>Implied</c>.
/// </summary>
/// <typeparam name="TNode">The node.</typeparam>
/// <typeparam name="TContent">What is entered.</typeparam>
public abstract class Noun<TNode, TContent> : Noun
    where TNode : Node<TContent>
    where TContent : Content
{
    private static readonly NodeKind KindOfNode = Enum.Parse<NodeKind>(typeof(TNode).Name);
    private static readonly List<Field> Declared = [];

    private protected static readonly TNode Prototype = Activator.CreateInstance<TNode>();
    private static readonly TContent PrototypeOfContent = Activator.CreateInstance<TContent>();

    private protected Noun(string plural, string summary)
        : base(KindOfNode, summary, plural)
    {
        RuntimeHelpers.RunClassConstructor(GetType().TypeHandle);
        Declared.AddRange([.. Declared.Select(f => f.SortKey).OfType<Field>()]);
        AllFields = [.. CommonFields.Of(KindOfNode), .. Declared];
        Entered = [.. Declared.Where(f => f.Role == FieldRole.Entered)];
        StoredContent = [.. Declared.Where(f => f.Role is FieldRole.Entered or FieldRole.Implied && !f.IsKeptApart && f.Place.Count == 1)];
        Derived = [.. Declared.Where(f => f.Role == FieldRole.Derived)];
        Searched = [.. Declared.Where(f => f.IsSearched)];
        Rules = MakeRules();
        // A text that must be given is never null, so that it can be read before it is checked.
        foreach (var text in Declared.OfType<Field<string?>>().Where(f => f is { Role: FieldRole.Entered, IsRequired: true }))
            text.Set(PrototypeOfContent, "");
    }

    public override Type NodeType => typeof(TNode);
    public override Type ContentType => typeof(TContent);
    public override IReadOnlyList<Field> AllFields { get; }
    public override IReadOnlyList<Field> Entered { get; }
    public override IReadOnlyList<Field> StoredContent { get; }
    public override IReadOnlyList<Field> Derived { get; }
    public override IReadOnlyList<Field> Searched { get; }
    internal override IValidator Rules { get; }

    public override Content NewContent() => PrototypeOfContent with { };

    public override object? NewDerived() => null;

    public override Node NewNode(in NodeHeader header, Content content, object? derived) =>
        Prototype with
        {
            Id = header.Id,
            Key = header.Key,
            Version = header.Version,
            CreatedAt = header.CreatedAt,
            Status = header.Status,
            StatusReason = header.StatusReason,
            OtherKeys = header.OtherKeys,
            MergedInto = header.MergedInto,
            CreatedBy = header.CreatedBy,
            UpdatedAt = header.UpdatedAt,
            Content = (TContent)content,
        };

    internal override string WriteJson(Node node) => JsonSerializer.Serialize((TNode)node, RecordJson.Options);

    internal override Node ReadJson(string json) => JsonSerializer.Deserialize<TNode>(json, RecordJson.Options)!;

    internal override string? WriteDerivedJson(Node node) => null;

    /// <summary>Rules over several fields; those of single fields follow from their description.</summary>
    private protected virtual void AddRules(AbstractValidator<TContent> rules) { }

    private InlineValidator<TContent> MakeRules()
    {
        var rules = new InlineValidator<TContent>();
        foreach (var field in Declared.Where(f => f.Role == FieldRole.Entered).OfType<IRule<TContent>>())
            field.AddTo(rules);
        AddRules(rules);
        return rules;
    }

    // What somebody enters. The overload follows from the type of the property.

    private protected static Field Has(Expression<Func<TContent, string?>> of, string description) =>
        Enter(new TextField<TContent>(of, description));

    private protected static Field Has(Expression<Func<TContent, bool>> of, string description) =>
        Enter(new PropertyField<TContent, bool>(of, DataType.Boolean, description));

    private protected static Field Has(Expression<Func<TContent, PartialDate?>> of, string description) =>
        Enter(new PropertyField<TContent, PartialDate?>(of, DataType.Date, description));

    private protected static Field Has(Expression<Func<TContent, NodeId>> of, string description) =>
        Enter(new PropertyField<TContent, NodeId>(of, DataType.Reference, description));

    private protected static Field Has(Expression<Func<TContent, NodeId?>> of, string description) =>
        Enter(new PropertyField<TContent, NodeId?>(of, DataType.Reference, description));

    private protected static Field Has(Expression<Func<TContent, IReadOnlyList<string>>> of, string description) =>
        Enter(new TextListField<TContent>(of, description));

    private protected static Field Has(Expression<Func<TContent, IReadOnlyList<NodeId>>> of, string description) =>
        Enter(new ReferenceListField<TContent>(of, description));

    private protected static Field Has<TEnum>(Expression<Func<TContent, TEnum>> of, string description)
        where TEnum : struct, Enum => Enter(EnumFields.Make(of, description));

    private protected static Field Has<TEnum>(Expression<Func<TContent, TEnum?>> of, string description)
        where TEnum : struct, Enum => Enter(EnumFields.Make(of, description));

    /// <summary>A number from 0 to 1.</summary>
    private protected static Field HasFraction(Expression<Func<TContent, double?>> of, string description) =>
        Enter(new FractionField<TContent>(of, description));

    private protected static Field Has<TPart>(Part<TPart> part, Expression<Func<TContent, TPart?>> of, string description)
        where TPart : ContentPart => Enter(new PartField<TContent, TPart>(part, new Access<TContent, TPart?>(of), description));

    private protected static Field Has<TPart>(Part<TPart> part, Expression<Func<TContent, IReadOnlyList<TPart>>> of, string description)
        where TPart : ContentPart =>
        Enter(new PartListField<TContent, TPart>(part, new Access<TContent, IReadOnlyList<TPart>>(of), description));

    // What follows from the content and is stored with it, so that lists can be filtered by it.

    private protected static Field Implies(Expression<Func<TContent, string?>> of, string description) =>
        Imply(new PropertyField<TContent, string?>(of, DataType.Text, description));

    private protected static Field Implies<TEnum>(Expression<Func<TContent, TEnum>> of, string description)
        where TEnum : struct, Enum => Imply(EnumFields.Make(of, description));

    /// <summary>A field of a part, or of the parts of a list, by which lists can be filtered.</summary>
    private protected static Field Implies(Field part, Field inner, string name, string description) =>
        Imply(
            (part, inner) switch
            {
                (PartField one, Field<string?> text) => new InnerTextField(one, text, name, description),
                (PartListField list, Field<string?> text) => new InnerListField<string?>(list, text, DataType.TextList, name, description),
                (PartListField list, Field<NodeId> named) => new InnerListField<NodeId>(
                    list,
                    named,
                    DataType.ReferenceList,
                    name,
                    description
                ),
                _ => throw new ArgumentException($"Lists cannot be filtered by {inner} of {part}.", nameof(inner)),
            }
        );

    private static Field Enter(Field field) => Declare(field.Shown(), FieldRole.Entered);

    private static Field Imply(Field field) => Declare(field, FieldRole.Implied);

    private protected static Field Declare(Field field, FieldRole role)
    {
        (field.Kind, field.Role) = (KindOfNode, role);
        Declared.Add(field);
        return field;
    }
}

/// <summary>How a noun is described whose nodes carry values that other nodes make; they are declared by <c>Derives</c>.</summary>
/// <typeparam name="TNode">The node.</typeparam>
/// <typeparam name="TContent">What is entered.</typeparam>
/// <typeparam name="TDerived">What other nodes make of it.</typeparam>
public abstract class Noun<TNode, TContent, TDerived> : Noun<TNode, TContent>
    where TNode : Node<TContent, TDerived>
    where TContent : Content
    where TDerived : class, new()
{
    private protected Noun(string plural, string summary)
        : base(plural, summary) { }

    public override object NewDerived() => new TDerived();

    public override Node NewNode(in NodeHeader header, Content content, object? derived) =>
        Prototype with
        {
            Id = header.Id,
            Key = header.Key,
            Version = header.Version,
            CreatedAt = header.CreatedAt,
            Status = header.Status,
            StatusReason = header.StatusReason,
            OtherKeys = header.OtherKeys,
            MergedInto = header.MergedInto,
            CreatedBy = header.CreatedBy,
            UpdatedAt = header.UpdatedAt,
            Content = (TContent)content,
            Derived = (TDerived?)derived ?? new TDerived(),
        };

    internal override string WriteDerivedJson(Node node) => JsonSerializer.Serialize(((TNode)node).Derived, RecordJson.Options);

    // A description is for the people who read the API; what stores alone keep has none.

    private protected static Field Derives(Expression<Func<TDerived, int>> of, string? description = null) =>
        Declare(new PropertyField<TDerived, int>(of, DataType.Integer, description), FieldRole.Derived);

    private protected static Field Derives(Expression<Func<TDerived, long>> of, string? description = null) =>
        Declare(new PropertyField<TDerived, long>(of, DataType.Integer, description), FieldRole.Derived);

    private protected static Field Derives(Expression<Func<TDerived, double>> of, string? description = null) =>
        Declare(new PropertyField<TDerived, double>(of, DataType.Number, description), FieldRole.Derived);

    private protected static Field Derives(Expression<Func<TDerived, bool>> of, string? description = null) =>
        Declare(new PropertyField<TDerived, bool>(of, DataType.Boolean, description), FieldRole.Derived);

    private protected static Field Derives(Expression<Func<TDerived, string?>> of) =>
        Declare(new PropertyField<TDerived, string?>(of, DataType.Text, description: null), FieldRole.Derived);

    private protected static Field Derives(Expression<Func<TDerived, PartialDate?>> of, string? description = null) =>
        Declare(new PropertyField<TDerived, PartialDate?>(of, DataType.Date, description), FieldRole.Derived);

    private protected static Field Derives(Expression<Func<TDerived, DateTimeOffset?>> of, string? description = null) =>
        Declare(new PropertyField<TDerived, DateTimeOffset?>(of, DataType.Time, description), FieldRole.Derived);

    private protected static Field Derives(Expression<Func<TDerived, NodeId>> of, string? description = null) =>
        Declare(new PropertyField<TDerived, NodeId>(of, DataType.Reference, description), FieldRole.Derived);

    private protected static Field Derives(Expression<Func<TDerived, NodeId?>> of, string? description = null) =>
        Declare(new PropertyField<TDerived, NodeId?>(of, DataType.Reference, description), FieldRole.Derived);

    private protected static Field Derives<TEnum>(Expression<Func<TDerived, TEnum>> of, string? description = null)
        where TEnum : struct, Enum => Declare(EnumFields.Make(of, description), FieldRole.Derived);

    private protected static Field Derives<TEnum>(Expression<Func<TDerived, TEnum?>> of, string? description = null)
        where TEnum : struct, Enum => Declare(EnumFields.Make(of, description), FieldRole.Derived);
}
