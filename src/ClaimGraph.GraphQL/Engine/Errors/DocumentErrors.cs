using System.Globalization;
using System.Text.RegularExpressions;
using GraphQL;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Errors;

/// <summary>Errors in documents, in the form of this API.</summary>
internal static partial class DocumentErrors
{
    public static ResponseError ToResponse(ExecutionError error, ErrorCode code) =>
        new(code, error.Message, error.Locations?.Select(l => (l.Line, l.Column)).ToArray());

    /// <summary>The same, saying which values are allowed where one does not fit.</summary>
    public static ResponseError ToResponse(ISchema schema, ExecutionError error, ErrorCode code) =>
        ToResponse(error, code) with
        {
            Message = AllowedValues.Say(schema, error.Message),
        };

    /// <summary>What makes a text no document, at a place of it.</summary>
    public static RequestException Syntax(string text, int place, string message) =>
        Syntax(Location.FromLinearPosition(text, place), message);

    public static RequestException Syntax(Location location, string message) =>
        new([new ResponseError(ErrorCode.SyntaxError, message, [(location.Line, location.Column)])]);

    /// <summary>What makes a document invalid, at the place where it is written.</summary>
    public static ResponseError At(GraphQLDocument document, ASTNode node, string message) =>
        new(ErrorCode.ValidationFailed, message, [LocationOf(document, node)]);

    /// <summary>The same for two things that do not go together.</summary>
    public static ResponseError At(GraphQLDocument document, ASTNode node, ASTNode other, string message) =>
        new(ErrorCode.ValidationFailed, message, [LocationOf(document, node), LocationOf(document, other)]);

    /// <summary>The refusal of a document whose fragments, written out where they are spread, are too many fields.</summary>
    public static RequestException TooManyFields(GraphQLOptions options) =>
        new(
            ErrorCode.DocumentTooLarge,
            string.Create(CultureInfo.InvariantCulture, $"A document selects at most {options.MaxFields:N0} fields, fragments written out.")
        );

    /// <summary>
    /// The same without the names that GraphQL.NET suggests in place of wrong ones, for those who may not see the schema.
    /// </summary>
    public static RequestException WithoutSuggestions(RequestException failure) =>
        new([.. failure.Errors.Select(e => e with { Message = AllowedValues.Hide(Suggestion().Replace(e.Message, "")) })])
        {
            RetryAfterSeconds = failure.RetryAfterSeconds,
        };

    [GeneratedRegex(@"\s*Did you mean [^?]*\??", RegexOptions.NonBacktracking)]
    private static partial Regex Suggestion();

    private static (int Line, int Column) LocationOf(GraphQLDocument document, ASTNode node)
    {
        var location = Location.FromLinearPosition(document.Source, node.Location.Start);
        return (location.Line, location.Column);
    }
}
