using ClaimGraph.Access;
using ClaimGraph.Pages.Reading.Errors;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Working.Webhooks;

/// <summary>Who is told of commits, and whether that succeeds.</summary>
internal sealed class WebhooksPage : IPage
{
    public string Pattern => "/webhooks";

    public async ValueTask<View?> ShowAsync(Visit visit) =>
        Refusal(visit) ?? View.Of<WebhooksView>(await visit.AskAsync<WebhooksData>("Webhooks"));

    /// <summary>What those see who may not see webhooks; null for those who may.</summary>
    public static View? Refusal(Visit visit) => visit.May(Role.Admin) ? null : ErrorPage.NotAllowed(visit);
}

/// <summary>What <c>Webhooks.graphql</c> selects.</summary>
public sealed record WebhooksData(IReadOnlyList<WebhookItem> Webhooks);
