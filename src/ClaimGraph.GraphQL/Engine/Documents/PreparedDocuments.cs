using System.Globalization;
using System.Text;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Telemetry;
using GraphQL;
using GraphQL.Instrumentation;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;

namespace ClaimGraph.GraphQL.Engine.Documents;

/// <summary>Makes documents ready to run, each text once.</summary>
internal sealed class PreparedDocuments(ISchema schema, GraphQLOptions options)
{
    private const int LargestKept = 16 * 1024;
    private const int MaxSyntaxDepth = 256; // of values and selections as they are written; guards the stack of the parser

    private const int MaxErrors = 20; // enough to go on; a document of a thousand mistakes shall not be answered at length

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly DocumentCache<PreparedDocument> _cache = new(options.DocumentCacheSize);
    private readonly DocumentValidator _validator = new();

    public ValueTask<PreparedDocument> PrepareAsync(
        ReadOnlyMemory<byte> text,
        string? operationName,
        Inputs variables,
        CancellationToken cancellation
    )
    {
        var isKnown = _cache.TryGet(text.Span, out var known);
        ApiTelemetry.Looked(hit: isKnown);
        return isKnown ? new(known!) : PrepareNewAsync(text, operationName, variables, cancellation);
    }

    private async ValueTask<PreparedDocument> PrepareNewAsync(
        ReadOnlyMemory<byte> text,
        string? operationName,
        Inputs variables,
        CancellationToken cancellation
    )
    {
        var decoded = Decode(text.Span);
        Bound(Tokens(decoded, options.MaxTokens), options.MaxTokens, "has at most {0:N0} tokens");
        var document = Parse(decoded);
        var fields = Selections.In(document).OfType<GraphQLField>().ToArray();
        Bound(fields.Length, options.MaxFields, "selects at most {0:N0} fields");
        Bound(fields.Count(f => f.Alias is not null), options.MaxAliases, "has at most {0:N0} aliases");
        var prepared = new PreparedDocument(document, schema, options);
        await ValidateAsync(document, prepared.Operation(operationName).Definition, variables, cancellation);
        if (text.Length <= LargestKept)
            _cache.Add(text.Span, prepared);
        return prepared;
    }

    private static void Bound(int value, int most, string rule)
    {
        if (value > most)
            throw new RequestException(
                ErrorCode.DocumentTooLarge,
                "A document " + string.Format(CultureInfo.InvariantCulture, rule, most) + "."
            );
    }

    /// <summary>How many tokens there are, counted no further than one more than is of interest. What is no token is left to the
    /// parser.</summary>
    private static int Tokens(string text, int most)
    {
        try
        {
            var count = 0;
            for (var token = Lexer.Lex(text); token.Kind != TokenKind.EOF && count <= most; token = Lexer.Lex(text, token.End))
                count++;
            return count;
        }
        catch (GraphQLSyntaxErrorException)
        {
            return 0;
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

    private static GraphQLDocument Parse(string text)
    {
        try
        {
            return Parser.Parse(text, new ParserOptions { Ignore = IgnoreOptions.Comments, MaxDepth = MaxSyntaxDepth });
        }
        catch (GraphQLSyntaxErrorException error)
        {
            throw new RequestException([
                new ResponseError(ErrorCode.SyntaxError, error.Description, [(error.Location.Line, error.Location.Column)]),
            ]);
        }
        catch (GraphQLMaxDepthExceededException)
        {
            throw new RequestException(ErrorCode.DocumentTooDeep, $"Values and selections nest at most {MaxSyntaxDepth} deep.");
        }
    }

    private async ValueTask ValidateAsync(
        GraphQLDocument document,
        GraphQLOperationDefinition operation,
        Inputs variables,
        CancellationToken cancellation
    )
    {
        IValidationResult result;
        try
        {
            result = await _validator.ValidateAsync(
                new ValidationOptions
                {
                    Schema = schema,
                    Document = document,
                    Operation = operation,
                    Rules = DocumentValidator.CoreRules,
                    Variables = variables,
                    Extensions = Inputs.Empty,
                    UserContext = new Dictionary<string, object?>(),
                    Metrics = Metrics.None,
                    CancellationToken = cancellation,
                }
            );
        }
        catch (RefusedException refused) // by an input type, from a literal or a variable
        {
            throw new RequestException(ErrorCode.InvalidVariable, string.Join(' ', refused.Problems.Select(p => p.Message)));
        }
        if (result.IsValid)
            return;
        throw new RequestException([
            .. result
                .Errors.Take(MaxErrors)
                .Select(e =>
                    DocumentErrors.ToResponse(e, e is InvalidVariableError ? ErrorCode.InvalidVariable : ErrorCode.ValidationFailed)
                ),
        ]);
    }
}
