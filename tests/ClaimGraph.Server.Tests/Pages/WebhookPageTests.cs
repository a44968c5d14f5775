using System.Net;
using ClaimGraph.Access;
using ClaimGraph.Jobs;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Tests.Explorer;
using ClaimGraph.Server.Tests.Webhooks;
using Microsoft.Playwright;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>Admins see on pages who is told of commits, and send again what could not be delivered.</summary>
public sealed class WebhookPageTests
{
    [Fact]
    public async Task What_could_not_be_delivered_is_shown_and_sent_again()
    {
        await using var api = await HookedApi.StartAsync(pages: true);
        using var desk = await Desk.WithAsync(api.Api, Role.Admin);
        (await desk.ReadAsync("/webhooks")).Html.ShouldContain("There are no webhooks");
        api.Target.Answer = (_, _) => Task.FromResult(503);
        var (id, _) = await api.CreateAsync(", filter: { kinds: [ACTOR], actions: [CREATE] }");
        await api.ActorAsync("France");
        await api.UntilAsync(id, w => w["deadLetters"]!.AsArray().Count == 1);
        var list = (await desk.ReadAsync("/webhooks")).Html;
        list.ShouldContain($"<a href=\"/webhooks/{id}\" dir=\"auto\">desk</a>");
        list.ShouldContain(api.Target.Url);
        list.ShouldContain("Told of: People and organisations · Entered");
        list.ShouldContain("Given up");
        list.ShouldContain("1 not delivered");
        var page = (await desk.ReadAsync($"/webhooks/{id}")).Html;
        page.ShouldContain("Revision 1 · attempt 3 · ");
        page.ShouldContain("The target answered 503.");
        api.Target.Answer = (_, _) => Task.FromResult(204);
        using var sent = await desk.SendAsync($"/webhooks/{id}", ("do", "replay"));
        sent.Headers.Location!.ToString().ShouldBe($"/webhooks/{id}?done=replay");
        await api.UntilAsync(id, w => w["deadLetters"]!.AsArray().Count == 0);
        var after = (await desk.ReadAsync($"/webhooks/{id}?done=replay")).Html;
        after.ShouldContain("is being sent again");
        after.ShouldContain("No delivery has failed for good.");
    }

    [Fact]
    public async Task A_webhook_is_tried_out_paused_and_goes_on()
    {
        await using var api = await HookedApi.StartAsync(pages: true);
        var (id, _) = await api.CreateAsync();
        using var desk = await Desk.WithAsync(api.Api, Role.Admin);
        using var ping = await desk.SendAsync($"/webhooks/{id}", ("do", "ping"));
        ping.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await api.Target.UntilAsync(1))[0].Json["type"]!.GetValue<string>().ShouldBe("ping");
        using var pause = await desk.SendAsync($"/webhooks/{id}", ("do", "pause"));
        (await api.WebhookAsync(id))["state"]!.GetValue<string>().ShouldBe("PAUSED");
        (await desk.ReadAsync($"/webhooks/{id}?done=pause")).Html.ShouldContain("The webhook is paused.");
        using var resume = await desk.SendAsync($"/webhooks/{id}", ("do", "resume"));
        (await api.WebhookAsync(id))["state"]!.GetValue<string>().ShouldBe("ACTIVE");
    }

    [Fact]
    public async Task Strangers_are_asked_to_sign_in_and_reviewers_are_refused()
    {
        await using var api = await HookedApi.StartAsync(pages: true);
        var (id, _) = await api.CreateAsync();
        using var stranger = new Desk(api.Api.Http.BaseAddress!);
        using var asked = await stranger.GetAsync("/webhooks");
        asked.Headers.Location!.ToString().ShouldBe("/sign-in?next=%2Fwebhooks");
        using var reviewer = await Desk.WithAsync(api.Api, Role.Reviewer);
        (await reviewer.ReadAsync("/webhooks")).Status.ShouldBe(403);
        (await reviewer.ReadAsync($"/webhooks/{id}")).Status.ShouldBe(403);
        using var refused = await reviewer.SendAsync($"/webhooks/{id}", ("do", "pause"));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await api.WebhookAsync(id))["state"]!.GetValue<string>().ShouldBe("ACTIVE");
        using var admin = await Desk.WithAsync(api.Api, Role.Admin);
        (await admin.ReadAsync("/webhooks/wh_none")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Pages_about_what_was_done_fit_a_phone_and_a_desk_in_light_and_dark_and_axe_finds_nothing_serious()
    {
        await using var api = await HookedApi.StartAsync(pages: true);
        await SampleArticle.LoadIntoNewAsync(api.Api.Store, api.Api.Ids, CancellationToken.None);
        var paths = await HappenedAsync(api);
        await using var browser = await Browser.StartAsync();
        var (page, complaints) = await browser.OpenAsync(new Uri(api.Api.Http.BaseAddress!, "/sign-in"));
        await Looks.SignInAsync(page, api.Api, Role.Admin);
        var found = new List<string>();
        foreach (var path in paths)
        {
            await page.GotoAsync(new Uri(api.Api.Http.BaseAddress!, path).ToString());
            await Assertions.Expect(page.Locator(".error-page")).ToHaveCountAsync(0);
            found.AddRange((await Looks.ProblemsAsync(page)).Select(problem => $"{path}: {problem}"));
        }
        found.ShouldBeEmpty();
        complaints.ShouldBeEmpty();
    }

    /// <summary>Merges, imports and fails to deliver, and gives the pages that show it.</summary>
    private static async Task<string[]> HappenedAsync(HookedApi api)
    {
        api.Target.Answer = (_, _) => Task.FromResult(503);
        var (webhook, _) = await api.CreateAsync();
        var made = await api.Api.DataAsync(
            """
            mutation {
              merge(input: {
                from: "key:x-uk-reasons-not-signing", into: "key:x-full-fact-criticises-uk", reason: "The same.", force: true
              }) { userErrors { message } }
            }
            """
        );
        made["merge"]!["userErrors"]!.AsArray().ShouldBeEmpty();
        await api.UntilAsync(webhook, w => w["deadLetters"]!.AsArray().Count == 1);
        var job = new ImportJob
        {
            Id = "job_aaaaaaaaaa",
            State = ImportState.Waiting,
            Input = "claims-of-a-long-week-with-a-name-that-is-longer-than-a-phone-is-wide.json",
            Format = "claimgraph",
            StartedBy = "key:tests",
            CreatedAt = DateTimeOffset.UnixEpoch,
            SavedAt = DateTimeOffset.UnixEpoch,
        };
        await api.Api.Store.Jobs.AddAsync(job, TestContext.Current.CancellationToken);
        var ids = await api.Api.DataAsync(
            """
            {
              statement(key: "x-full-fact-criticises-uk") { mergedFrom { nodes { id } } }
              reviews(first: 1) { nodes { id } }
            }
            """
        );
        return
        [
            $"/records/{ids["statement"]!["mergedFrom"]!["nodes"]![0]!["id"]}/unmerge",
            "/statements/x-full-fact-criticises-uk",
            $"/reviews/{ids["reviews"]!["nodes"]![0]!["id"]}/edit",
            "/imports",
            $"/imports/{job.Id}",
            "/webhooks",
            $"/webhooks/{webhook}",
        ];
    }
}
