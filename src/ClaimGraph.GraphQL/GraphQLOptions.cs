using System.Globalization;

namespace ClaimGraph.GraphQL;

/// <summary>What the GraphQL API takes and how much of it. Checked once, when the API is mapped.</summary>
public sealed class GraphQLOptions
{
    /// <summary>The longest body of a POST request.</summary>
    /// <value>Bytes, 1 KiB to 1 GiB; 1 MiB (1,048,576) when not set. A longer body is refused with 413 and the code BODY_TOO_LARGE.</value>
    public int MaxRequestBytes { get; set; } = 1024 * 1024;

    /// <summary>The longest query text that is sent; trusted documents may be longer.</summary>
    /// <value>Bytes of UTF-8, at least 1 KiB; 64 KiB when not set. A longer one is refused with the code DOCUMENT_TOO_LARGE.</value>
    public int MaxDocumentBytes { get; set; } = 64 * 1024;

    /// <summary>How many fields a document selects: as it is written, and again with its fragments written out.</summary>
    /// <value>At least 10; 2,000 when not set. More are refused with the code DOCUMENT_TOO_LARGE.</value>
    public int MaxFields { get; set; } = 2_000;

    /// <summary>How deep fields nest, the root field being 1.</summary>
    /// <value>1 to 100; 15 when not set, as much as the usual introspection query needs. Deeper documents are refused with the code DOCUMENT_TOO_DEEP.</value>
    public int MaxDepth { get; set; } = 15;

    /// <summary>How many fields of a document have an alias.</summary>
    /// <value>At least 1; 200 when not set. More are refused with the code DOCUMENT_TOO_LARGE.</value>
    public int MaxAliases { get; set; } = 200;

    /// <summary>How many tokens a document has: names, punctuators and values.</summary>
    /// <value>At least 100; 8,000 when not set. More are refused with the code DOCUMENT_TOO_LARGE.</value>
    public int MaxTokens { get; set; } = 8_000;

    /// <summary>How many values the variables of a request, and its extensions, hold, each list and object counted too.</summary>
    /// <value>At least 100; 2,000 when not set. More are refused with the code INVALID_VARIABLE.</value>
    public int MaxInputValues { get; set; } = 2_000;

    /// <summary>
    /// What one operation may cost, in points. One point is about one value of the answer, counted before the operation runs with the values of its variables:
    /// lists multiply, a page counts with the size asked for.
    /// </summary>
    /// <value>At least 1,000; 200,000 when not set. What costs more is refused with the code COST_TOO_HIGH.</value>
    public int MaxCost { get; set; } = 200_000;

    /// <summary>How many cost points a principal may use a second, in the long run.</summary>
    /// <value>0 (no limit) or 10 to 10,000,000; 1,000,000 when not set. Who asks more gets the code RATE_LIMITED and a Retry-After header.</value>
    public int CostPerSecond { get; set; } = 1_000_000;

    /// <summary>How many cost points may be used a second, in the long run, from one address (of IPv6: from one network of 64 bits) without credentials.</summary>
    /// <value>0 (no limit) or 10 to 10,000,000; 100,000 when not set. Who asks more gets the code RATE_LIMITED and a Retry-After header.</value>
    public int AnonymousCostPerSecond { get; set; } = 100_000;

    /// <summary>How many seconds' worth of cost points can be saved up and used at once.</summary>
    /// <value>1 to 100; 10 when not set.</value>
    public int BurstSeconds { get; set; } = 10;

    /// <summary>How long an operation may take.</summary>
    /// <value>10 ms to 1 hour; 30 s when not set. What takes longer is broken off with the code TIMEOUT.</value>
    public TimeSpan ExecutionTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Who is shown the schema by introspection.</summary>
    /// <value><see cref="IntrospectionAccess.Everybody"/> when not set.</value>
    public IntrospectionAccess Introspection { get; set; }

    /// <summary>Whether a browser that opens the endpoint gets a page to explore the API with.</summary>
    /// <value>true when not set.</value>
    public bool Explorer { get; set; } = true;

    /// <summary>How many parsed and validated documents are kept, least used ones going first.</summary>
    /// <value>0 (none) or more; 500 when not set. Documents above 16 KiB are never kept.</value>
    public int DocumentCacheSize { get; set; } = 500;

    /// <summary>The most nodes that one page of a list takes.</summary>
    /// <value>1 to <see cref="Limits.Page"/>; 100 when not set.</value>
    public int MaxPageSize { get; set; } = 100;

    /// <summary>The nodes of a page that asks for neither first nor last.</summary>
    /// <value>1 to <see cref="MaxPageSize"/>; 20 when not set.</value>
    public int DefaultPageSize { get; set; } = 20;

    /// <summary>How many conditions a filter has, with those of and, or and not.</summary>
    /// <value>At least 1; 200 when not set.</value>
    public int MaxFilterConditions { get; set; } = 200;

    /// <summary>How deep and, or and not nest in a filter.</summary>
    /// <value>1 to 50; 10 when not set.</value>
    public int MaxFilterDepth { get; set; } = 10;

    /// <summary>How many values one <c>in</c> or <c>hasAny</c> takes, and how many ids <c>nodes</c>.</summary>
    /// <value>1 to 10,000; 500 when not set.</value>
    public int MaxValues { get; set; } = 500;

    /// <summary>
    /// The origins whose pages may use the API from a browser: by CORS, and over WebSocket. Pages of other origins than these and the server's own are refused
    /// with 403 and the code CROSS_SITE.
    /// </summary>
    /// <value>Origins like <c>https://example.org</c> separated by commas, or <c>*</c> for all; none when not set.</value>
    public string AllowedOrigins { get; set; } = "";

    /// <summary>How many requests one POST may hold as a JSON array. They are carried out one after the other.</summary>
    /// <value>0 (arrays are refused) to 1,000; 0 when not set.</value>
    public int MaxBatch { get; set; }

    /// <summary>From which length on responses are compressed (Brotli or gzip) for clients that take it. Event streams and WebSockets never are.</summary>
    /// <value>Bytes; 0 for never; 2,048 when not set.</value>
    public int CompressFrom { get; set; } = 2_048;

    /// <summary>Documents that requests name by an identifier.</summary>
    public PersistedOptions Persisted { get; } = new();

    /// <summary>Subscriptions, and the connections over which they are sent.</summary>
    public LiveOptions Live { get; } = new();

    /// <exception cref="ClaimGraphException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        Range.Check(nameof(MaxRequestBytes), MaxRequestBytes, 1024, 1024 * 1024 * 1024);
        Range.Check(nameof(MaxDocumentBytes), MaxDocumentBytes, 1024, int.MaxValue);
        Range.Check(nameof(MaxFields), MaxFields, 10, int.MaxValue);
        Range.Check(nameof(MaxDepth), MaxDepth, 1, 100);
        Range.Check(nameof(MaxAliases), MaxAliases, 1, int.MaxValue);
        Range.Check(nameof(MaxTokens), MaxTokens, 100, int.MaxValue);
        Range.Check(nameof(MaxInputValues), MaxInputValues, 100, int.MaxValue);
        Range.Check(nameof(MaxCost), MaxCost, 1_000, int.MaxValue);
        CheckRate(nameof(CostPerSecond), CostPerSecond);
        CheckRate(nameof(AnonymousCostPerSecond), AnonymousCostPerSecond);
        Range.Check(nameof(BurstSeconds), BurstSeconds, 1, 100);
        Range.Check(nameof(ExecutionTimeout), ExecutionTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        Range.Check(nameof(DocumentCacheSize), DocumentCacheSize, 0, int.MaxValue);
        Range.Check(nameof(MaxPageSize), MaxPageSize, 1, Limits.Page);
        Range.Check(nameof(DefaultPageSize), DefaultPageSize, 1, MaxPageSize);
        Range.Check(nameof(MaxFilterConditions), MaxFilterConditions, 1, int.MaxValue);
        Range.Check(nameof(MaxFilterDepth), MaxFilterDepth, 1, 50);
        Range.Check(nameof(MaxValues), MaxValues, 1, 10_000);
        Range.Check(nameof(MaxBatch), MaxBatch, 0, 1_000);
        Range.Check(nameof(CompressFrom), CompressFrom, 0, int.MaxValue);
        foreach (var _ in Transport.Http.Origins.Parse(AllowedOrigins)) { }
        Persisted.Validate();
        Live.Validate();
    }

    private static void CheckRate(string name, int value)
    {
        if (value != 0) Range.Check(name, value, 10, 10_000_000);
    }
}

/// <summary>The ranges of options.</summary>
internal static class Range
{
    /// <exception cref="ClaimGraphException">The value is outside of its range; the message names the key.</exception>
    public static void Check<T>(string key, T value, T least, T most) where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            throw new ClaimGraphException(string.Create(CultureInfo.InvariantCulture, $"GraphQL:{key}: {value} is out of range; it takes {Text(least)} to {Text(most)}."));
    }

    private static string Text<T>(T value) => value is int number ? number.ToString("N0", CultureInfo.InvariantCulture) : value!.ToString()!;
}
