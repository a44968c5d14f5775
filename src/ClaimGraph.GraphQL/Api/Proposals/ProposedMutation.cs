using System.Text.Json;
using ClaimGraph.Access;
using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Proposals;

/// <summary>A mutation that can be proposed.</summary>
internal sealed class ProposedMutation
{
    private readonly FieldType _field;
    private readonly Func<Mutation, ValueTask> _body;

    private ProposedMutation(FieldType field, Func<Mutation, ValueTask> body) => (_field, _body) = (field, body);

    public string Name => _field.Name;

    /// <summary>What the mutation does, for the API's documentation.</summary>
    public string Description => _field.Description!;

    /// <summary>The role that the mutation needs, and so who accepts it.</summary>
    public Role Role => Rights.Of(_field);

    /// <summary>The name of the type of its input.</summary>
    public string InputType => $"{char.ToUpperInvariant(Name[0])}{Name[1..]}Input";

    /// <summary>The type of its input, once the schema is complete.</summary>
    private IInputObjectGraphType Type =>
        (IInputObjectGraphType)((NonNullGraphType)_field.Arguments!.Find("input")!.ResolvedType!).ResolvedType!;

    /// <summary>All mutations that enter and change records.</summary>
    public static IReadOnlyList<ProposedMutation> Of(ApiDefinition api) =>
        [
            .. api
                .Mutation.Fields.Select(f => (Field: f, Body: MutationFields.BodyOf(f)))
                .Where(m => m.Body is not null)
                .Select(m => new ProposedMutation(m.Field, m.Body!)),
        ];

    /// <summary>The input as a proposal keeps it.</summary>
    public string Write(ApiScope scope, IDictionary<string, object?> given, List<NodeId> named) =>
        InputJson.Write(Type, given, text => PlaceIn(named, scope.References.Only(text)));

    /// <summary>The place of a record among those that are named; null for none.</summary>
    private static int? PlaceIn(List<NodeId> named, NodeId? record)
    {
        if (record is not { } known)
            return null;
        if (!named.Contains(known))
            named.Add(known);
        return named.IndexOf(known);
    }

    /// <summary>The input of a proposal.</summary>
    /// <exception cref="RefusedException">It does not fit the mutation.</exception>
    public IDictionary<string, object?> Read(ProposalContent proposal)
    {
        try
        {
            using var json = ProposedInput.Parse(proposal.Input);
            return InputJson.Read(Type, json.RootElement, proposal.Concerns);
        }
        catch (JsonException)
        {
            throw new RefusedException(ProblemCode.InvalidFormat, "The input of the proposal is not JSON. Refuse it.", "id");
        }
    }

    /// <summary>Runs the mutation up to its commit.</summary>
    /// <exception cref="RefusedException">Something is wrong with the input; with paths in it.</exception>
    public async ValueTask<Mutation> PrepareAsync(ApiScope scope, IDictionary<string, object?> given, bool isProposed)
    {
        await scope.LearnAsync(FieldArguments.NamesIn(given.Values));
        var mutation = new Mutation(scope, Name, given) { IsProposed = isProposed };
        if (InputJson.Missing(Type, given).FirstOrDefault() is { } missing)
            throw new RefusedException(ProblemCode.Required, $"{Name} needs {missing}.", "input", missing);
        try
        {
            await _body(mutation);
        }
        catch (RefusedException refused)
        {
            throw new RefusedException([.. refused.Problems.Select(mutation.InInput)]);
        }
        return mutation.Problems.Count == 0 ? mutation : throw new RefusedException([.. mutation.Problems.Select(mutation.InInput)]);
    }
}
