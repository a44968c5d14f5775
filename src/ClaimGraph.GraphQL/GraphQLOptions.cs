using System.ComponentModel.DataAnnotations;
using ClaimGraph.GraphQL.Transport.Http;
using ClaimGraph.Settings;
using Microsoft.Extensions.Options;

namespace ClaimGraph.GraphQL;

/// <summary>What the GraphQL API takes and how much of it. Checked once, when the API is mapped.</summary>
public sealed class GraphQLOptions : IValidatableObject
{
    /// <summary>The longest body of a POST request, and the longest once it is decompressed, and the longest message on a
    /// WebSocket.</summary>
    /// <value>Bytes, 1 KiB to 1 GiB; 1 MiB (1,048,576) when not set. A longer body is refused with 413 and the code BODY_TOO_LARGE, a
    /// longer message with the close code 1009.</value>
    [Between(1_024, 1_073_741_824)]
    public int MaxRequestBytes { get; set; } = 1024 * 1024;

    /// <summary>The longest query text that is sent; trusted documents may be longer.</summary>
    /// <value>Bytes of UTF-8, at least 1 KiB; 64 KiB when not set. A longer one is refused with the code DOCUMENT_TOO_LARGE.</value>
    [Between(1_024, int.MaxValue)]
    public int MaxDocumentBytes { get; set; } = 64 * 1024;

    /// <summary>How many fields a document selects: as it is written, and again with its fragments written out.</summary>
    /// <value>At least 10; 2,000 when not set. More are refused with the code DOCUMENT_TOO_LARGE.</value>
    [Between(10, int.MaxValue)]
    public int MaxFields { get; set; } = 2_000;

    /// <summary>How deep fields nest, the root field being 1.</summary>
    /// <value>1 to 100; 15 when not set, as much as the usual introspection query needs. Deeper documents are refused with the code
    /// DOCUMENT_TOO_DEEP.</value>
    [Between(1, 100)]
    public int MaxDepth { get; set; } = 15;

    /// <summary>How many fields of a document have an alias.</summary>
    /// <value>At least 1; 200 when not set. More are refused with the code DOCUMENT_TOO_LARGE.</value>
    [Between(1, int.MaxValue)]
    public int MaxAliases { get; set; } = 200;

    /// <summary>How many tokens a document has: names, punctuators and values.</summary>
    /// <value>At least 100; 8,000 when not set. More are refused with the code DOCUMENT_TOO_LARGE.</value>
    [Between(100, int.MaxValue)]
    public int MaxTokens { get; set; } = 8_000;

    /// <summary>How many values the variables of a request, and its extensions, hold, each list and object counted too.</summary>
    /// <value>At least 100; 2,000 when not set. More are refused with the code INVALID_VARIABLE.</value>
    [Between(100, int.MaxValue)]
    public int MaxInputValues { get; set; } = 2_000;

    /// <summary>
    /// What one operation may cost, in points. One point is about one value of the answer, counted before the operation runs with the
    /// values of its variables: lists multiply, a page counts with the size asked for.
    /// </summary>
    /// <value>At least 1,000; 200,000 when not set. What costs more is refused with the code COST_TOO_HIGH.</value>
    [Between(1_000, int.MaxValue)]
    public int MaxCost { get; set; } = 200_000;

    /// <summary>
    /// The longest response. Its text fields, its objects and its JSON count together, in memory and as it is sent. Responses of more than
    /// 256 KiB are sent in parts.
    /// </summary>
    /// <value>Bytes, 64 KiB to 1 GiB; 16 MiB (16,777,216) when not set. A longer one is refused with the code RESPONSE_TOO_LARGE before
    /// any of it is sent.</value>
    [Between(65_536, 1_073_741_824)]
    public int MaxResponseBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How many cost points a principal may use a second, in the long run.</summary>
    /// <value>0 (no limit) or 10 to 10,000,000; 1,000,000 when not set. Who asks more gets the code RATE_LIMITED and a Retry-After
    /// header.</value>
    [Between(10, 10_000_000, OrZero = true)]
    public int CostPerSecond { get; set; } = 1_000_000;

    /// <summary>How many cost points may be used a second, in the long run, from one address (of IPv6: from one network of 64 bits)
    /// without credentials.</summary>
    /// <value>0 (no limit) or 10 to 10,000,000; 100,000 when not set. Who asks more gets the code RATE_LIMITED and a Retry-After
    /// header.</value>
    [Between(10, 10_000_000, OrZero = true)]
    public int AnonymousCostPerSecond { get; set; } = 100_000;

    /// <summary>How many seconds' worth of cost points can be saved up and used at once.</summary>
    /// <value>1 to 100; 10 when not set.</value>
    [Between(1, 100)]
    public int BurstSeconds { get; set; } = 10;

    /// <summary>How long an operation may take.</summary>
    /// <value>10 ms to 1 hour; 30 s when not set. What takes longer is broken off with the code TIMEOUT.</value>
    [Between("00:00:00.010", "01:00:00")]
    public TimeSpan ExecutionTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Who is shown the schema by introspection.</summary>
    /// <value><see cref="IntrospectionAccess.Everybody"/> when not set.</value>
    [Defined]
    public IntrospectionAccess Introspection { get; set; }

    /// <summary>Whether a browser that opens the endpoint gets a page to explore the API with.</summary>
    /// <value>true when not set.</value>
    public bool Explorer { get; set; } = true;

    /// <summary>How many parsed and validated documents are kept, least used ones going first.</summary>
    /// <value>0 (none) or more; 500 when not set. Documents above 16 KiB are never kept.</value>
    [Between(0, int.MaxValue)]
    public int DocumentCacheSize { get; set; } = 500;

    /// <summary>The most nodes that one page of a list takes.</summary>
    /// <value>1 to <see cref="Limits.Page"/>; 100 when not set.</value>
    [Between(1, Limits.Page)]
    public int MaxPageSize { get; set; } = 100;

    /// <summary>The nodes of a page that asks for neither first nor last.</summary>
    /// <value>1 to <see cref="MaxPageSize"/>; 20 when not set.</value>
    [Between(1, Limits.Page)]
    public int DefaultPageSize { get; set; } = 20;

    /// <summary>How many conditions a filter has, with those of and, or and not.</summary>
    /// <value>At least 1; 200 when not set.</value>
    [Between(1, int.MaxValue)]
    public int MaxFilterConditions { get; set; } = 200;

    /// <summary>How deep and, or and not nest in a filter.</summary>
    /// <value>1 to 50; 10 when not set.</value>
    [Between(1, 50)]
    public int MaxFilterDepth { get; set; } = 10;

    /// <summary>How many links a filter, or what records are grouped by, goes away from the records of the list.</summary>
    /// <value>0 to 5; 3 when not set.</value>
    [Between(0, 5)]
    public int MaxLinks { get; set; } = 3;

    /// <summary>How many values one <c>in</c> or <c>hasAny</c> takes, and how many ids <c>nodes</c>.</summary>
    /// <value>1 to 10,000; 500 when not set.</value>
    [Between(1, 10_000)]
    public int MaxValues { get; set; } = 500;

    /// <summary>How many proposals of one principal wait for a decision.</summary>
    /// <value>1 to 100,000; 500 when not set. Further ones are refused with the user error TOO_MANY until some are decided or
    /// withdrawn.</value>
    [Between(1, 100_000)]
    public int MaxOpenProposals { get; set; } = 500;

    /// <summary>
    /// The origins whose pages may use the API from a browser: by CORS, and over WebSocket. Pages of other origins than these and the
    /// server's own are refused with 403 and the code CROSS_SITE.
    /// </summary>
    /// <value>Origins like <c>https://example.org</c>, or <c>*</c> for all; none when not set.</value>
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];

    /// <summary>How long a mutation's clientMutationId is remembered: the same input of the same principal with the same id is carried out
    /// once in this time.</summary>
    /// <value>A minute to 3,650 days; 7 days when not set.</value>
    [Between("00:01:00", "3650.00:00:00")]
    public TimeSpan RememberMutationsFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many requests one POST may hold as a JSON array. They are carried out one after the other.</summary>
    /// <value>0 (arrays are refused) to 1,000; 0 when not set.</value>
    [Between(0, 1_000)]
    public int MaxBatch { get; set; }

    /// <summary>From which length on responses are compressed (Brotli or gzip) for clients that take it. Event streams and WebSockets
    /// never are.</summary>
    /// <value>Bytes; 0 for never; 2,048 when not set.</value>
    [Between(0, int.MaxValue)]
    public int CompressFrom { get; set; } = 2_048;

    /// <summary>Documents that requests name by an identifier.</summary>
    [ValidateObjectMembers(typeof(PersistedOptionsValidator))]
    public PersistedOptions Persisted { get; } = new();

    /// <summary>What clients may hold of the server at the same time.</summary>
    [ValidateObjectMembers(typeof(ConnectionOptionsValidator))]
    public ConnectionOptions Connections { get; } = new();

    /// <summary>Subscriptions, and the connections that carry them.</summary>
    [ValidateObjectMembers(typeof(LiveOptionsValidator))]
    public LiveOptions Live { get; } = new();

    /// <exception cref="InvalidOptionsException">A value is not allowed.</exception>
    public void Validate() => InvalidOptionsException.ThrowIfAny(new GraphQLOptionsValidator().Validate(null, this).Failures);

    /// <inheritdoc/>
    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (DefaultPageSize > MaxPageSize)
            yield return validationContext.Problem(
                nameof(DefaultPageSize),
                $"{DefaultPageSize} is out of range; use at most MaxPageSize, which is {MaxPageSize}."
            );
        foreach (var entry in AllowedOrigins.Where(entry => !Origins.IsOrigin(entry)))
            yield return validationContext.Problem(
                nameof(AllowedOrigins),
                $"'{entry}' is not an origin; use origins like https://example.org, or * for all."
            );
    }
}

/// <summary>Checks the values of <see cref="GraphQLOptions"/>.</summary>
[OptionsValidator]
public sealed partial class GraphQLOptionsValidator : IValidateOptions<GraphQLOptions>;
