using System.Text.RegularExpressions;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Engine.Errors;

/// <summary>Says in messages of GraphQL.NET which values a type takes: "rebuts is not a Stance; use SUPPORTS, REBUTS or CONTEXT."</summary>
internal static partial class AllowedValues
{
    /// <summary>The key of a scalar's metadata: the forms of its values, for people.</summary>
    public const string Forms = "forms";

    private const int MostNames = 20;
    private const int LongestMessage = 2_000; // what was sent can be long, and is not worth looking through

    /// <summary>The same message with what is allowed, where a value does not fit its type.</summary>
    public static string Say(ISchema schema, string message)
    {
        if (message.Length > LongestMessage)
            return message;
        message = Value().Replace(message, value => $"'{value.Groups["value"].Value}'{Instead(schema, value.Groups["type"].Value)}");
        return Literal().Replace(message, value => $"{value.Groups["value"].Value}{Instead(schema, value.Groups["type"].Value)}");
    }

    /// <summary>The same message without what is allowed, for those who may not see the schema.</summary>
    public static string Hide(string message) => message.Length > LongestMessage ? message : Hint().Replace(message, ".");

    private static string Instead(ISchema schema, string name)
    {
        var article = "AEIOU".Contains(name[0], StringComparison.Ordinal) ? "an" : "a";
        return $" is not {article} {name}{(FormsOf(schema.AllTypes[name]) is { } forms ? $"; use {forms}" : "")}.";
    }

    private static string? FormsOf(IGraphType? type) =>
        type switch
        {
            EnumerationGraphType words => NamesOf(words),
            ScalarGraphType scalar when scalar.Metadata.TryGetValue(Forms, out var forms) => (string)forms!,
            IdGraphType or StringGraphType => "a text in quotation marks",
            IntGraphType => "a whole number like 3",
            FloatGraphType => "a number like 0.5",
            BooleanGraphType => "true or false",
            _ => null,
        };

    private static string NamesOf(EnumerationGraphType words)
    {
        string[] names = [.. words.Values.Select(v => v.Name)];
        return names.Length > MostNames ? string.Join(", ", names.Take(MostNames)) + " or others that the schema lists"
            : names is [.. var most, var last] && most.Length > 0 ? $"{string.Join(", ", most)} or {last}"
            : names[0];
    }

    // Of a variable. The value may hold anything, so the match goes to the last of these words.
    [GeneratedRegex(@"Unable to convert '(?<value>.*)' to '(?<type>\w+)'\.?", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Value();

    // Of an argument as it is written in the document.
    [GeneratedRegex(@"Expected type '(?<type>\w+)!?', found (?<value>[^\]]*?)\.(?=\]|\s|$)", RegexOptions.Singleline, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"; use [^.]*\.(?=\]|\s|$)", RegexOptions.Singleline, 1000)]
    private static partial Regex Hint();
}
