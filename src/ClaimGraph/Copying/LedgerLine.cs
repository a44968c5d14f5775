using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClaimGraph.Ledger;

namespace ClaimGraph.Copying;

/// <summary>The first line of a dump of a ledger.</summary>
/// <param name="Format">What the file is, <see cref="Version"/>.</param>
/// <param name="After">The revision before the first entry; 0 for a full dump.</param>
/// <param name="Revision">The revision of the last entry.</param>
internal sealed record LedgerLines(string Format, long After, long Revision)
{
    public const string Version = "claimgraph-ledger/1";
}

/// <summary>An entry of the ledger as a line of a dump: texts exactly as they were hashed.</summary>
internal sealed record LedgerLine(
    long Revision,
    DateTimeOffset RecordedAt,
    string Principal,
    string? Reason,
    string? Key,
    IReadOnlyList<ChangeLine> Changes,
    IReadOnlyList<string> Results,
    IReadOnlyList<string> Affected,
    string PreviousHash,
    string Hash
)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = false,
    };

    public static LedgerLine Of(LedgerEntry entry) =>
        new(
            entry.Revision,
            entry.RecordedAt,
            entry.Principal,
            entry.Reason,
            entry.IdempotencyKey,
            [.. entry.Changes.Select(c => new ChangeLine(c.Action.ToString(), c.Node.ToString(), c.Before, c.After))],
            [.. entry.Results.Select(r => r.ToString())],
            [.. entry.Affected.Select(a => a.ToString())],
            Convert.ToHexStringLower(entry.PreviousHash),
            Convert.ToHexStringLower(entry.Hash)
        );

    /// <exception cref="FormatException">It is not what <see cref="Of"/> writes.</exception>
    public LedgerEntry ToEntry() =>
        new(
            Revision,
            RecordedAt,
            Principal ?? throw new FormatException("principal is missing"),
            Reason,
            Key,
            [.. (Changes ?? []).Select(c => c.ToChange())],
            Convert.FromHexString(PreviousHash ?? ""),
            Convert.FromHexString(Hash ?? "")
        )
        {
            Results = [.. (Results ?? []).Select(ChangeLine.IdOf)],
            Affected = [.. (Affected ?? []).Select(ChangeLine.IdOf)],
        };
}

/// <summary>One change of an entry.</summary>
internal sealed record ChangeLine(string Action, string Node, string? Before, string After)
{
    public Change ToChange() =>
        new(
            Enum.TryParse<ChangeAction>(Action, out var action) ? action : throw new FormatException($"'{Action}' is no action"),
            IdOf(Node),
            Before,
            After ?? throw new FormatException("after is missing")
        );

    public static NodeId IdOf(string text) => NodeId.TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is no id");
}
