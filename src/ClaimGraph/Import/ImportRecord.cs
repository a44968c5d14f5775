using System.Text.Json.Serialization;

namespace ClaimGraph.Import;

/// <summary>
/// One record of an import file: the content of a node, with keys where the node has ids. Everything is optional here; what must be there is
/// checked where it is turned into content, so that every problem is reported with its place.
/// </summary>
internal abstract record ImportRecord
{
    [JsonPropertyOrder(-1)]
    public string? Key { get; init; }
    [JsonPropertyOrder(-1)]
    public string? Id { get; init; }
    [JsonPropertyOrder(1)]
    public DateTimeOffset? CreatedAt { get; init; }
    [JsonPropertyOrder(2)]
    public RecordStatus? Status { get; init; }
    [JsonPropertyOrder(3)]
    public string? StatusReason { get; init; }

    /// <summary>The key of another record of the same list that has to be there first; null when there is none.</summary>
    public virtual string? After() => null;

    /// <summary>True when the record asks for a status other than the one that nodes are created with.</summary>
    public bool Withdraws() => Status is not (null or RecordStatus.Active);

    /// <summary>The content of the node. Problems go to <paramref name="references"/>.</summary>
    public abstract Content ToContent(References references);

    public static ImportRecord From(Node node, Func<NodeId, string> keyOf)
    {
        ImportRecord record = node switch
        {
            Actor actor => ActorRecord.From(actor.Content),
            Source source => SourceRecord.From(source.Content, keyOf),
            Event happened => EventRecord.From(happened.Content, keyOf),
            Statement statement => StatementRecord.From(statement.Content, keyOf),
            Appearance appearance => AppearanceRecord.From(appearance.Content, keyOf),
            Evidence evidence => EvidenceRecord.From(evidence.Content, keyOf),
            Review review => ReviewRecord.From(review.Content, keyOf),
            _ => throw new ArgumentOutOfRangeException(nameof(node), node, "unknown noun"),
        };
        return record with
        {
            Key = ImportFormat.KeyOf(node),
            Id = node.Key is null ? null : node.Id.ToString(),
            CreatedAt = node.CreatedAt,
            Status = node.Status == RecordStatus.Active ? null : node.Status,
            StatusReason = node.StatusReason,
        };
    }

    private protected static IReadOnlyList<T>? Filled<T>(IEnumerable<T> list) => list.ToArray() is { Length: > 0 } some ? some : null;
    private protected static string? Given(string language) => language == LanguageTag.Undetermined ? null : language;
}
