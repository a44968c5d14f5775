using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Filters;

/// <summary>The conditions that every filter of records has on which record it is.</summary>
internal static class IdentityTests
{
    public static void AddTo<T>(InputObjectGraphType<T> type)
    {
        type.Input("eq", "ID", "It is this record.");
        type.Input("in", "[ID!]", "It is one of these records.");
        type.Input("exists", "Boolean", "There is such a record (true) or the reference is not set (false).");
    }

    public static bool Has(string name) => name is "eq" or "in" or "exists";

    /// <exception cref="RefusedException">The value is null or no id.</exception>
    public static Test Of(string name, object? given) =>
        given switch
        {
            null => throw ConditionType.Null(name),
            bool => new Test(Comparison.Exists, [given]),
            string id => new Test(Comparison.Equal, [NamedRecord.Of(id, "filter")]),
            _ => new Test(Comparison.In, [.. ((IEnumerable<object>)given).Select(id => NamedRecord.Of((string)id, "filter"))]),
        };
}
