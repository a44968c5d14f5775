using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>One field of an input object, its type in the notation of the SDL.</summary>
internal sealed record InputField(string Name, string Type, string Description)
{
    /// <summary>The same field where it may be left out.</summary>
    public InputField Optional => this with { Type = Type.TrimEnd('!') };
}

/// <summary>An input object that resolvers read as <see cref="Input"/>.</summary>
internal sealed class InputType : InputObjectGraphType
{
    public InputType(string name, string description, params IEnumerable<InputField> fields)
    {
        (Name, Description) = (name, description);
        foreach (var field in fields)
            this.Input(field.Name, field.Type, field.Description);
    }
}
