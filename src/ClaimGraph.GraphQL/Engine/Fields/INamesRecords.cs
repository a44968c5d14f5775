namespace ClaimGraph.GraphQL.Engine.Fields;

/// <summary>An argument in a form of its own, in which texts stand that may have to be looked up before they are used.</summary>
internal interface INamesRecords
{
    /// <summary>The texts that were given where an id is taken.</summary>
    IEnumerable<string> Names { get; }
}
