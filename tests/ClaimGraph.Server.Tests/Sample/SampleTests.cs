using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Changes;
using ClaimGraph.Import;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Tests.Import;

namespace ClaimGraph.Server.Tests.Sample;

/// <summary>The sample, as it stands in its file and as it stands in a store.</summary>
public sealed class SampleTests
{
    private static readonly byte[] TextBytes = Bytes("article.it.txt");
    private static readonly Rune[] Article = [.. Encoding.UTF8.GetString(TextBytes).EnumerateRunes()];
    private static readonly JsonElement File = JsonDocument.Parse(Bytes("article.json")).RootElement;

    [Fact]
    public void The_text_is_the_article_to_the_byte()
    {
        Convert.ToHexStringLower(SHA256.HashData(TextBytes)).ShouldBe("6eb080ee9acb41a7a5d95f4ae5873019ec9278359583cfc355623fd8fa7fcad6");
        Article.Length.ShouldBe(6828);
    }

    [Fact]
    public void It_holds_the_45_assertions_of_the_article_and_15_statements_of_others()
    {
        var appearances = Records("appearances");
        appearances.Count(a => Text(a, "source") == "src-article").ShouldBe(45);
        appearances.Count(a => Text(a, "source") != "src-article").ShouldBe(15);
        appearances
            .Select(a => Text(a, "statement"))
            .Order(StringComparer.Ordinal)
            .ShouldBe(Records("statements").Select(s => Text(s, "key")).Order(StringComparer.Ordinal));
        appearances.ShouldAllBe(a => Text(a, "actor") != null);
    }

    [Theory]
    [InlineData("sources", 119)]
    [InlineData("events", 20)]
    [InlineData("statements", 60)]
    [InlineData("reviews", 36)]
    [InlineData("relations", 1)]
    public void It_is_complete(string list, int count) => Records(list).Length.ShouldBe(count);

    [Fact]
    public void Its_evidence_rests_on_155_sources_and_24_statements()
    {
        var evidence = Records("evidence");
        var cited = evidence.Where(e => e.GetProperty("basis").TryGetProperty("source", out _)).Select(e => Text(e, "stance")).ToArray();
        (cited.Count(s => s == "SUPPORTS"), cited.Count(s => s == "REBUTS"), cited.Count(s => s == "CONTEXT")).ShouldBe((81, 47, 27));
        evidence.Count(e => e.GetProperty("basis").TryGetProperty("statement", out _)).ShouldBe(24);
    }

    [Fact]
    public void Every_quote_stands_in_the_article_at_its_offsets()
    {
        var anchors = Records("appearances").Where(a => Text(a, "source") == "src-article").Select(a => a.GetProperty("anchor")).ToArray();
        anchors.Length.ShouldBe(45);
        foreach (var anchor in anchors)
        {
            var passage = Article[anchor.GetProperty("start").GetInt32()..anchor.GetProperty("end").GetInt32()];
            string.Concat(passage.Select(r => r.ToString())).ShouldBe(Text(anchor, "exact"));
            Text(anchor, "language").ShouldBe("it");
        }
    }

    [Fact]
    public async Task It_is_loaded_into_a_new_store_and_a_second_time_changes_nothing()
    {
        await using var desk = await Desk.OpenAsync();
        (await LoadAsync(desk))!.Count(Outcome.Created).ShouldBe(646);
        var second = (await LoadAsync(desk))!;
        (second.Count(Outcome.Unchanged), second.Revision).ShouldBe((646, 8));
        (await desk.Store.SnapshotsAsync([(await desk.FindAsync<Source>("src-article")).Id]))[0]
            .ShouldBe(Encoding.UTF8.GetString(TextBytes));
    }

    [Fact]
    public async Task It_has_an_undercut_a_joint_premise_a_superseded_claim_and_copies_of_one_origin()
    {
        await using var desk = await Desk.OpenAsync();
        await LoadAsync(desk);
        var order = await desk.FindAsync<Evidence>("link-18");
        (order.Derived.RebutCount, (await desk.FindAsync<Evidence>("link-19")).Content.Target).ShouldBe((2, order.Id));

        var joint = await desk.FindAsync<Evidence>("link-05");
        joint.Content.JointWith.ShouldBe((await desk.FindAsync<Evidence>("link-04")).Id);

        var proposal = await desk.FindAsync<Statement>("x-openai-urges-prc-model-bans");
        proposal.Derived.Attention.HasFlag(Attention.Superseded).ShouldBeTrue();

        var original = await desk.FindAsync<Source>("src-conversation-article");
        foreach (var copy in (string[])["src-thisweekinai", "src-policypioneer"])
            (await desk.FindAsync<Source>(copy)).Derived.Origin.ShouldBe(original.Id);
    }

    [Fact]
    public async Task A_store_that_somebody_wrote_to_is_left_alone()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.CommitAsync(new Create(desk.Ids.Next(NodeKind.Actor), new ActorContent { Name = "Somebody" }));
        (await LoadAsync(desk)).ShouldBeNull();
        (await desk.Store.HeadAsync()).Revision.ShouldBe(1);
    }

    [Fact]
    public async Task What_users_changed_in_the_sample_stays()
    {
        await using var desk = await Desk.OpenAsync();
        await LoadAsync(desk);
        var statement = await desk.FindAsync<Statement>("only-us-uk-did-not-sign");
        await desk.CommitAsync(new Update(statement.Id, statement.Version, statement.Content with { Note = "Mine." }));
        (await LoadAsync(desk)).ShouldBeNull();
        (await desk.FindAsync<Statement>("only-us-uk-did-not-sign")).Content.Note.ShouldBe("Mine.");
    }

    [Fact]
    public async Task Loading_that_was_interrupted_is_completed_at_the_next_start()
    {
        await using var desk = await Desk.OpenAsync();
        var part = JsonNode.Parse(Bytes("article.json"))!.AsObject();
        foreach (var later in (string[])["statements", "appearances", "evidence", "reviews", "relations"])
            part.Remove(later);
        using (
            var input = new ImportInput(
                SampleArticle.Name,
                new MemoryStream(Encoding.UTF8.GetBytes(part.ToJsonString())),
                SampleArticle.Open
            )
        )
            await new Importer(desk.Store, desk.Ids).RunAsync(input, null, TestContext.Current.CancellationToken);
        (await desk.Store.HeadAsync()).Revision.ShouldBe(3);

        var rest = (await LoadAsync(desk))!;
        (rest.Count(Outcome.Unchanged), rest.Count(Outcome.Created), rest.Revision).ShouldBe((310, 336, 8));
    }

    private static async Task<ImportResult?> LoadAsync(Desk desk) =>
        await SampleArticle.LoadIntoNewAsync(desk.Store, desk.Ids, TestContext.Current.CancellationToken);

    private static JsonElement[] Records(string list) => [.. File.GetProperty(list).EnumerateArray()];

    private static string? Text(JsonElement record, string field) => record.TryGetProperty(field, out var value) ? value.GetString() : null;

    private static byte[] Bytes(string file)
    {
        using var stream = SampleArticle.Open(file)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
