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
        try
        {
            return Parser.Parse(
                WithoutDescriptions(CodePointEscapes.Rewrite(Decode(text))),
                new ParserOptions { Ignore = IgnoreOptions.Comments, MaxDepth = MaxSyntaxDepth }
            );
        }
        catch (GraphQLSyntaxErrorException error)
        {
            throw SyntaxError(error.Description, error.Location);
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
        for (var token = Lexer.Lex(text); token.Kind != TokenKind.EOF; token = Lexer.Lex(text, token.End))
        {
            if (++count > options.MaxTokens)
                throw new RequestException(
                    ErrorCode.DocumentTooLarge,
                    string.Create(CultureInfo.InvariantCulture, $"A document has at most {options.MaxTokens:N0} tokens.")
                );
            if (token.Kind == TokenKind.STRING && !IsWellFormed(token.Value.Span))
                throw SyntaxError("A string has half of a surrogate pair.", Location.FromLinearPosition(text, token.Start));
            if (last.Kind == TokenKind.STRING && depth == 0 && IsDescribed(before, token))
                Blank(rest ??= new StringBuilder(text), last);
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
    private static bool IsDescribed(TokenKind before, Token token) =>
        token.Kind == TokenKind.DOLLAR
            ? before is not (TokenKind.EQUALS or TokenKind.COLON)
            : token.Kind == TokenKind.NAME && token.Value.Span is "query" or "mutation" or "subscription" or "fragment";

    private static void Blank(StringBuilder text, Token token)
    {
        // The parser takes the third quotation mark of a block string for its start.
        var start = token.Start >= 2 && text[token.Start - 1] == '"' && text[token.Start - 2] == '"' ? token.Start - 2 : token.Start;
        for (var i = start; i < token.End; i++)
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

    private static RequestException SyntaxError(string message, Location location) =>
        new([new ResponseError(ErrorCode.SyntaxError, message, [(location.Line, location.Column)])]);
}
