namespace ClaimGraph.Queries;

/// <summary>The nodes of a graph to which a step leads from a node, retracted ones included.</summary>
public delegate IEnumerable<Node> LinkedNodes(Node node, Step step);

/// <summary>
/// A condition on the nodes that a node is linked with: at least one of them passes. A retracted one does not count unless the filter
/// mentions the status, as in lists. "None of them" is the negation; "all of them" is "none of them does not".
/// </summary>
/// <param name="Step">The way to the linked nodes.</param>
/// <param name="Filter">What is asked of them.</param>
public sealed record Linked(Step Step, Filter Filter) : Filter
{
    /// <summary>What a linked node has to pass, its status included.</summary>
    public Filter Passing => ForList(Step.To, Filter);

    public override bool FollowsLinks => true;

    public override bool Matches(Node node, LinkedNodes linked) => linked(node, Step).Any(n => Passing.Matches(n, linked));

    public override bool Mentions(Field field) => false;

    /// <summary>
    /// True if the filter passes few nodes as a rule and a store finds them quicker than it looks at all: it names records, entries of
    /// lists or texts. Stores then begin with these, and else look at what each node is linked with.
    /// </summary>
    public static bool IsSelective(Filter filter) =>
        filter switch
        {
            Condition { Comparison: Comparison.Equal or Comparison.In } condition => condition.Field.Type
                is DataType.Text
                    or DataType.Reference
                    or DataType.TextList
                    or DataType.ReferenceList,
            Condition condition => condition.Comparison is Comparison.Contains or Comparison.StartsWith,
            Linked linked => IsSelective(linked.Filter),
            And and => and.Filters.Any(IsSelective),
            Or or => or.Filters.All(IsSelective),
            _ => false,
        };
}
