using System.Buffers;
using ClaimGraph.GraphQL.Engine.Errors;
using GraphQLParser;
using GraphQLParser.Exceptions;

namespace ClaimGraph.GraphQL.Engine.Documents;

/// <summary>
/// The tokens of a document. GraphQL-Parser words an error in time that grows with the square of its column. So it reads each token from a
/// text that begins there, and what can be wrong far inside of a token is found before.
/// </summary>
internal static class DocumentTokens
{
    private const string BlockQuote = "\"\"\"";
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("-+.eE0123456789");
    private const int LongestNumber = 400; // in characters; a Float has at most 310 digits before its point

    /// <exception cref="RequestException">The text is not made of tokens.</exception>
    public static IEnumerable<Token> Of(string text)
    {
        for (var at = Skip(text, 0); at < text.Length; )
        {
            var token = Read(text, at);
            yield return token;
            at = Skip(text, token.End);
        }
    }

    /// <summary>Where a token begins. The parser takes the third quotation mark of a block string for its start.</summary>
    public static int StartOf(string text, Token token) =>
        token.Start >= 2 && token.Kind == TokenKind.STRING && text.AsSpan(token.Start - 2).StartsWith(BlockQuote)
            ? token.Start - 2
            : token.Start;

    private static int Skip(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or ',' or '\n' or '\r' or '\uFEFF')
            at++;
        return at;
    }

    private static Token Read(string text, int at)
    {
        Check(text, at);
        try
        {
            var token = Lexer.Lex(text.AsMemory(at));
            return new Token(token.Kind, token.Value, at + token.Start, Math.Min(at + token.End, text.Length)); // a comment ends beyond
        }
        catch (GraphQLSyntaxErrorException error)
        {
            throw DocumentErrors.Syntax(text, at + error.Location.Column - 1, error.Description);
        }
    }

    private static void Check(string text, int at)
    {
        if (text.AsSpan(at).StartsWith(BlockQuote))
            CheckBlockString(text, at + BlockQuote.Length);
        else if (text[at] == '"')
            CheckString(text, at + 1);
        else if (text[at] == '-' || char.IsAsciiDigit(text[at]))
            CheckNumber(text, at);
    }

    private static void CheckString(string text, int start)
    {
        for (var at = start; at < text.Length && text[at] is not ('\n' or '\r'); at++)
        {
            if (text[at] == '"')
                return;
            if (text[at] is < ' ' and not '\t')
                throw Invalid(text, at);
            if (text[at] == '\\' && !IsEscape(text.AsSpan(++at)))
                throw DocumentErrors.Syntax(text, at - 1, "Invalid escape in a string.");
        }
        throw DocumentErrors.Syntax(text, start - 1, "Unterminated string.");
    }

    private static bool IsEscape(ReadOnlySpan<char> text) =>
        text is ['u', var a, var b, var c, var d, ..]
            ? char.IsAsciiHexDigit(a) && char.IsAsciiHexDigit(b) && char.IsAsciiHexDigit(c) && char.IsAsciiHexDigit(d)
            : text is ['"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't', ..];

    private static void CheckBlockString(string text, int start)
    {
        for (var at = start; at < text.Length; at++)
        {
            if (text[at] is < ' ' and not ('\t' or '\n' or '\r'))
                throw Invalid(text, at);
            if (text[at] == '\\' && text.AsSpan(at + 1).StartsWith(BlockQuote))
                at += BlockQuote.Length;
            else if (text.AsSpan(at).StartsWith(BlockQuote))
                return;
        }
        throw DocumentErrors.Syntax(text, start - BlockQuote.Length, "Unterminated block string.");
    }

    private static void CheckNumber(string text, int start)
    {
        var length = text.AsSpan(start).IndexOfAnyExcept(OfNumbers);
        if (length > LongestNumber || length < 0 && text.Length - start > LongestNumber)
            throw DocumentErrors.Syntax(text, start, $"A number has at most {LongestNumber} characters.");
    }

    private static RequestException Invalid(string text, int at) =>
        DocumentErrors.Syntax(text, at, $"Invalid character U+{(int)text[at]:X4} in a string.");
}
