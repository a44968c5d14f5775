using System.Net;
using ClaimGraph.Access;
using ClaimGraph.Jobs;
using ClaimGraph.Pages;
using ClaimGraph.Server.Access;
using ClaimGraph.Server.Imports;
using ClaimGraph.Server.Tests.GraphQL;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>Files are sent on a page, which shows how far they are and what could not be taken.</summary>
public sealed class ImportPageTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claimgraph-import-pages-");
    private Api _api = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new UploadOptions { Folder = _folder.FullName, MaxBytes = 100_000 };
        _api = await Api.StartAsync(
            access: new AccessOptions(),
            services: services =>
            {
                services.AddClaimGraphPages();
                services.AddImports(options);
            },
            endpoints: app =>
            {
                app.MapClaimGraphPages();
                app.MapImports();
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_is_sent_and_followed_on_its_page()
    {
        using var desk = await Desk.WithAsync(_api, Role.Reviewer);
        (await desk.ReadAsync("/imports")).Html.ShouldContain("Nothing has been imported yet");
        using var sent = await SendAsync("""{"format":"claimgraph/1","statements":[{"key":"s","text":"S"},{"key":"wrong"}]}""");
        sent.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var page = sent.Headers.Location!.ToString();
        page.ShouldStartWith("/imports/job_");
        await EndedAsync(page.Split('/')[^1]);
        var html = (await desk.ReadAsync(page)).Html;
        html.ShouldContain("<strong>Done</strong>");
        html.ShouldContain("claims.json:/statements/1/text");
        html.ShouldNotContain("Cancel the import");
        var list = (await desk.ReadAsync("/imports")).Html;
        list.ShouldContain($"<a href=\"{page}\" dir=\"auto\">claims.json</a>");
        list.ShouldContain("1 was left out");
        using var cut = await SendAsync("""{"format":"claimgraph/1","statements":[""");
        var failed = cut.Headers.Location!.ToString();
        await EndedAsync(failed.Split('/')[^1]);
        (await desk.ReadAsync("/imports")).Html.ShouldContain("It may have been cut off.");
        var why = (await desk.ReadAsync(failed)).Html;
        why.ShouldContain("<strong class=\"warn\">Failed</strong>");
        why.Split("It may have been cut off.").Length.ShouldBe(2, "it is said once");
    }

    [Fact]
    public async Task A_file_that_cannot_be_taken_leads_back_to_the_form()
    {
        using var sent = await SendAsync("");
        sent.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        sent.Headers.Location!.ToString().ShouldBe("/imports?refused=INVALID_ARGUMENT");
        using var large = await SendAsync(new string(' ', 100_001));
        large.Headers.Location!.ToString().ShouldBe("/imports?refused=BODY_TOO_LARGE");
        using var desk = await Desk.WithAsync(_api, Role.Reviewer);
        (await desk.ReadAsync("/imports?refused=BODY_TOO_LARGE")).Html.ShouldContain("The file is too large for this server.");
    }

    [Fact]
    public async Task One_that_waits_is_cancelled()
    {
        var now = DateTimeOffset.UnixEpoch;
        var job = new ImportJob
        {
            Id = "job_aaaaaaaaaa",
            State = ImportState.Waiting,
            Input = "waiting.json",
            Format = "claimgraph",
            StartedBy = "key:tests",
            CreatedAt = now,
            SavedAt = now,
        };
        await _api.Store.Jobs.AddAsync(job, TestContext.Current.CancellationToken);
        using var desk = await Desk.WithAsync(_api, Role.Contributor);
        (await desk.ReadAsync($"/imports/{job.Id}")).Html.ShouldContain("Cancel the import");
        using var answer = await desk.SendAsync($"/imports/{job.Id}");
        answer.Headers.Location!.ToString().ShouldBe($"/imports/{job.Id}");
        (await _api.Store.Jobs.FindAsync(job.Id, TestContext.Current.CancellationToken))!.State.ShouldBe(ImportState.Cancelled);
        (await desk.ReadAsync($"/imports/{job.Id}")).Html.ShouldContain("Cancelled");
        using var none = await desk.GetAsync("/imports/job_none");
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Strangers_are_asked_to_sign_in_and_contributors_see_no_form()
    {
        using var stranger = await _api.ClientAsync(null);
        using var answer = await SampleSite.GetAsync(stranger, "/imports");
        answer.RequestMessage!.RequestUri!.PathAndQuery.ShouldBe("/sign-in?next=%2Fimports");
        using var reader = await Desk.WithAsync(_api, Role.Reader);
        using var refused = await reader.GetAsync("/imports");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var contributor = await Desk.WithAsync(_api, Role.Contributor);
        (await contributor.ReadAsync("/imports")).Html.ShouldNotContain("type=\"file\"");
    }

    private async Task<HttpResponseMessage> SendAsync(string content)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _api.Http.BaseAddress };
        var key = await _api.Keys.CreateAsync("sender", Role.Reviewer, null, "tests", TestContext.Current.CancellationToken);
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {key.Secret}");
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        using var form = new MultipartFormDataContent { { new StringContent(content), "file", "claims.json" } };
        return await client.PostAsync(new Uri("/import", UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    private async Task EndedAsync(string id)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await _api.Store.Jobs.FindAsync(id, late.Token)) is not { HasEnded: true })
            await Task.Delay(20, late.Token);
    }
}
