using System.Text.Json.Nodes;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Reading.Statement;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Working.Statement;

/// <summary>A claim in the words in which it is entered, and what says nearly the same.</summary>
/// <param name="Key">The key that it is given when it is new.</param>
public sealed record EnteredClaim(string Text, string Key, IReadOnlyList<SimilarClaim> Similar)
{
    private const int LongestAsked = 900;

    /// <summary>The claim that is there in the same words; null when there is none.</summary>
    public AnyNode? Same => Similar.FirstOrDefault(s => s.Statement.Text == Text)?.Statement;

    public static async ValueTask<EnteredClaim> AskAsync(Visit visit, string text)
    {
        var key = Slug.Of(text) ?? $"claim-{Slug.HashOf(text)}";
        var asked = text.Length > LongestAsked ? text[..LongestAsked] : text;
        var wording = await visit.AskAsync<WordingData>("WordingOf", new JsonObject { ["text"] = asked, ["key"] = key });
        return new EnteredClaim(text, wording.Statement is null ? key : $"{key}-{Slug.HashOf(text)}", wording.SimilarStatements);
    }
}

/// <summary>What <c>WordingOf.graphql</c> selects.</summary>
public sealed record WordingData(IReadOnlyList<SimilarClaim> SimilarStatements, SourceId? Statement);
