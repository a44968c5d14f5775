using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Forms;

/// <summary>An actor by the name that somebody typed: who published, said or reviewed something.</summary>
/// <param name="Reference">How a record names the actor: an id, or the key of one that is entered with it.</param>
/// <param name="IsNew">Whether the actor has to be entered.</param>
public sealed record NamedActor(string Reference, string Name, bool IsNew)
{
    /// <summary>The actor with this name, or how a new one is to be entered; null without a name.</summary>
    public static async ValueTask<NamedActor?> AskAsync(Visit visit, string? name)
    {
        if (name is null)
            return null;
        var key = Slug.Of(name) ?? $"actor-{Slug.HashOf(name)}";
        var answer = await visit.AskAsync<KnownActorData>("KnownActor", new JsonObject { ["name"] = name, ["key"] = key });
        if (answer.Actors.Nodes is [var known, ..])
            return new NamedActor(known.Id, name, false);
        if (answer.Actor is { } other && other.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            return new NamedActor(other.Id, name, false);
        return new NamedActor(answer.Actor is null ? key : $"{key}-{Slug.HashOf(name)}", name, true);
    }

    /// <summary>Adds the actor to the records of a commit, if it is new.</summary>
    /// <param name="kind">What it is then: <c>ORGANISATION</c>.</param>
    public void AddTo(JsonArray records, string kind)
    {
        if (IsNew)
            records.Add(
                new JsonObject
                {
                    ["actor"] = new JsonObject
                    {
                        ["key"] = Reference,
                        ["name"] = Name,
                        ["kind"] = kind,
                    },
                }
            );
    }
}

/// <summary>What <c>KnownActor.graphql</c> selects.</summary>
public sealed record KnownActorData(Connection<ActorName> Actors, ActorName? Actor);

/// <summary>Keys that read like what they stand for.</summary>
public static class Slug
{
    private const int Longest = 60;

    /// <summary><c>computer-weekly</c> for "Computer Weekly"; null where few letters of Latin script are in the text.</summary>
    public static string? Of(string text)
    {
        var key = new StringBuilder();
        foreach (var letter in text.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
            if (char.IsAsciiLetterOrDigit(letter))
                key.Append(letter);
            else if (char.IsWhiteSpace(letter) || char.IsPunctuation(letter))
                key.Append('-');
        var words = string.Join('-', key.ToString().Split('-', StringSplitOptions.RemoveEmptyEntries));
        if (words.Length > Longest)
            words = words[..(words.LastIndexOf('-', Longest) is > 0 and var at ? at : Longest)];
        return words.Length < 2 || Address.IsId(words) ? null : words;
    }

    /// <summary>Some letters that differ where texts do.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));
}
