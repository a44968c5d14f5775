using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Filters;

/// <summary>A condition on the records behind a link, not yet of a certain link.</summary>
internal delegate Filter LinkTest(NounLink link);

/// <summary>
/// The conditions that can be put on the records of a list that a record is linked with. An input of it becomes a list of
/// <see cref="LinkTest"/>.
/// </summary>
internal sealed class LinksType : InputObjectGraphType<List<LinkTest>>
{
    private LinksType(string each, string plural)
    {
        (Name, Description) = ($"{each}ListFilter", $"Conditions on linked {plural}. All of them must hold.");
        this.Input(
            "some",
            $"{each}Filter",
            "At least one of them passes this filter. Retracted ones do not count unless it names `status`."
        );
        this.Input("none", $"{each}Filter", "None of them passes this filter.");
        this.Input("all", $"{each}Filter", "There is none that does not pass this filter.");
        this.Input("has", "ID", "This record is among them.");
        this.Input("hasAny", "[ID!]", "At least one of these records is among them.");
        this.Input("exists", "Boolean", "There are some (true) or none (false).");
    }

    /// <summary>For links to records of one noun.</summary>
    public static LinksType Of(NodeKind kind) => new($"{kind}", Noun.Of(kind).Plural);

    /// <summary>For a link to records of several nouns.</summary>
    public static LinksType Of(NounLink link) => new(NameOfEach(link), "records");

    /// <summary>The name of the type that has the conditions for a link.</summary>
    public static string NameFor(NounLink link) => NameOfEach(link) + (link.IsMany ? "ListFilter" : "Filter");

    /// <summary>What the names of the types begin with that are about the records behind a link.</summary>
    public static string NameOfEach(NounLink link) => link.Steps is [var step] ? $"{step.To}" : link.Steps[0].Via.Union!.Name;

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        value.Select(given => ToTest(given.Key, given.Value ?? throw ConditionType.Null(given.Key))).ToList();

    public override bool IsValidDefault(object value) => value is List<LinkTest>;

    private static LinkTest ToTest(string name, object given) =>
        name switch
        {
            "some" => link => link.Some(((ILinkedFilter)given).For),
            "none" => link => new Not(link.Some(((ILinkedFilter)given).For)),
            "all" => link => new Not(link.Some(kind => new Not(((ILinkedFilter)given).For(kind)))),
            "exists" => Exists((bool)given),
            _ => Has([.. (given as IEnumerable<object> ?? [given]).Select(id => NamedRecord.Of((string)id, "filter"))]),
        };

    // A field of the record answers by itself; a list of those that name it is asked of them.
    private static LinkTest Exists(bool wanted) =>
        link =>
            !link.Steps[0].IsBack ? Filter.Where(link.Steps[0].Via, Comparison.Exists, wanted)
            : wanted ? link.Some(static _ => new And([]))
            : new Not(link.Some(static _ => new And([])));

    private static LinkTest Has(object[] ids) =>
        link =>
            link.Steps[0].IsBack
                ? link.Some(kind => Filter.Where(ClaimGraph.Fields.Id(kind), Comparison.In, ids))
                : Filter.Where(link.Steps[0].Via, Comparison.In, ids);
}
