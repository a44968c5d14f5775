namespace ClaimGraph.GraphQL.Engine.Fields;

/// <summary>An argument <c>filter</c>, as far as the cost of an operation goes.</summary>
internal interface IFilterArgument
{
    /// <summary>How many conditions it has, each value that is compared with counted as one.</summary>
    int Conditions { get; }
}
