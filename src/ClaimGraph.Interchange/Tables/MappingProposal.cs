using System.Text.Json.Nodes;

namespace ClaimGraph.Interchange.Tables;

/// <summary>A mapping for guessed columns: claims with who made them, and what argues or was found about them.</summary>
internal sealed class MappingProposal(GuessedColumns columns, string table)
{
    private string Claim => $"{table}:claim:{{{columns.Claim}:hash}}";
    private string Page => $"{table}:page:{{{columns.Url}:hash}}";
    private string Claimant => $"{table}:claimant:{{{columns.Claimant}:hash}}";
    private string Topic => $"{table}:topic:{{{columns.Topic}:hash}}";

    private string Reviewer =>
        columns.Reviewer is { } named ? $"{table}:reviewer:{{{named}:hash}}" : $"{table}:reviewer:{{{columns.Url}:site}}";

    private bool HasReview => columns.Verdict is not null && (columns.Reviewer ?? columns.Url) is not null;

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["format"] = Mapping.Version, ["description"] = $"Proposed for {table}; check it." };
        Add(
            json,
            "actors",
            columns.Claimant is null
                ? null
                : new JsonObject
                {
                    ["key"] = Claimant,
                    ["kind"] = "PERSON",
                    ["name"] = $"{{{columns.Claimant}}}",
                }
        );
        Add(json, "actors", HasReview ? ReviewerRecord() : null);
        Add(json, "sources", columns.Url is null ? null : PageRecord());
        Add(json, "statements", StatementRecord());
        Add(json, "statements", columns.Stance is null || columns.Topic is null ? null : TopicRecord());
        Add(json, "appearances", columns.Claimant is null ? null : AppearanceRecord());
        Add(json, "evidence", columns.Stance is null || columns.Topic is null ? null : EvidenceRecord());
        Add(json, "reviews", HasReview ? ReviewRecord() : null);
        return json;
    }

    private static void Add(JsonObject json, string list, JsonObject? record)
    {
        if (record is null)
            return;
        if (json[list] is null)
            json[list] = new JsonArray();
        json[list]!.AsArray().Add(record);
    }

    private JsonObject ReviewerRecord() =>
        new()
        {
            ["key"] = Reviewer,
            ["kind"] = "ORGANISATION",
            ["name"] = columns.Reviewer is { } named ? $"{{{named}}}" : $"{{{columns.Url}:site}}",
        };

    private JsonObject PageRecord() => new() { ["key"] = Page, ["url"] = $"{{{columns.Url}:original}}" };

    private JsonObject StatementRecord()
    {
        var record = new JsonObject { ["key"] = Claim, ["text"] = $"{{{columns.Claim}}}" };
        if (columns.Language is { } language)
            record["language"] = $"{{{language}}}";
        if (columns is { Topic: { } topic, Stance: null })
            record["topics"] = new JsonArray($"{{{topic}:topic}}");
        return record;
    }

    private JsonObject TopicRecord() => new() { ["key"] = Topic, ["text"] = $"{{{columns.Topic}}}" };

    private JsonObject AppearanceRecord() =>
        new()
        {
            ["key"] = $"{table}:said:{{{columns.Claim}:hash}}:{{{columns.Claimant}:hash}}",
            ["statement"] = Claim,
            ["actor"] = Claimant,
        };

    private JsonObject EvidenceRecord() =>
        new()
        {
            ["key"] = $"{table}:argues:{{{columns.Claim}:hash}}:{{{columns.Topic}:hash}}",
            ["basis"] = new JsonObject { ["statement"] = Claim },
            ["target"] = new JsonObject { ["statement"] = Topic },
            ["stance"] = $"{{{columns.Stance}:{columns.StanceOf(columns.Stance!)}}}",
        };

    private JsonObject ReviewRecord()
    {
        var record = new JsonObject
        {
            ["key"] = $"{table}:review:{{{columns.Url ?? columns.Reviewer}:hash}}:{{{columns.Claim}:hash}}",
            ["statement"] = Claim,
            ["reviewer"] = Reviewer,
            ["verdict"] = $"{{{columns.Verdict}:verdict}}",
            ["rating"] = new JsonObject { ["text"] = $"{{{columns.Verdict}}}" },
        };
        if (columns.Url is { } url)
            record["url"] = $"{{{url}:original}}";
        if (columns.Date is { } date)
            record["reviewedOn"] = $"{{{date}:date{columns.DateFormat}}}";
        return record;
    }
}
