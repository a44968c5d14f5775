using ClaimGraph.GraphQL.Api.Filters;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Queries;

/// <summary>What records are grouped by, from records of a kind on.</summary>
internal sealed record GroupKeyInput(NodeKind From, GroupKey Key)
{
    /// <summary>The same from the records on the other side of a link.</summary>
    public GroupKey Behind(NounLink link) => Key with { Path = [link.Steps.Single(s => s.To == From), .. Key.Path] };

    /// <summary>The one value that an input has.</summary>
    /// <exception cref="RefusedException">It has none, or several.</exception>
    public static (string Name, object Value) OnlyOne(string type, IDictionary<string, object?> given)
    {
        var set = given.Where(g => g.Value is not null).ToArray();
        return set is [var one]
            ? (one.Key, one.Value!)
            : throw new RefusedException(
                ProblemCode.OutOfRange,
                $"{type} takes one field or one link, not {set.Length}; for two values, give two of them in by.",
                "by"
            );
    }
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

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (name, given) = GroupKeyInput.OnlyOne(Name, value);
        return new GroupKeyInput(_kind, given is Field field ? new GroupKey([], field) : ((GroupKeyInput)given).Behind(_links[name]));
    }

    public override bool IsValidDefault(object value) => value is GroupKeyInput;
}

/// <summary>The same for a link to records of several nouns: the noun, and a value of it.</summary>
internal sealed class UnionGroupKeyType : InputObjectGraphType<GroupKeyInput>
{
    public UnionGroupKeyType(NounLink link)
    {
        Name = GroupKeyType.NameFor(LinksType.NameOfEach(link));
        Description = $"{link.Steps[0].Via.Union!.Description} Give exactly one; records of other types are left out.";
        foreach (var noun in link.Steps.Select(s => Noun.Of(s.To)))
            this.Input(noun.Word, GroupKeyType.NameFor(noun.TypeName), $"The {noun.Plural} among them.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => GroupKeyInput.OnlyOne(Name, value).Value;

    public override bool IsValidDefault(object value) => value is GroupKeyInput;
}
