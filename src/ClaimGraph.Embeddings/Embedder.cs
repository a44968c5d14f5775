using Microsoft.Extensions.AI;

namespace ClaimGraph.Embeddings;

/// <summary>Embeds texts, each once: what was embedded before is read from the file.</summary>
internal sealed class Embedder(IEmbeddingGenerator<string, Embedding<float>> model, VectorFile file, EmbeddingOptions options)
{
    /// <summary>The vectors of texts, in their order.</summary>
    /// <param name="keep">Whether to keep them in the file: the texts of statements, not those of searches.</param>
    /// <exception cref="InvalidOperationException">The model answered with something else than a vector for each text.</exception>
    public async Task<Vector[]> EmbedAsync(IReadOnlyList<string> texts, bool keep, CancellationToken cancellation)
    {
        var vectors = file.Find(texts);
        int[] missing = [.. Enumerable.Range(0, texts.Count).Where(i => vectors[i] is null)];
        foreach (var batch in missing.Chunk(options.BatchSize))
        {
            var answer = await model.GenerateAsync(batch.Select(i => texts[i]), cancellationToken: cancellation);
            if (answer.Count != batch.Length)
                throw new InvalidOperationException($"The model gave {answer.Count} embeddings for {batch.Length} texts.");
            for (var i = 0; i < batch.Length; i++)
                vectors[batch[i]] = Vector.Of(answer[i].Vector.Span);
            if (keep)
                file.Keep(batch.Select(i => (texts[i], vectors[i]!)));
        }
        return vectors!;
    }
}
