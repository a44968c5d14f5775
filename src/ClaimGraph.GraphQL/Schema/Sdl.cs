using System.Text;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Schema;

/// <summary>Types of the schema name each other as the SDL writes them: <c>[Evidence!]!</c>.</summary>
internal static class Sdl
{
    public static IGraphType Type(string notation)
    {
        if (notation[^1] == '!') return new NonNullGraphType(Type(notation[..^1]));
        if (notation[0] == '[') return new ListGraphType(Type(notation[1..^1]));
        return new GraphQLTypeReference(notation);
    }

    public static QueryArgument Argument(string name, string type, string description, object? defaultValue = null) =>
        new(Type(type)) { Name = name, Description = description, DefaultValue = defaultValue };

    /// <summary>A C# name as enum values are written: <c>OfficialDocument</c> and <c>publishedOn</c> give OFFICIAL_DOCUMENT and PUBLISHED_ON.</summary>
    public static string UpperSnake(string name)
    {
        var result = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i])) result.Append('_');
            result.Append(char.ToUpperInvariant(name[i]));
        }
        return result.ToString();
    }
}
