using System.ClientModel;
using ClaimGraph.Search;
using ClaimGraph.Stores;
using Microsoft.Extensions.AI;
using OpenAI;

namespace ClaimGraph.Embeddings;

/// <summary>A store whose statements are also found by what they mean to a language model.</summary>
public sealed class EmbeddedStore : DelegatingStore
{
    private const int Nearest = 50; // statements that one search gets from the model

    private readonly IEmbeddingGenerator<string, Embedding<float>> _model;
    private readonly VectorFile _file;
    private readonly StatementVectors _vectors;

    private EmbeddedStore(
        IClaimStore store,
        IEmbeddingGenerator<string, Embedding<float>> model,
        EmbeddingOptions options,
        TimeProvider clock,
        Action<string> tell
    )
        : base(store)
    {
        (_model, _file) = (model, VectorFile.Open(options.Path, options.Model ?? ""));
        _vectors = new StatementVectors(store, new Embedder(model, _file, options), options, clock, tell);
    }

    /// <summary>Adds the model that the options name; without one, the store stays as it is.</summary>
    /// <param name="tell">Gets a line when the model does not answer.</param>
    /// <exception cref="ClaimGraphException">The file with embeddings cannot be used.</exception>
    public static IClaimStore Over(IClaimStore store, EmbeddingOptions options, TimeProvider clock, Action<string> tell)
    {
        if (options.Endpoint is null)
            return store;
        var client = new OpenAIClient(
            new ApiKeyCredential(string.IsNullOrEmpty(options.Key) ? "none" : options.Key),
            new OpenAIClientOptions { Endpoint = new Uri(options.Endpoint) }
        );
        return Over(store, client.GetEmbeddingClient(options.Model).AsIEmbeddingGenerator(), options, clock, tell);
    }

    /// <summary>Adds a model of the caller's, which is disposed with the store.</summary>
    /// <inheritdoc cref="Over(IClaimStore, EmbeddingOptions, TimeProvider, Action{string})"/>
    public static IClaimStore Over(
        IClaimStore store,
        IEmbeddingGenerator<string, Embedding<float>> model,
        EmbeddingOptions options,
        TimeProvider clock,
        Action<string> tell
    ) => new EmbeddedStore(store, model, options, clock, tell);

    /// <summary>Completes when the statements that were there when it was called have embeddings.</summary>
    public Task EmbeddedAsync(CancellationToken cancellation = default) => _vectors.FollowedAsync(cancellation);

    /// <inheritdoc/>
    /// <remarks>It does not wait for embeddings: until they are there, statements are found by their words.</remarks>
    public override ValueTask WarmAsync(CancellationToken cancellation = default)
    {
        _vectors.Follow();
        return base.WarmAsync(cancellation);
    }

    /// <inheritdoc/>
    public override async ValueTask<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellation = default) =>
        query.Match == SearchMatch.Best && query.Kinds.Contains(NodeKind.Statement) && SearchTerms.Quoted(query.Text).Count == 0
            ? await base.SearchAsync(query with { Meant = await MeantAsync(query.Text, cancellation) }, cancellation)
            : await base.SearchAsync(query, cancellation);

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<SimilarStatement>> SimilarAsync(
        SimilarQuery query,
        CancellationToken cancellation = default
    ) => await base.SimilarAsync(query with { Meant = await MeantAsync(query.Text, cancellation) }, cancellation);

    private ValueTask<IReadOnlyList<MeantStatement>> MeantAsync(string text, CancellationToken cancellation) =>
        _vectors.NearestAsync(text, Nearest, cancellation);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _vectors.DisposeAsync();
        _file.Dispose();
        _model.Dispose();
        await base.DisposeAsync();
    }
}
