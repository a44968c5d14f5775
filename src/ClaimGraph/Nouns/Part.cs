using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FluentValidation;

namespace ClaimGraph;

/// <summary>A record that is part of a content: a quote anchor, a rating, a participation. It has no identity and is always given
/// whole.</summary>
public abstract record ContentPart;

/// <summary>What such a record consists of, described once.</summary>
public abstract class Part
{
    private protected Part(string typeName, string summary) => (TypeName, Summary) = (typeName, summary);

    /// <summary>The name of its type in the API.</summary>
    public string TypeName { get; }

    /// <summary>What it is, for the API's documentation.</summary>
    public string Summary { get; }
    public abstract IReadOnlyList<Field> Fields { get; }

    /// <summary>A part with nothing set but defaults, to be filled field by field (<see cref="Field{T}.Set"/>) before anybody sees
    /// it.</summary>
    public abstract ContentPart New();
}

/// <summary>How a part is described: derive inside of <see cref="Fields"/>, and declare each field as a static member by <c>Has</c>, in
/// the order of the API.</summary>
/// <typeparam name="TPart">The record.</typeparam>
public abstract class Part<TPart> : Part
    where TPart : ContentPart
{
    private static readonly List<Field> Declared = [];
    private static readonly TPart Prototype = (TPart)Activator.CreateInstance(typeof(TPart), nonPublic: true)!;

    private protected Part(string summary)
        : base(typeof(TPart).Name, summary) { }

    public override IReadOnlyList<Field> Fields => Declared;

    public override ContentPart New() => Prototype with { };

    /// <summary>Rules over several fields; those of single fields follow from their description.</summary>
    private protected virtual void AddRules(AbstractValidator<TPart> rules) { }

    internal AbstractValidator<TPart> Validator()
    {
        var rules = new InlineValidator<TPart>();
        foreach (var field in Declared.OfType<IRule<TPart>>())
            field.AddTo(rules);
        AddRules(rules);
        return rules;
    }

    private protected static Field Has(Expression<Func<TPart, string?>> of, string description) =>
        Declare(new TextField<TPart>(of, description));

    private protected static Field Has(Expression<Func<TPart, double?>> of, string description) =>
        Declare(new NumberField<TPart>(of, description));

    private protected static Field Has(Expression<Func<TPart, int?>> of, string description) =>
        Declare(new PropertyField<TPart, int?>(of, DataType.Integer, description));

    private protected static Field Has(Expression<Func<TPart, NodeId>> of, string description) =>
        Declare(new PropertyField<TPart, NodeId>(of, DataType.Reference, description));

    private protected static Field Has(Expression<Func<TPart, DateTimeOffset?>> of, string description) =>
        Declare(new PropertyField<TPart, DateTimeOffset?>(of, DataType.Time, description));

    private static Field Declare(Field field)
    {
        field.Role = FieldRole.Entered;
        // As in a content, a text that must be given is never null.
        if (field is Field<string?> { IsRequired: true } text)
            text.Set(Prototype, "");
        Declared.Add(field.Shown());
        return field;
    }
}

/// <summary>A field that holds a part, or nothing.</summary>
public abstract class PartField : Field
{
    private protected PartField(string name, string? description)
        : base(name, DataType.Part, description) { }

    /// <summary>The part of a content; null when there is none.</summary>
    public abstract ContentPart? Get(object owner);

    /// <inheritdoc cref="Field{T}.Set"/>
    public abstract void Set(object owner, ContentPart? part);

    internal sealed override object? ValueOf(object owner) => Get(owner);

    internal sealed override void Copy(object from, object to) => Set(to, Get(from));
}

/// <summary>A field that holds a list of parts.</summary>
public abstract class PartListField : Field
{
    private protected PartListField(string name, string? description)
        : base(name, DataType.PartList, description) { }

    /// <summary>The parts of a content, in their order.</summary>
    public abstract IReadOnlyList<ContentPart> Get(object owner);

    /// <inheritdoc cref="Field{T}.Set"/>
    /// <param name="owner">The content.</param>
    /// <param name="parts">Parts that <see cref="Part.New"/> made.</param>
    public abstract void Set(object owner, IReadOnlyList<ContentPart> parts);

    internal sealed override object? ValueOf(object owner) => Get(owner);

    internal sealed override void Copy(object from, object to) => Set(to, Get(from));

    /// <summary>The parts as a JSON array, as the ledger has them.</summary>
    public abstract string WriteJson(object owner);

    /// <summary>Sets the parts that <see cref="WriteJson"/> wrote, given in UTF-8.</summary>
    public abstract void ReadJson(object owner, ReadOnlySpan<byte> json);
}

internal sealed class PartField<TOwner, TPart> : PartField, IRule<TOwner>
    where TOwner : class
    where TPart : ContentPart
{
    private readonly Access<TOwner, TPart?> _access;

    private readonly Part<TPart> _part;

    public PartField(Part<TPart> part, Access<TOwner, TPart?> access, string? description)
        : base(access.Name, description)
    {
        (_part, _access) = (part, access);
        access.Describe(this);
    }

    public override Part Part => _part;

    public override ContentPart? Get(object owner) => _access.Get(Unsafe.As<TOwner>(owner));

    public override void Set(object owner, ContentPart? part) => _access.Set!(Unsafe.As<TOwner>(owner), (TPart?)part);

    public override object? Read(Node node) => Get(node.Data);

    public void AddTo(AbstractValidator<TOwner> rules) => rules.RuleFor(_access.Of).SetValidator(_part.Validator()!);
}

internal sealed class PartListField<TOwner, TPart> : PartListField, IRule<TOwner>
    where TOwner : class
    where TPart : ContentPart
{
    private readonly Access<TOwner, IReadOnlyList<TPart>> _access;

    private readonly Part<TPart> _part;

    public PartListField(Part<TPart> part, Access<TOwner, IReadOnlyList<TPart>> access, string? description)
        : base(access.Name, description)
    {
        (_part, _access) = (part, access);
        access.Describe(this);
    }

    public override Part Part => _part;

    public override IReadOnlyList<ContentPart> Get(object owner) => _access.Get(Unsafe.As<TOwner>(owner));

    public override void Set(object owner, IReadOnlyList<ContentPart> parts) =>
        _access.Set!(Unsafe.As<TOwner>(owner), [.. parts.Cast<TPart>()]);

    public override string WriteJson(object owner) => JsonSerializer.Serialize(_access.Get(Unsafe.As<TOwner>(owner)), RecordJson.Options);

    public override void ReadJson(object owner, ReadOnlySpan<byte> json) =>
        _access.Set!(Unsafe.As<TOwner>(owner), JsonSerializer.Deserialize<TPart[]>(json, RecordJson.Options)!);

    public override object? Read(Node node) => Get(node.Data);

    public void AddTo(AbstractValidator<TOwner> rules)
    {
        if (MaxEntries is { } entries)
            rules.RuleFor(_access.Of).AtMost(entries);
        rules.RuleForEach(Lambda()).SetValidator(_part.Validator());
    }

    private Expression<Func<TOwner, IEnumerable<TPart>>> Lambda() =>
        Expression.Lambda<Func<TOwner, IEnumerable<TPart>>>(_access.Of.Body, _access.Of.Parameters);
}

/// <summary>A text field of a part, seen as a field of the noun: lists can be filtered by it.</summary>
internal sealed class InnerTextField : Field<string?>
{
    private readonly PartField _outer;
    private readonly Field<string?> _inner;

    public InnerTextField(PartField outer, Field<string?> inner, string name, string description)
        : base(name, DataType.Text, description)
    {
        (_outer, _inner, IsNullable) = (outer, inner, true);
    }

    public override IReadOnlyList<Field> Place => [_outer, _inner];
    public override bool CanSet => false;

    public override string? Get(object owner) => _outer.Get(owner) is { } part ? _inner.Get(part) : null;

    public override void Set(object owner, string? value) => throw new InvalidOperationException($"{this} is set with its part.");

    public override object? Read(Node node) => Get(node.Data);
}

/// <summary>One field of the parts of a list, seen as a list field of the noun: lists can be filtered by it.</summary>
internal sealed class InnerListField<T>(PartListField outer, Field<T> inner, DataType type, string name, string description)
    : Field<IReadOnlyList<T>>(name, type, description)
{
    public override IReadOnlyList<Field> Place => [outer, inner];
    public override Relationship Relationship => inner.Relationship;
    public override bool CanSet => false;

    public override IReadOnlyList<T> Get(object owner) => [.. outer.Get(owner).Select(inner.Get)];

    public override void Set(object owner, IReadOnlyList<T> value) => throw new InvalidOperationException($"{this} is set with its parts.");

    public override object? Read(Node node) => Get(node.Data);
}
