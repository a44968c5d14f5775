using System.Text;

namespace ClaimGraph;

/// <summary>How a text is written.</summary>
public enum TextFormat
{
    /// <summary>As people write.</summary>
    Prose,

    /// <summary>As people write, without white space at the ends.</summary>
    Trimmed,

    /// <summary>A BCP 47 language tag.</summary>
    Language,

    /// <summary>An absolute http or https URL as it was entered.</summary>
    Url,

    /// <summary>The same in its canonical form (<see cref="ClaimGraph.CanonicalUrl"/>).</summary>
    CanonicalUrl,

    /// <summary>An absolute IRI that identifies something.</summary>
    Iri,

    /// <summary>A role in capitals: <c>DECLINED_TO_SIGN</c>.</summary>
    Role,

    /// <summary>A topic: trimmed, in lower case.</summary>
    Topic,

    /// <summary>A JSON object.</summary>
    Json,
}

/// <summary>What a text becomes when it is stored, and when a filter compares it with what is stored.</summary>
internal static class TextFormats
{
    public static string Canonical(this TextFormat format, string text) =>
        format switch
        {
            TextFormat.Language => LanguageTag.IsValid(text) ? LanguageTag.Canonical(text) : text,
            TextFormat.Topic => OneLine(Invisible.Remove(text)).ToLowerInvariant(),
            TextFormat.Trimmed => Invisible.Trim(text),
            TextFormat.Url => ClaimGraph.CanonicalUrl.Clean(text),
            TextFormat.CanonicalUrl => ClaimGraph.CanonicalUrl.TryCreate(text, out var url) ? url : text,
            TextFormat.Iri => CanonicalIri.Of(text),
            _ => text,
        };

    private static string OneLine(string text) =>
        string.Join(' ', NormalisedText.Normal(text, NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
