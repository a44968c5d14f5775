using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.Queries;

namespace ClaimGraph.GraphQL.Api.Filters;

/// <summary>The filters of lists, and the conditions that they are made of.</summary>
internal sealed class FilterPart : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        foreach (var kind in NodeKinds.All)
            api.Add(new FilterType(kind), LinksType.Of(kind));
        foreach (var link in NodeKinds.All.SelectMany(NounLink.Of).DistinctBy(LinksType.NameOfEach))
            if (link.Steps.Count > 1)
                api.Add(new UnionFilterType(link), LinksType.Of(link));
        api.Add(ConditionType.Of("TextFilter", "String", "Conditions on a text. All of them must hold.", ordered: true, text: true));
        api.Add(ConditionType.Of("IntFilter", "Int", "Conditions on an integer. All of them must hold.", ordered: true));
        api.Add(ConditionType.Of("FloatFilter", "Float", "Conditions on a number. All of them must hold.", ordered: true));
        api.Add(ConditionType.Of("BooleanFilter", "Boolean", "Conditions on a Boolean value. All of them must hold.", ordered: false));
        api.Add(
            ConditionType.Of(
                "PartialDateFilter",
                "PartialDate",
                "Conditions on a date. All of them must hold. Ranges take whole years and months: `lte: \"2025\"` is until the end of "
                    + "2025, `gt: \"2025\"` is after it. A date counts as its first possible day. `eq` and `in` compare the dates as they "
                    + "are written.",
                ordered: true
            )
        );
        api.Add(ConditionType.Of("DateTimeFilter", "DateTime", "Conditions on a time. All of them must hold.", ordered: true));
        api.Add(ConditionType.OfList("TextListFilter", "String", "Conditions on a list of texts. All of them must hold."));
        api.Add(ConditionType.OfList("IdListFilter", "ID", "Conditions on a list of references to records. All of them must hold."));
        foreach (var name in EnumsOf(DataType.Enum))
            api.Add(ConditionType.Of($"{name}Filter", name, $"Conditions on a value of {name}. All of them must hold.", ordered: false));
        foreach (var name in EnumsOf(DataType.FlagSet))
            api.Add(ConditionType.OfList($"{name}ListFilter", name, $"Conditions on a list of values of {name}. All of them must hold."));
    }

    private static IEnumerable<string> EnumsOf(DataType type) =>
        NodeKinds.All.SelectMany(Fields.Of).Where(f => f.Type == type).Select(f => f.EnumType!.Name).Distinct();
}
