using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Documents.Validation;

/// <summary>Compares arguments as they are written. The order of arguments and of the fields of input objects does not count.</summary>
internal static class Literals
{
    public static bool AreSame(GraphQLArguments? one, GraphQLArguments? other, WorkBudget budget)
    {
        if (ReferenceEquals(one, other))
            return true;
        if ((one?.Count ?? 0) != (other?.Count ?? 0))
            return false;
        foreach (var argument in one?.Items ?? [])
            if (other!.Items.Find(o => o.Name.Value == argument.Name.Value) is not { } same || !AreSame(argument.Value, same.Value, budget))
                return false;
        return true;
    }

    private static bool AreSame(GraphQLValue one, GraphQLValue other, WorkBudget budget)
    {
        budget.Spend();
        return (one, other) switch
        {
            (GraphQLVariable a, GraphQLVariable b) => a.Name.Value == b.Name.Value,
            (GraphQLStringValue a, GraphQLStringValue b) => a.Value == b.Value,
            (GraphQLIntValue a, GraphQLIntValue b) => a.Value == b.Value,
            (GraphQLFloatValue a, GraphQLFloatValue b) => a.Value == b.Value,
            (GraphQLBooleanValue a, GraphQLBooleanValue b) => a.BoolValue == b.BoolValue,
            (GraphQLEnumValue a, GraphQLEnumValue b) => a.Name.Value == b.Name.Value,
            (GraphQLNullValue, GraphQLNullValue) => true,
            (GraphQLListValue a, GraphQLListValue b) => AreSame(a.Values ?? [], b.Values ?? [], budget),
            (GraphQLObjectValue a, GraphQLObjectValue b) => AreSame(a.Fields ?? [], b.Fields ?? [], budget),
            _ => false,
        };
    }

    private static bool AreSame(List<GraphQLValue> one, List<GraphQLValue> other, WorkBudget budget) =>
        one.Count == other.Count && one.Zip(other).All(pair => AreSame(pair.First, pair.Second, budget));

    private static bool AreSame(List<GraphQLObjectField> one, List<GraphQLObjectField> other, WorkBudget budget) =>
        one.Count == other.Count
        && one.OrderBy(f => f.Name.StringValue, StringComparer.Ordinal)
            .Zip(other.OrderBy(f => f.Name.StringValue, StringComparer.Ordinal))
            .All(pair => pair.First.Name.Value == pair.Second.Name.Value && AreSame(pair.First.Value, pair.Second.Value, budget));
}
