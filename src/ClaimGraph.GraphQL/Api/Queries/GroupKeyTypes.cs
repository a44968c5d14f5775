using ClaimGraph.GraphQL.Api.Filters;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Queries;

/// <summary>What records are grouped by, from records of a kind on.</summary>
/// <param name="Meant">Null for an input that names none or several.</param>
/// <param name="Mistake">What is wrong with it then. It is told where the key is used, as the input is valid GraphQL.</param>
internal sealed record GroupKeyInput(NodeKind From, GroupKey? Meant, string? Mistake = null)
{
    /// <exception cref="RefusedException">The input names none or several.</exception>
    public GroupKey Key => Meant ?? throw new RefusedException(ProblemCode.OutOfRange, Mistake!, "by");

    /// <summary>The same from the records on the other side of a link.</summary>
    public GroupKeyInput Behind(NounLink link, NodeKind from) =>
        Meant is null ? this : new(from, Meant with { Path = [link.Steps.Single(s => s.To == From), .. Meant.Path] });

    /// <summary>The one value that an input has; null if it has none or several.</summary>
    public static KeyValuePair<string, object?>? OnlyOne(IDictionary<string, object?> given) =>
        given.Where(g => g.Value is not null).ToArray() is [var one] ? one : null;

    public static GroupKeyInput NotOne(NodeKind from, string type, IDictionary<string, object?> given) =>
        new(
            from,
            null,
            $"{type} takes one field or one link, not {given.Count(g => g.Value is not null)}; for two values, give two of them in by."
        );
}

/// <summary>A value of records of a kind, or of those that they are linked with. An input of it becomes a
/// <see cref="GroupKeyInput"/>.</summary>
internal sealed class GroupKeyType : InputObjectGraphType<GroupKeyInput>
{
    private readonly NodeKind _kind;
    private readonly Dictionary<string, NounLink> _links;

    public GroupKeyType(Noun noun)
    {
        (_kind, Name) = (noun.Kind, NameFor($"{noun.Kind}"));
        _links = NounLink.Of(noun.Kind).ToDictionary(l => l.Name);
        Description =
            $"What {noun.Plural} are grouped by: a field, or what they are linked with and a field of that. Give exactly one. "
            + "Retracted linked records are left out.";
        this.Input("field", $"{noun.TypeName}DistributionField", "A field of the records themselves.");
        foreach (var link in _links.Values.OrderBy(l => l.Name, StringComparer.Ordinal))
            this.Input(link.Name, NameFor(LinksType.NameOfEach(link)), link.Description);
    }

    public static string NameFor(string each) => each + "GroupKey";

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        GroupKeyInput.OnlyOne(value) is not { } one ? GroupKeyInput.NotOne(_kind, Name, value)
        : one.Value is Field field ? new GroupKeyInput(_kind, new GroupKey([], field))
        : ((GroupKeyInput)one.Value!).Behind(_links[one.Key], _kind);

    public override bool IsValidDefault(object value) => value is GroupKeyInput;
}

/// <summary>The same for a link to records of several nouns: the noun, and a value of it.</summary>
internal sealed class UnionGroupKeyType : InputObjectGraphType<GroupKeyInput>
{
    private readonly NodeKind _first;

    public UnionGroupKeyType(NounLink link)
    {
        (_first, Name) = (link.Steps[0].To, GroupKeyType.NameFor(LinksType.NameOfEach(link)));
        Description = $"{link.Steps[0].Via.Union!.Description} Give exactly one; records of other types are left out.";
        foreach (var noun in link.Steps.Select(s => Noun.Of(s.To)))
            this.Input(noun.Word, GroupKeyType.NameFor(noun.TypeName), $"The {noun.Plural} among them.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        GroupKeyInput.OnlyOne(value)?.Value ?? GroupKeyInput.NotOne(_first, Name, value);

    public override bool IsValidDefault(object value) => value is GroupKeyInput;
}
