using System.Globalization;
using System.Text;
using ClaimGraph.GraphQL.Engine.Errors;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;

namespace ClaimGraph.GraphQL.Engine.Documents;

/// <summary>
/// From the bytes of a document to its syntax tree. What the parser does not know of the GraphQL specification is done before it:
/// escapes of code points, and descriptions of operations, fragments and variables, which mean nothing to the engine.
/// </summary>
internal sealed class DocumentText(GraphQLOptions options)
{
    private const int MaxSyntaxDepth = 256; // of values and selections as they are written; guards the stack of the parser

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="RequestException">The text is not a document, or one that is too large.</exception>
    public GraphQLDocument Parse(ReadOnlySpan<byte> text)
    {
        var document = WithoutDescriptions(CodePointEscapes.Rewrite(Decode(text)));
        if (TokenLines.AreNeeded(document))
        {
            var lines = new TokenLines(document);
            Parse(lines.Text, error => DocumentErrors.Syntax(document, lines.PlaceOf(error.Location), error.Description));
        }
        var parsed = Parse(document, static error => DocumentErrors.Syntax(error.Location, error.Description));
        return parsed.Definitions.Count > 0 ? parsed : throw DocumentErrors.Syntax(document, document.Length, "The document is empty.");
    }

    private static GraphQLDocument Parse(string text, Func<GraphQLSyntaxErrorException, RequestException> refuse)
    {
        try
        {
            return Parser.Parse(text, new ParserOptions { Ignore = IgnoreOptions.Comments, MaxDepth = MaxSyntaxDepth });
        }
        catch (GraphQLSyntaxErrorException error)
        {
            throw refuse(error);
        }
        catch (GraphQLMaxDepthExceededException)
        {
            throw new RequestException(ErrorCode.DocumentTooDeep, $"Values and selections nest at most {MaxSyntaxDepth} deep.");
        }
    }

    private static string Decode(ReadOnlySpan<byte> text)
    {
        try
        {
            return StrictUtf8.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            throw new RequestException(ErrorCode.MalformedJson, "The query is not UTF-8.");
        }
    }

    // Blanks keep the places of everything else, which errors name.
    private string WithoutDescriptions(string text)
    {
        StringBuilder? rest = null;
        var (count, depth) = (0, 0);
        var (before, last) = (TokenKind.UNKNOWN, default(Token));
        foreach (var token in DocumentTokens.Of(text))
        {
            if (++count > options.MaxTokens)
                throw new RequestException(
                    ErrorCode.DocumentTooLarge,
                    string.Create(CultureInfo.InvariantCulture, $"A document has at most {options.MaxTokens:N0} tokens.")
                );
            if (token.Kind == TokenKind.STRING && !IsWellFormed(token.Value.Span))
                throw DocumentErrors.Syntax(text, token.Start, "A string has half of a surrogate pair.");
            if (last.Kind == TokenKind.STRING && depth == 0 && IsDescribed(before, token))
                Blank(rest ??= new StringBuilder(text), DocumentTokens.StartOf(text, last), last.End);
            depth += token.Kind switch
            {
                TokenKind.BRACE_L => 1,
                TokenKind.BRACE_R => -1,
                _ => 0,
            };
            (before, last) = (last.Kind, token);
        }
        return rest?.ToString() ?? text;
    }

    /// <summary>Whether a string in front of this token describes what begins there.</summary>
    /// <param name="before">What stands before the string: after these, it is a value.</param>
    public static bool IsDescribed(TokenKind before, Token token) =>
        token.Kind == TokenKind.DOLLAR
            ? before is not (TokenKind.EQUALS or TokenKind.COLON)
            : token.Kind == TokenKind.NAME && token.Value.Span is "query" or "mutation" or "subscription" or "fragment";

    private static void Blank(StringBuilder text, int start, int end)
    {
        for (var i = start; i < end; i++)
            if (text[i] is not ('\n' or '\r'))
                text[i] = ' ';
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out var length) != System.Buffers.OperationStatus.Done)
                return false;
            text = text[(at + length)..];
        }
        return true;
    }
}
