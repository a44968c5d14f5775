using System.Globalization;
using System.Security.Cryptography;
using ClaimGraph.GraphQL.Engine.Documents.Validation;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Plans;
using ClaimGraph.GraphQL.Engine.Telemetry;
using GraphQL.Types;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Documents;

/// <summary>Makes documents ready to run, each text once. A text that was refused is refused again without a second look.</summary>
internal sealed class PreparedDocuments(ISchema schema, GraphQLOptions options)
{
    private readonly DocumentCache<PreparedDocument> _cache = new(options.DocumentCacheSize);
    private readonly DocumentCache<IReadOnlyList<ResponseError>> _refused = new(options.DocumentCacheSize);
    private readonly DocumentText _text = new(options);
    private readonly DocumentRules _rules = new(schema, options);

    /// <exception cref="RequestException">The text is not a document of this schema, or one that is too large.</exception>
    public ValueTask<PreparedDocument> PrepareAsync(ReadOnlyMemory<byte> text, CancellationToken cancellation)
    {
        var isKnown = _cache.TryGet(text.Span, out var known);
        ApiTelemetry.Looked(hit: isKnown);
        return isKnown ? new(known!) : PrepareNewAsync(text, cancellation);
    }

    private async ValueTask<PreparedDocument> PrepareNewAsync(ReadOnlyMemory<byte> text, CancellationToken cancellation)
    {
        var hash = SHA256.HashData(text.Span); // a refused text can be long, and is not worth its memory
        if (_refused.TryGet(hash, out var errors))
            throw new RequestException(errors);
        try
        {
            var document = _text.Parse(text.Span);
            Measure(document);
            await _rules.ValidateAsync(document, cancellation);
            var prepared = new PreparedDocument(document, schema, options);
            if (text.Length <= CostMeter.LongestKept)
                _cache.Add(text.Span, prepared);
            return prepared;
        }
        catch (RequestException refused)
        {
            _refused.Add(hash, refused.Errors);
            throw;
        }
    }

    private void Measure(GraphQLDocument document)
    {
        var fields = Selections.In(document).OfType<GraphQLField>().ToArray();
        Bound(fields.Length, options.MaxFields, "selects at most {0:N0} fields");
        Bound(fields.Count(f => f.Alias is not null), options.MaxAliases, "has at most {0:N0} aliases");
    }

    private static void Bound(int value, int most, string rule)
    {
        if (value > most)
            throw new RequestException(
                ErrorCode.DocumentTooLarge,
                "A document " + string.Format(CultureInfo.InvariantCulture, rule, most) + "."
            );
    }
}
