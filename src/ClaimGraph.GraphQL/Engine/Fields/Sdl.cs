using GraphQL.Types;

namespace ClaimGraph.GraphQL.Engine.Fields;

/// <summary>Types of the schema name each other as the SDL writes them: <c>[Evidence!]!</c>.</summary>
internal static class Sdl
{
    public static IGraphType Type(string notation)
    {
        if (notation[^1] == '!')
            return new NonNullGraphType(Type(notation[..^1]));
        if (notation[0] == '[')
            return new ListGraphType(Type(notation[1..^1]));
        return new GraphQLTypeReference(notation);
    }

    public static QueryArgument Argument(string name, string type, string description, object? defaultValue = null) =>
        new(Type(type))
        {
            Name = name,
            Description = description,
            DefaultValue = defaultValue,
        };
}
