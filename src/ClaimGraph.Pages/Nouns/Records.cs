using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace ClaimGraph.Pages.Nouns;

/// <summary>A list as the API pages it.</summary>
public sealed record Connection<T>(IReadOnlyList<T> Nodes, int TotalCount, PageInfo? PageInfo);

/// <summary>Where a page of a list begins and ends.</summary>
public sealed record PageInfo(bool HasNextPage, bool HasPreviousPage, string? StartCursor, string? EndCursor);

/// <summary>An actor by name.</summary>
public sealed record ActorName(string Id, string? Key, string Name);

/// <summary>An event by name.</summary>
public sealed record EventName(string Id, string? Key, string Name, string? StartsOn = null, string? EndsOn = null, string? Place = null);

/// <summary>A source, as it is cited.</summary>
public sealed record SourceName(
    string Id,
    string? Key,
    string? Title,
    string? Url,
    string? Kind = null,
    string? Language = null,
    string? PublishedOn = null,
    string? Reliability = null,
    string? Status = null,
    ActorName? Publisher = null,
    SourceId? Origin = null,
    bool DerivesFromRetracted = false
)
{
    /// <summary>What people call it.</summary>
    public string Label => SourceTitle.Of(Title, Url, Kind, PublishedOn, Publisher?.Name);
}

/// <summary>A source that is only told from others.</summary>
public sealed record SourceId(string Id, string? Key = null, string? Title = null, string? Url = null)
{
    /// <summary>What people call it.</summary>
    public string Label => SourceTitle.Of(Title, Url);
}

/// <summary>A statement, as lists show it.</summary>
public sealed record StatementName(
    string Id,
    string? Key,
    string Text,
    string Language,
    string? Verdict = null,
    string? Kind = null,
    string? Status = null,
    StrengthValue? Strength = null,
    EvidenceCounts? EvidenceCounts = null,
    ActorName? Claimant = null,
    string? ClaimedOn = null,
    IReadOnlyList<string>? Attention = null,
    IReadOnlyList<string>? Topics = null,
    int ReviewRequestCount = 0,
    DateTime? CreatedAt = null,
    DateTime? UpdatedAt = null
);

/// <summary>A strength without its explanation.</summary>
public sealed record StrengthValue(double Value);

/// <summary>How much evidence there is.</summary>
public sealed record EvidenceCounts(int Supports, int Rebuts, int Context);

/// <summary>A record of any type: what a union or the interface <c>Node</c> gives.</summary>
public sealed record AnyNode(
    [property: JsonPropertyName("__typename")] string Type,
    string Id,
    string? Key = null,
    string? Name = null,
    string? Title = null,
    string? Url = null,
    string? Text = null,
    string? Language = null,
    string? Kind = null,
    string? ActorKind = null,
    string? Verdict = null,
    string? Status = null,
    string? Reliability = null,
    string? PublishedOn = null,
    string? StartsOn = null,
    string? Stance = null,
    string? Note = null,
    bool DerivesFromRetracted = false,
    StrengthValue? Strength = null,
    StrengthValue? ComputedStrength = null,
    ActorName? Publisher = null,
    ActorName? Claimant = null,
    ActorName? Reviewer = null,
    ActorName? Actor = null,
    SourceId? Origin = null,
    EvidenceCounts? EvidenceCounts = null,
    IReadOnlyList<string>? Attention = null,
    AnyNode? Basis = null,
    AnyNode? Target = null,
    AnyNode? Statement = null
)
{
    /// <summary>The page of the record; null when it has none.</summary>
    public string? Address => Requests.Address.Of(Type, Id, Key);

    /// <summary>What the record is called.</summary>
    public string Label =>
        Type == "Source"
            ? SourceTitle.Of(Title, Url, Kind, PublishedOn, Publisher?.Name)
            : Text ?? Title ?? Name ?? Url ?? Note ?? Actor?.Name ?? Reviewer?.Name ?? Basis?.Label ?? Key ?? Id;
}

/// <summary>Quoted words, and where they stand in the newest snapshot of their source.</summary>
public sealed record Anchor(
    string Exact,
    string Language,
    string Status,
    double? Score,
    int? Start,
    int? End,
    string? Prefix,
    string? Suffix,
    string? Context,
    string? Link
);

/// <summary>Where, when and by whom a statement was said.</summary>
public sealed record Utterance(
    string Id,
    string? Key,
    string? Status,
    ActorName? Actor,
    SourceName? Source,
    EventName? Event,
    string? SaidOn,
    Anchor? Anchor,
    StatementName? Statement = null
);

/// <summary>Evidence with what it rests on and what argues about it.</summary>
public sealed record Argument(
    string Id,
    string? Key,
    string Stance,
    double? Strength,
    double? Confidence,
    double Weight,
    StrengthValue? ComputedStrength,
    string? Note,
    bool BasisRetracted,
    Anchor? Anchor,
    AnyNode? Basis,
    AnyNode? Target,
    AnyNode? JointWith,
    Connection<Argument>? Evidence
);

/// <summary>The verdict of a reviewer.</summary>
public sealed record ReviewItem(
    string Id,
    string? Key,
    string? Verdict,
    Rating? Rating,
    string? Explanation,
    string? Url,
    string? ReviewedOn,
    DateTime CreatedAt,
    ActorName Reviewer,
    StatementName? Statement = null,
    IReadOnlyList<AnyNode>? BasedOn = null
);

/// <summary>A rating as it was published.</summary>
public sealed record Rating(string? Text, double? Value, double? Best, double? Worst);

/// <summary>A value and how many records have it.</summary>
public sealed record ValueCount(string? Value, int Count, AnyNode? Node = null);

/// <summary>An interval and how many records fall into it.</summary>
public sealed record TimeCount(string Start, int Count);

/// <summary>An entry of the ledger.</summary>
public sealed record Entry(int Revision, DateTime RecordedAt, string Principal, string? Reason, IReadOnlyList<EntryChange> Changes)
{
    /// <summary>The records that values of fields name, by id; none before they were asked for.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, AnyNode> Records { get; init; } = FrozenDictionary<string, AnyNode>.Empty;
}

/// <summary>What an entry changed in a record.</summary>
public sealed record EntryChange(string Action, string NodeId, AnyNode? Node, IReadOnlyList<FieldChange> Fields);

/// <summary>A field before and after a change, as the API writes values.</summary>
public sealed record FieldChange(string Name, string? Before, string? After);

/// <summary>What a search finds.</summary>
public sealed record Hits<T>(int TotalCount, PageInfo PageInfo, IReadOnlyList<Hit<T>> Edges);

/// <summary>A record that a search found.</summary>
public sealed record Hit<T>(T Node, Highlight Highlight);

/// <summary>A text with the words that were searched for.</summary>
public sealed record Highlight(string Text, IReadOnlyList<TextRange> Ranges);

/// <summary>A range of code points, the end exclusive.</summary>
public sealed record TextRange(int Start, int End);
