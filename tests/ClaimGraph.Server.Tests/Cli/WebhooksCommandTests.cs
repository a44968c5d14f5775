using System.Text.Json.Nodes;
using ClaimGraph.Following;
using ClaimGraph.Sqlite;
using ClaimGraph.Webhooks;

namespace ClaimGraph.Server.Tests.Cli;

/// <summary>Webhooks from the command line, beside the server that sends to them.</summary>
public sealed class WebhooksCommandTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Webhook_is_listed_and_shown_with_its_dead_letters_but_not_its_secret()
    {
        await using var store = await WithWebhookAsync();
        (await _folder.RunAsync("webhooks list")).Output.ShouldBe(
            "wh_1  active, 'desk', https://desk.example/hook, told up to revision 0\n"
        );
        var (_, shown, _) = await _folder.RunAsync("webhooks show wh_1 --json");
        var webhook = JsonNode.Parse(shown)!;
        webhook["deadLetters"]!.AsArray().Select(l => l!["key"]!.GetValue<string>()).ShouldBe(["7"]);
        webhook["attempts"]!.AsArray().Select(a => a!["outcome"]!.GetValue<string>()).ShouldBe(["givenup"]);
        shown.ShouldNotContain("hidden");
        (await _folder.RunAsync("webhooks show wh_1")).Output.ShouldContain("dead 7, 2026-11-01T10:00:00Z: 10 attempts, Gone.");
    }

    [Fact]
    public async Task Dead_letters_are_due_again_after_retry()
    {
        await using var store = await WithWebhookAsync();
        (await _folder.RunAsync("webhooks retry wh_1")).Output.ShouldBe("wh_1  1 dead letters will be sent again\n");
        (await store.Followers.LettersAsync("wh_1", dead: true, null, 10)).ShouldBeEmpty();
        (await store.Followers.LettersAsync("wh_1", dead: false, null, 10)).ShouldHaveSingleItem().Attempts.ShouldBe(0);
    }

    [Fact]
    public async Task Replay_goes_back_to_a_revision_and_not_beyond_the_head()
    {
        await using var store = await WithWebhookAsync();
        (await _folder.RunAsync("webhooks replay wh_1 --after 0")).Output.ShouldBe(
            "wh_1  is told of what was committed after revision 0\n"
        );
        (await store.Followers.FindAsync("wh_1"))!.Version.ShouldBe(2);
        (await _folder.RunAsync("webhooks replay wh_1 --after 1")).Error.ShouldContain("--after is a revision from 0 to 0.");
        (await _folder.RunAsync("webhooks show wh_2")).Error.ShouldContain(
            "There is no webhook 'wh_2'; 'claimgraph webhooks list' shows all."
        );
    }

    private async Task<IClaimStore> WithWebhookAsync()
    {
        var store = await SqliteStore.OpenAsync(new SqliteOptions { Path = _folder["claimgraph.db"] }, TimeProvider.System);
        var settings = new WebhookSettings
        {
            Name = "desk",
            Url = "https://desk.example/hook",
            Secret = "hidden",
            CreatedBy = "admin",
        };
        await store.Followers.AddAsync(
            new Follower
            {
                Id = "wh_1",
                Settings = settings.ToJson(),
                CreatedAt = At,
            }
        );
        await store.Followers.PutAsync(new Letter("wh_1", "7", 7, 10, DueAt: null, At, "Gone."));
        await store.Followers.NoteAsync(new Attempt("wh_1", "7", 10, At, 12, 410, "Gone.", AttemptOutcome.GivenUp), keep: 10);
        return store;
    }
}
