using System.Text.Json.Nodes;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Working.Webhooks;

/// <summary>What was sent to a webhook. Its form sends again what was given up, tries the webhook out, or switches it on and off.</summary>
internal sealed class WebhookPage : IForm
{
    public string Pattern => "/webhooks/{id}";

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        if (WebhooksPage.Refusal(visit) is { } refusal)
            return refusal;
        var variables = new JsonObject { ["id"] = visit.Route("id"), ["after"] = visit.Value("after") };
        var answer = await visit.AskAsync<WebhookDeliveriesData>("WebhookDeliveries", variables);
        return answer.Webhook is { } webhook ? View.Of<WebhookView>(webhook) : null;
    }

    public async ValueTask<View?> SendAsync(Visit visit, Entries entries)
    {
        if (WebhooksPage.Refusal(visit) is { } refusal)
            return refusal;
        var (id, what) = (visit.Route("id"), entries["do"]);
        var variables = new JsonObject { ["id"] = id };
        if (what is "pause" or "resume")
            variables["active"] = what == "resume";
        var document = what switch
        {
            "replay" => "ReplayWebhook",
            "ping" => "PingWebhook",
            "pause" or "resume" => "SwitchWebhook",
            _ => null,
        };
        // A webhook that was deleted meanwhile is not found by its page.
        if (document is not null)
            await visit.AskAsync<JsonObject>(document, variables);
        return View.See(Address.With($"/webhooks/{Uri.EscapeDataString(id)}", ("done", document is null ? null : what)));
    }
}

/// <summary>What <c>WebhookDeliveries.graphql</c> selects.</summary>
public sealed record WebhookDeliveriesData(WebhookItem? Webhook);
