using System.Text.Json.Nodes;
using ClaimGraph.Pages.Localization;

namespace ClaimGraph.Pages.Working.Webhooks;

/// <summary>A webhook.</summary>
/// <param name="Filter">The filter of <c>changes</c> as JSON; null if it has none.</param>
/// <param name="Position">It has been told of all revisions up to this one.</param>
/// <param name="Deliveries">The newest attempts, newest first.</param>
/// <param name="DeadLetters">The first that could not be delivered.</param>
public sealed record WebhookItem(
    string Id,
    string Name,
    string Url,
    string? Filter,
    string? Document,
    string State,
    string? StateReason,
    string CreatedBy,
    DateTime CreatedAt,
    int Position,
    int Failures,
    DateTime? RetryAt,
    IReadOnlyList<DeliveryItem> Deliveries,
    IReadOnlyList<DeadLetterItem> DeadLetters,
    DateTime? PreviousSecretUntil = null
)
{
    /// <summary>So many dead letters are shown at once.</summary>
    public const int Letters = 20;

    /// <summary>The page of the webhook.</summary>
    public string Address => "/webhooks/" + Id;

    /// <summary>True while it is told of events.</summary>
    public bool IsActive => State == "ACTIVE";

    /// <summary>True when somebody should look at it.</summary>
    public bool NeedsCare => StateReason is not null || Failures > 0 || DeadLetters.Count > 0;

    /// <summary>Which changes it is told of, in words.</summary>
    public string Told(Reader reader)
    {
        if (Document is not null)
            return Texts.Webhook_document;
        var filter = Filter is null ? null : JsonNode.Parse(Filter);
        string[] parts =
        [
            string.Join(", ", Values("kinds").Select(Words.Kinds)),
            string.Join(", ", Values("actions").Select(Words.Action)),
            Values("nodes") is { Length: > 0 and var records }
                ? reader.Count(records, Texts.Webhook_records_one, Texts.Webhook_records_many)
                : "",
            string.Join(", ", Values("principals").Select(name => reader.Format(Texts.By_principal, name))),
        ];
        var told = string.Join(" · ", parts.Where(part => part.Length > 0));
        return told.Length > 0 ? told : Texts.Webhook_all;

        string[] Values(string name) => filter?[name] is JsonArray values ? [.. values.Select(value => (string)value!)] : [];
    }
}

/// <summary>An attempt to send an event.</summary>
/// <param name="Key">The revision that the event tells of, or the name of a ping.</param>
/// <param name="Status">The status of the answer; null if there was none.</param>
public sealed record DeliveryItem(string Key, int Attempt, DateTime At, int Milliseconds, int? Status, string? Error, string Outcome);

/// <summary>What could not be delivered in all attempts.</summary>
public sealed record DeadLetterItem(string Key, int Revision = 0, int Attempts = 0, DateTime At = default, string? Error = null);
