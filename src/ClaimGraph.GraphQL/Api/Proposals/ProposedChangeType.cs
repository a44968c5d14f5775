using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Proposals;

/// <summary>The input of one of the mutations that can be proposed, each under the name of its mutation.</summary>
internal sealed class ProposedChangeType : InputObjectGraphType
{
    public ProposedChangeType(string name, string description) => (Name, Description) = (name, description);

    public void AddAll(IEnumerable<ProposedMutation> mutations)
    {
        foreach (var mutation in mutations)
            this.Input(mutation.Name, mutation.InputType, mutation.Description);
    }

    /// <summary>The mutation that is given, with its input.</summary>
    /// <param name="given">The value of this type.</param>
    /// <exception cref="RefusedException">None or several are given.</exception>
    public static (ProposedMutation Mutation, IDictionary<string, object?> Input) Read(
        Input given,
        string name,
        IReadOnlyList<ProposedMutation> mutations
    )
    {
        var change = (IDictionary<string, object?>)given[name]!;
        var chosen = mutations.Where(m => change.TryGetValue(m.Name, out var input) && input is not null).ToArray();
        if (chosen is not [var one])
            throw new RefusedException(ProblemCode.Required, "Give the input of exactly one mutation, for example createStatement.", name);
        var content = (IDictionary<string, object?>)change[one.Name]!;
        return (one, content.Where(f => f.Key != "clientMutationId").ToDictionary(f => f.Key, f => f.Value));
    }
}
