using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using FluentValidation;

namespace ClaimGraph;

/// <summary>
/// A field whose values have the CLR type <typeparamref name="T"/>: string, bool, int, long, double, <see cref="NodeId"/>,
/// <see cref="PartialDate"/>, <see cref="DateTimeOffset"/>, nullable ones of these, or a list of strings or ids. Stores, readers and
/// writers get and set values without boxing.
/// </summary>
public abstract class Field<T> : Field
{
    private protected Field(string name, DataType type, string? description)
        : base(name, type, description) { }

    /// <summary>The value of a content, of derived values or of a part, whichever has the field.</summary>
    public abstract T Get(object owner);

    /// <summary>Sets the value of an owner that nobody else has seen yet (<see cref="Noun.NewContent"/>, <see cref="Noun.NewDerived"/>,
    /// <see cref="Part.New"/>).</summary>
    /// <exception cref="InvalidOperationException">The field follows from others and cannot be set: <see cref="Field.CanSet"/> is
    /// false.</exception>
    public abstract void Set(object owner, T value);

    internal sealed override object? ValueOf(object owner) => Get(owner);

    internal sealed override void Copy(object from, object to) => Set(to, Get(from));
}

/// <summary>A field that holds an enum. Stores keep its number or its name.</summary>
public abstract class EnumField : Field
{
    private protected EnumField(string name, DataType type, string? description)
        : base(name, type, description) { }

    /// <summary>The number of the value; null when it is not set.</summary>
    public abstract ushort? GetNumber(object owner);

    /// <inheritdoc cref="Field{T}.Set"/>
    public abstract void SetNumber(object owner, ushort? number);

    internal sealed override object? ValueOf(object owner) => GetNumber(owner);

    internal sealed override void Copy(object from, object to) => SetNumber(to, GetNumber(from));
}

/// <summary>How a property is reached: a lambda, its delegates and what its declaration tells.</summary>
internal sealed class Access<TOwner, T>
{
    private static readonly NullabilityInfoContext Nullability = new();

    public Access(Expression<Func<TOwner, T>> of)
    {
        Of = of;
        Property = of.Body is MemberExpression { Member: PropertyInfo property, Expression: ParameterExpression } ? property : null;
        Get = Property is { } known ? known.GetMethod!.CreateDelegate<Func<TOwner, T>>() : of.Compile();
        Set = Property?.SetMethod?.CreateDelegate<Action<TOwner, T>>();
    }

    public Expression<Func<TOwner, T>> Of { get; }
    public PropertyInfo? Property { get; }
    public Func<TOwner, T> Get { get; }
    public Action<TOwner, T>? Set { get; }

    public string Name => Property is { } property ? char.ToLowerInvariant(property.Name[0]) + property.Name[1..] : "";

    /// <summary>Takes over what the declaration of the property says: required or not, nullable or not.</summary>
    public void Describe(Field field)
    {
        field.IsRequired = Property?.IsDefined(typeof(RequiredMemberAttribute)) ?? false;
        field.IsNullable = Nullable.GetUnderlyingType(typeof(T)) is not null || !typeof(T).IsValueType && !IsNotNull();
    }

    private bool IsNotNull()
    {
        if (Property is null)
            return false;
        lock (Nullability)
            return Nullability.Create(Property).ReadState == NullabilityState.NotNull;
    }
}

/// <summary>What a field adds to the rules of its owner.</summary>
internal interface IRule<TOwner>
{
    void AddTo(AbstractValidator<TOwner> rules);
}

internal class PropertyField<TOwner, T> : Field<T>, IRule<TOwner>
    where TOwner : class
{
    private readonly Func<TOwner, T> _get;
    private readonly Action<TOwner, T> _set;

    public PropertyField(Expression<Func<TOwner, T>> of, DataType type, string? description)
        : this(new Access<TOwner, T>(of), type, description) { }

    private PropertyField(Access<TOwner, T> access, DataType type, string? description)
        : base(access.Name, type, description)
    {
        Access = access;
        (_get, _set) = (access.Get, access.Set ?? Refuse);
        access.Describe(this);
    }

    protected Access<TOwner, T> Access { get; }

    public sealed override bool CanSet => Access.Set is not null;

    public sealed override T Get(object owner) => _get(Unsafe.As<TOwner>(owner));

    public sealed override void Set(object owner, T value) => _set(Unsafe.As<TOwner>(owner), value);

    private void Refuse(TOwner owner, T value) =>
        throw new InvalidOperationException($"{this} follows from other fields and cannot be set.");

    public sealed override object? Read(Node node) =>
        OwnerOf(this, node) is { } owner
            ? Get(owner) switch
            {
                int number => (long)number,
                var value => value,
            }
            : null;

    public virtual void AddTo(AbstractValidator<TOwner> rules) { }

    internal static object? OwnerOf(Field field, Node node) =>
        field.Role switch
        {
            FieldRole.Common => node,
            FieldRole.Derived => node.DerivedValues,
            _ => node.Data,
        };
}

internal sealed class TextField<TOwner>(Expression<Func<TOwner, string?>> of, string? description)
    : PropertyField<TOwner, string?>(of, DataType.Text, description)
    where TOwner : class
{
    public override void AddTo(AbstractValidator<TOwner> rules)
    {
        var rule = rules.RuleFor(Access.Of);
        if (IsRequired && Format is (TextFormat.Prose or TextFormat.Trimmed))
            rule.NotBlank(); // other forms refuse an empty text themselves
        switch (Format)
        {
            case TextFormat.Language:
                rule.Language();
                break;
            case TextFormat.Url:
                rule.WebAddress();
                break;
            case TextFormat.Role:
                rule.Role();
                break;
            case TextFormat.Iri:
                rule.Iri();
                break;
            case TextFormat.Json:
                rule.Json();
                break;
        }
        if (MaxLength is { } length && Format != TextFormat.Role)
            rule.Text(length); // the form of a role limits it already
    }
}

internal sealed class FractionField<TOwner>(Expression<Func<TOwner, double?>> of, string? description)
    : PropertyField<TOwner, double?>(of, DataType.Number, description)
    where TOwner : class
{
    public override bool IsFraction => true;

    public override void AddTo(AbstractValidator<TOwner> rules) => rules.RuleFor(Access.Of).Fraction();
}

internal sealed class NumberField<TOwner>(Expression<Func<TOwner, double?>> of, string? description)
    : PropertyField<TOwner, double?>(of, DataType.Number, description)
    where TOwner : class
{
    public override void AddTo(AbstractValidator<TOwner> rules) => rules.RuleFor(Access.Of).Finite();
}

internal sealed class TextListField<TOwner>(Expression<Func<TOwner, IReadOnlyList<string>>> of, string? description)
    : PropertyField<TOwner, IReadOnlyList<string>>(of, DataType.TextList, description)
    where TOwner : class
{
    public override void AddTo(AbstractValidator<TOwner> rules)
    {
        if (MaxEntries is { } entries)
            rules.RuleFor(Access.Of).AtMost(entries);
        var each = rules.RuleForEach(Lambda());
        if (Format == TextFormat.Iri)
            each.Iri();
        else
            each.NotBlank();
        if (MaxLength is { } length)
            each.Text(length);
    }

    private Expression<Func<TOwner, IEnumerable<string?>>> Lambda() =>
        Expression.Lambda<Func<TOwner, IEnumerable<string?>>>(Access.Of.Body, Access.Of.Parameters);
}

internal sealed class ReferenceListField<TOwner>(Expression<Func<TOwner, IReadOnlyList<NodeId>>> of, string? description)
    : PropertyField<TOwner, IReadOnlyList<NodeId>>(of, DataType.ReferenceList, description)
    where TOwner : class
{
    public override void AddTo(AbstractValidator<TOwner> rules)
    {
        if (MaxEntries is { } entries)
            rules.RuleFor(Access.Of).AtMost(entries);
    }
}

/// <summary>An enum of one byte that is always set, or, with <typeparamref name="TValue"/> nullable, may be missing.</summary>
internal sealed class EnumField<TOwner, TEnum, TValue> : EnumField, IRule<TOwner>
    where TOwner : class
    where TEnum : struct, Enum
{
    private readonly Access<TOwner, TValue> _access;
    private readonly Func<TValue, ushort?> _number;
    private readonly Func<ushort?, TValue> _value;
    private readonly Action<AbstractValidator<TOwner>> _rule;

    public EnumField(
        Access<TOwner, TValue> access,
        string? description,
        Func<TValue, ushort?> number,
        Func<ushort?, TValue> value,
        Action<AbstractValidator<TOwner>> rule
    )
        : base(access.Name, typeof(TEnum).IsDefined(typeof(FlagsAttribute)) ? DataType.FlagSet : DataType.Enum, description)
    {
        (_access, _number, _value, _rule) = (access, number, value, rule);
        access.Describe(this);
    }

    public override Type EnumType => typeof(TEnum);
    public override bool CanSet => _access.Set is not null;

    public override ushort? GetNumber(object owner) => _number(_access.Get(Unsafe.As<TOwner>(owner)));

    public override void SetNumber(object owner, ushort? number) =>
        (_access.Set ?? throw new InvalidOperationException($"{this} follows from other fields and cannot be set."))(
            Unsafe.As<TOwner>(owner),
            _value(number)
        );

    public override object? Read(Node node) =>
        PropertyField<TOwner, TValue>.OwnerOf(this, node) is { } owner ? _access.Get(Unsafe.As<TOwner>(owner)) : default;

    public void AddTo(AbstractValidator<TOwner> rules) => _rule(rules);
}

internal static class EnumFields
{
    public static EnumField Make<TOwner, TEnum>(Expression<Func<TOwner, TEnum>> of, string? description)
        where TOwner : class
        where TEnum : struct, Enum
    {
        EnumField? field = null;
        return field = new EnumField<TOwner, TEnum, TEnum>(
            new Access<TOwner, TEnum>(of),
            description,
            static value => NumberOf(value),
            static number => ValueOf<TEnum>(number ?? default),
            rules => rules.RuleFor(of).Known().OverridePropertyName(field!.Name)
        );
    }

    public static EnumField Make<TOwner, TEnum>(Expression<Func<TOwner, TEnum?>> of, string? description)
        where TOwner : class
        where TEnum : struct, Enum
    {
        EnumField? field = null;
        return field = new EnumField<TOwner, TEnum, TEnum?>(
            new Access<TOwner, TEnum?>(of),
            description,
            static value => value is { } some ? NumberOf(some) : null,
            static number => number is { } some ? ValueOf<TEnum>(some) : null,
            rules => rules.RuleFor(of).Known().OverridePropertyName(field!.Name)
        );
    }

    // Enums are bytes but for sets of more than eight flags. Both sides of the test are constants for the compiler.
    private static ushort NumberOf<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        Unsafe.SizeOf<TEnum>() == sizeof(byte) ? Unsafe.BitCast<TEnum, byte>(value) : Unsafe.BitCast<TEnum, ushort>(value);

    private static TEnum ValueOf<TEnum>(ushort number)
        where TEnum : struct, Enum =>
        Unsafe.SizeOf<TEnum>() == sizeof(byte) ? Unsafe.BitCast<byte, TEnum>((byte)number) : Unsafe.BitCast<ushort, TEnum>(number);
}
