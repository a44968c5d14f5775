using System.Text;
using GraphQL;
using GraphQL.Types;

namespace ClaimGraph.Server.Tests.GraphQL.Fuzzing;

/// <summary>What documents ask for.</summary>
internal enum Ask
{
    Anything,
    Introspection,
}

/// <summary>
/// A document that is made at random along the schema, with the JSON of its variables. Most are valid; in some, something is wrong.
/// </summary>
internal sealed class RandomDocument
{
    private const int MaxDepth = 5;

    private readonly ISchema _schema;
    private readonly Ask _ask;
    private readonly Random _random;
    private readonly int _oddity;
    private readonly RandomValue _values;
    private readonly List<(string Name, IGraphType Type, string? Default)> _variables = [];
    private readonly StringBuilder _fragments = new();
    private int _names;

    /// <param name="ids">Ids that the store knows.</param>
    /// <param name="oddity">How much is odd: 1 for much, more for less.</param>
    public RandomDocument(ISchema schema, IReadOnlyList<string> ids, Random random, Ask ask = Ask.Anything, int oddity = 1)
    {
        (_schema, _ask, _random, _oddity, _values) = (schema, ask, random, oddity, new RandomValue(ids, random, oddity));
        var (word, root) = (random.Next(20), ask) switch
        {
            (0, Ask.Anything) when schema.Subscription is { } subscription => ("subscription", subscription),
            (< 5, Ask.Anything) when schema.Mutation is { } mutation => ("mutation", mutation),
            _ => ("query", schema.Query),
        };
        var selection = Selection(root, 1);
        Text = $"{word} Q{Definitions()} {selection}{_fragments}{Another()}";
        if (random.Next(8 * oddity) == 0)
            Text = Damaged(Text);
    }

    public string Text { get; }

    /// <summary>Values for the variables of the document, as a JSON object; others at each call.</summary>
    public string Variables()
    {
        var members = _variables
            .Where(v => _random.Next(8 * _oddity) > 0)
            .Select(v => $"\"{v.Name}\":{(_random.Next(4 * _oddity) == 0 ? _values.AnyJson() : _values.Json(v.Type, 0))}");
        return "{" + string.Join(',', members) + "}";
    }

    private string Definitions() =>
        _variables.Count == 0
            ? ""
            : "("
                + string.Join(' ', _variables.Select(v => $"${v.Name}: {Written(v.Type)}{(v.Default is null ? "" : " = " + v.Default)}"))
                + ")";

    // Types are written as they are expected, seldom not.
    private string Written(IGraphType type) =>
        _random.Next(12 * _oddity) switch
        {
            0 => type.ToString()!.TrimEnd('!'),
            1 => type.ToString()!.TrimEnd('!') + "!",
            2 => _random.Next(4) == 0 ? "Statement" : "[" + type + "]",
            _ => type.ToString()!,
        };

    // A second operation, which may be as wrong as the first.
    private string Another()
    {
        if (_random.Next(15) > 0)
            return "";
        var fields = _schema.Query.Fields.Where(f => f.Arguments?.Count > 0).ToArray();
        var field = fields[_random.Next(fields.Length)];
        var arguments = field.Arguments!.Select(a => $"{a.Name}: {_values.Literal(a.ResolvedType!, 0)}");
        var below = field.ResolvedType!.GetNamedType() is ScalarGraphType ? "" : " { __typename }";
        return $" query Other {{ {field.Name}({string.Join(' ', arguments)}){below} }}";
    }

    private string Selection(IGraphType parent, int depth)
    {
        var text = new StringBuilder("{ ");
        for (var i = _random.Next(1, 5); i > 0; i--)
            text.Append(Selected(parent, depth)).Append(' ');
        return text.Append('}').ToString();
    }

    private string Selected(IGraphType parent, int depth)
    {
        if (parent is IAbstractGraphType several && _random.Next(2) == 0)
        {
            var type = several.PossibleTypes.ElementAt(_random.Next(several.PossibleTypes.Count));
            return $"... on {type.Name}{Directive()} {Selection(type, depth)}";
        }
        if (_random.Next(12) == 0)
            return Spread(parent, depth);
        if (parent is not IComplexGraphType { Fields.Count: > 0 } complex || _random.Next(15) == 0)
            return "__typename";
        return Field(IsIntrospection(parent, depth) ? MetaField() : complex.Fields.ElementAt(_random.Next(complex.Fields.Count)), depth);
    }

    private bool IsIntrospection(IGraphType parent, int depth) =>
        depth == 1 && parent == _schema.Query && (_ask == Ask.Introspection || _random.Next(12) == 0);

    private FieldType MetaField() => _random.Next(2) == 0 ? _schema.SchemaMetaFieldType : _schema.TypeMetaFieldType;

    private string Field(FieldType field, int depth)
    {
        var below = field.ResolvedType!.GetNamedType();
        var isLeaf = below is ScalarGraphType;
        if (!isLeaf && depth >= MaxDepth)
            return "__typename";
        var alias = _random.Next(4) > 0 ? $"a{_names++}: " : "";
        return $"{alias}{field.Name}{Arguments(field)}{Directive()}{(isLeaf ? "" : " " + Selection(below, depth + 1))}";
    }

    private string Spread(IGraphType parent, int depth)
    {
        var name = $"F{_names++}";
        var selection = Selection(parent, depth); // may add fragments of its own
        _fragments.Append(" fragment ").Append(name).Append(" on ").Append(parent.Name).Append(' ').Append(selection);
        return $"...{name}{Directive()}";
    }

    private string Directive() =>
        _random.Next(15) == 0
            ? $" @{(_random.Next(2) == 0 ? "skip" : "include")}(if: {Value(new NonNullGraphType(_schema.AllTypes["Boolean"]!))})"
            : "";

    private string Arguments(FieldType field)
    {
        var given = (field.Arguments ?? [])
            .Where(a => a.ResolvedType is NonNullGraphType ? _random.Next(20 * _oddity) > 0 : _random.Next(3) == 0)
            .ToArray();
        return given.Length == 0 ? "" : $"({string.Join(' ', given.Select(a => $"{a.Name}: {Value(field, a)}"))})";
    }

    private string Value(FieldType field, QueryArgument argument) =>
        field == _schema.TypeMetaFieldType && _random.Next(4) > 0 ? $"\"{AnyType()}\"" : Value(argument.ResolvedType!);

    // The types of introspection itself, which begin with underscores, differ between implementations.
    private string AnyType()
    {
        var names = _schema.AllTypes.Select(t => t.Name).Where(n => !n.StartsWith("__", StringComparison.Ordinal)).ToArray();
        return names[_random.Next(names.Length)];
    }

    private string Value(IGraphType type) =>
        _random.Next(3) == 0 ? Variable(type) : _values.Literal(type, 0, inner => _random.Next(4) == 0 ? Variable(inner) : null);

    private string Variable(IGraphType type)
    {
        var name = $"v{_names++}";
        _variables.Add((name, type, _random.Next(6) == 0 ? _values.Literal(type, 0) : null));
        return "$" + name;
    }

    private string Damaged(string text)
    {
        var at = _random.Next(text.Length);
        return _random.Next(4) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, RandomValue.Odd[_random.Next(RandomValue.Odd.Length)]),
            2 => text[..at],
            _ => text.Insert(at, text[at..Math.Min(text.Length, at + 20)]),
        };
    }
}
