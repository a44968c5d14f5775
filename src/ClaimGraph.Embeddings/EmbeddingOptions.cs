using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ClaimGraph.Settings;
using Microsoft.Extensions.Options;

namespace ClaimGraph.Embeddings;

/// <summary>
/// The language model that finds statements by their meaning, beside those that share words with a search. It is asked over HTTP, as
/// OpenAI, Ollama, llama.cpp, vLLM and others answer (<c>POST /embeddings</c>). The texts of statements and of searches are sent to it.
/// </summary>
public sealed class EmbeddingOptions : IValidatableObject
{
    /// <summary>The address of the model, without <c>/embeddings</c>: <c>http://localhost:11434/v1</c> for Ollama on this
    /// machine.</summary>
    /// <value>Default: none. Statements are then found by their words alone.</value>
    public string? Endpoint { get; set; }

    /// <summary>The name of the model, such as <c>nomic-embed-text</c>. With another model, all statements are embedded
    /// again.</summary>
    /// <value>Default: none. Required with <see cref="Endpoint"/>.</value>
    public string? Model { get; set; }

    /// <summary>The key that the model's server asks for. Prefer an environment variable to a settings file.</summary>
    /// <value>Default: none.</value>
    [PasswordPropertyText(true)]
    public string? Key { get; set; }

    /// <summary>
    /// The file in which embeddings are kept, so that a start does not ask for them again. It can be deleted: it is made anew.
    /// </summary>
    /// <value>Default: <c>claimgraph.embeddings.db</c> in the working folder.</value>
    [Filled("the name of a file")]
    public string Path { get; set; } = "claimgraph.embeddings.db";

    /// <summary>
    /// How similar a statement must be to a text (cosine of their embeddings) to be found by its meaning. Models differ: try some pairs.
    /// </summary>
    /// <value>Default: 0.5. Range: 0 to 1.</value>
    [Between(0.0, 1.0)]
    public double LeastSimilarity { get; set; } = 0.5;

    /// <summary>How long a search waits for the model. Then, and for half a minute, it goes by words alone.</summary>
    /// <value>Default: 2 s. Range: 10 ms to 1 minute.</value>
    [Between("00:00:00.010", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many statements are sent to the model at once.</summary>
    /// <value>Default: 64. Range: 1 to 2,048.</value>
    [Between(1, 2_048)]
    public int BatchSize { get; set; } = 64;

    /// <inheritdoc/>
    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (Endpoint is null)
            yield break;
        if (!Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            yield return validationContext.Problem(
                nameof(Endpoint),
                $"'{Endpoint}' is not valid; use the http or https address of the model, like http://localhost:11434/v1."
            );
        }
        if (string.IsNullOrWhiteSpace(Model))
            yield return validationContext.Problem(nameof(Model), "it is not set; name the model, like nomic-embed-text.");
    }
}

/// <summary>Checks the values of <see cref="EmbeddingOptions"/>.</summary>
[OptionsValidator]
public sealed partial class EmbeddingOptionsValidator : IValidateOptions<EmbeddingOptions>;
