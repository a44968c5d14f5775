using ClaimGraph.GraphQL.Api.Schema;

namespace ClaimGraph.GraphQL.Api.Filters;

/// <summary>The filters of lists, and the conditions that they are made of.</summary>
internal sealed class FilterPart : IApiPart
{
    public void AddTo(ApiDefinition api)
    {
        foreach (var kind in Enum.GetValues<NodeKind>()) api.Add(new FilterType(kind));
        api.Add(ConditionType.Of("TextFilter", "String", "Conditions on a text.", ordered: true, text: true));
        api.Add(ConditionType.Of("IntFilter", "Int", "Conditions on a whole number.", ordered: true));
        api.Add(ConditionType.Of("FloatFilter", "Float", "Conditions on a number.", ordered: true));
        api.Add(ConditionType.Of("BooleanFilter", "Boolean", "Conditions on a yes or no.", ordered: false));
        api.Add(ConditionType.Of("PartialDateFilter", "PartialDate",
            "Conditions on a date. `2025` is before `2025-01` and that before `2025-01-01`.", ordered: true));
        api.Add(ConditionType.Of("DateTimeFilter", "DateTime", "Conditions on a time.", ordered: true));
        api.Add(ConditionType.Of("IdFilter", "ID", "Conditions on a named record.", ordered: false));
        api.Add(ConditionType.OfList("TextListFilter", "String", "Conditions on a list of texts."));
        api.Add(ConditionType.OfList("IdListFilter", "ID", "Conditions on a list of named records."));
        foreach (var name in EnumsOf(DataType.Enum)) api.Add(ConditionType.Of($"{name}Filter", name, $"Conditions on a value of {name}.", ordered: false));
        foreach (var name in EnumsOf(DataType.FlagSet)) api.Add(ConditionType.OfList($"{name}ListFilter", name, $"Conditions on a list of values of {name}."));
    }

    private static IEnumerable<string> EnumsOf(DataType type) =>
        NodeKinds.All.SelectMany(Fields.Of).Where(f => f.Type == type).Select(f => f.EnumType!.Name).Distinct();
}
