using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Working.Argue;

/// <summary>Looks a source up by its address.</summary>
internal static class Known
{
    /// <summary>The source; null when none has this address, or when it is not one.</summary>
    public static async ValueTask<KnownSource?> AskAsync(Visit visit, string url, string target)
    {
        if (Address.Outside(url.Trim()) is not { } address)
            return null;
        try
        {
            var variables = new JsonObject { ["url"] = address, ["target"] = target };
            return (await visit.AskAsync<KnownSourceData>("KnownSource", variables)).Source;
        }
        catch (UnansweredException e) when (e.IsWrongAddress)
        {
            return null;
        }
    }
}

/// <summary>What <c>KnownSource.graphql</c> selects.</summary>
public sealed record KnownSourceData(KnownSource? Source);

/// <summary>A source that is known, and what it says already about the target.</summary>
public sealed record KnownSource(
    string Id,
    string? Key,
    string? Title,
    string? Url,
    string? Kind,
    string? Language,
    string? PublishedOn,
    string? Reliability,
    string? Status,
    bool DerivesFromRetracted,
    int SnapshotCount,
    ActorName? Publisher,
    SourceId? Origin,
    Connection<Argument> Evidence
)
{
    /// <summary>As it is cited.</summary>
    public SourceName Name =>
        new(Id, Key, Title, Url, Kind, Language, PublishedOn, Reliability, Status, Publisher, Origin, DerivesFromRetracted);

    /// <summary>The evidence that has the same stance and quotes the same words; null when there is none.</summary>
    public Argument? Same(string? stance, string? quote) =>
        Evidence.Nodes.FirstOrDefault(e => e.Stance == stance && (e.Anchor?.Exact ?? "") == (quote ?? ""));
}

/// <summary>Who published a source, by the name that somebody typed.</summary>
/// <param name="Reference">How a record names the actor: an id, or the key of one that is entered with it.</param>
/// <param name="IsNew">Whether the actor has to be entered.</param>
public sealed record Publisher(string Reference, string Name, bool IsNew)
{
    /// <summary>The actor with this name, or how a new one is to be entered; null without a name.</summary>
    internal static async ValueTask<Publisher?> AskAsync(Visit visit, string? name)
    {
        if (name is null)
            return null;
        var key = KeyOf(name);
        var answer = await visit.AskAsync<KnownPublisherData>("KnownPublisher", new JsonObject { ["name"] = name, ["key"] = key });
        if (answer.Actors.Nodes is [var known, ..])
            return new Publisher(known.Id, name, false);
        return answer.Actor is { } other && other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            ? new Publisher(other.Id, name, false)
            : new Publisher(answer.Actor is null ? key : $"{key}-{HashOf(name)}", name, true);
    }

    /// <summary>A key that reads like the name: <c>computer-weekly</c>.</summary>
    internal static string KeyOf(string name)
    {
        var key = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
            if (char.IsAsciiLetterOrDigit(letter))
                key.Append(letter);
            else if (char.IsWhiteSpace(letter) || char.IsPunctuation(letter))
                key.Append('-');
        var words = string.Join('-', key.ToString().Split('-', StringSplitOptions.RemoveEmptyEntries));
        return words.Length is 0 or > 60 || Address.IsId(words) ? $"actor-{HashOf(name)}" : words;
    }

    private static string HashOf(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 4));
}

/// <summary>What <c>KnownPublisher.graphql</c> selects.</summary>
public sealed record KnownPublisherData(Connection<ActorName> Actors, ActorName? Actor);
