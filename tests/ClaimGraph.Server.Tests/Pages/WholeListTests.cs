using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClaimGraph.Server.Tests.GraphQL;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>What the page of a claim shows the beginning of is one step away as a whole.</summary>
public sealed partial class WholeListTests(SampleSite site) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task All_evidence_of_a_stance_is_one_step_from_a_claim_and_in_pages()
    {
        await using var api = await SampleSite.StartAsync();
        await EnterAsync(api, rebuttals: 23);

        var claim = await SampleSite.TextAsync(api.Http, "/statements/disputed");
        claim.ShouldContain("All 23 pieces of evidence");
        claim.ShouldContain("href=\"/statements/disputed/arguments?stance=REBUTS\"");
        Notes(claim).ShouldBe(Enumerable.Range(1, 10).Select(i => $"Rebuttal {i}.").Append("Support."), ignoreOrder: true);

        var first = await SampleSite.TextAsync(api.Http, "/statements/disputed/arguments?stance=REBUTS");
        Notes(first).ShouldBe(Enumerable.Range(1, 20).Select(i => $"Rebuttal {i}."));
        var next = await SampleSite.TextAsync(api.Http, NextPage().Match(first).Groups[1].Value.Replace("&amp;", "&"));
        Notes(next).ShouldBe(Enumerable.Range(21, 3).Select(i => $"Rebuttal {i}."));
        next.ShouldContain("rel=\"prev\"");
        Notes(await SampleSite.TextAsync(api.Http, "/statements/disputed/arguments?stance=SUPPORTS")).ShouldBe(["Support."]);
    }

    [Fact]
    public async Task A_history_is_written_in_words_and_goes_on_until_its_beginning()
    {
        await using var api = await SampleSite.StartAsync();
        await EnterAsync(api, rebuttals: 7);
        var id = (await api.DataAsync("""{ statement(key: "disputed") { id } }"""))["statement"]!["id"]!.GetValue<string>();
        await api.DataAsync(
            "mutation($id: ID!) { updateStatement(input: { id: $id, version: 1, checkable: false, kind: OPINION, language: \"it\", "
                + "topics: [\"a\", \"geopolitics\"] }) { userErrors { message } } }",
            new { id }
        );

        var claim = await SampleSite.TextAsync(api.Http, "/statements/disputed");
        claim.ShouldContain($"href=\"/records/{id}/history\"");
        foreach (
            var shown in new[]
            {
                "<ins>Opinion</ins>",
                "<ins>Italiano</ins>",
                "<del>Yes</del>",
                "<ins>No</ins>",
                "<ins>a; geopolitics</ins>",
            }
        )
            claim.ShouldContain(shown);

        var all = await SampleSite.TextAsync(api.Http, $"/records/{id}/history");
        Entries(all).ShouldBe(10); // the claim, the change, seven rebuttals and the support
        var italian = await SampleSite.TextAsync(api.Http, $"/records/{id}/history", ("Accept-Language", "it"));
        italian.ShouldContain("verificabile (true o false)");
    }

    [Theory, InlineData("en", "role: Hosted"), InlineData("it", "ruolo: Ha ospitato")]
    public async Task Values_of_a_history_that_name_records_link_to_them(string language, string role)
    {
        await using var api = await SampleSite.StartAsync();
        var data = await api.DataAsync(
            """
            {
              event(key: "ai-action-summit-paris") { id version }
              source(key: "src-article") { id version }
              altman: actor(key: "sam-altman") { id }
            }
            """
        );
        var done = await api.DataAsync(
            """
            mutation($event: UpdateEventInput!, $source: UpdateSourceInput!) {
              updateEvent(input: $event) { userErrors { message } }
              updateSource(input: $source) { userErrors { message } }
            }
            """,
            new
            {
                @event = new
                {
                    id = (string?)data["event"]!["id"],
                    version = (int)data["event"]!["version"]!,
                    participations = new[] { new { actorId = "key:sam-altman", role = "HOSTED" } },
                },
                source = new
                {
                    id = (string?)data["source"]!["id"],
                    version = (int)data["source"]!["version"]!,
                    publisherId = "key:sam-altman",
                },
            }
        );
        done.ToJsonString().ShouldBe("""{"updateEvent":{"userErrors":[]},"updateSource":{"userErrors":[]}}""");
        const string link = "<a href=\"/actors/sam-altman\" dir=\"auto\">Sam Altman</a>";
        (await PastOf("/sources/src-article")).ShouldContain($"<ins>{link}</ins>");
        (await PastOf($"/records/{data["source"]!["id"]}/history")).ShouldContain($"<ins>{link}</ins>");
        var participations = await PastOf("/events/ai-action-summit-paris");
        participations.ShouldContain($"{link} · {role}");
        participations.ShouldNotContain((string)data["altman"]!["id"]!);

        async Task<string> PastOf(string path)
        {
            var html = await SampleSite.TextAsync(api.Http, path, ("Accept-Language", language));
            return System.Net.WebUtility.HtmlDecode(html.Split("<ol class=\"history\">")[1].Split("</ol>")[0]);
        }
    }

    [Fact]
    public async Task Every_kind_of_page_with_a_history_has_all_of_it()
    {
        foreach (
            var query in new[] { "actor(key: \"sam-altman\")", "source(key: \"src-article\")", "event(key: \"ai-action-summit-paris\")" }
        )
        {
            var id = (await site.Api.DataAsync($"{{ found: {query} {{ id }} }}"))["found"]!["id"]!.GetValue<string>();
            Entries(await site.TextAsync($"/records/{id}/history")).ShouldBe(1);
        }
    }

    private static async Task EnterAsync(Api api, int rebuttals)
    {
        await api.DataAsync(
            """
            mutation {
              createStatement(input: { key: "disputed", text: "It is disputed.", language: "en" }) { userErrors { message } }
            }
            """
        );
        await ArgueAsync(api, "SUPPORTS", "Support.");
        for (var i = 1; i <= rebuttals; i++)
            await ArgueAsync(api, "REBUTS", $"Rebuttal {i}.");
    }

    private static Task<JsonNode> ArgueAsync(Api api, string stance, string note) =>
        api.DataAsync(
            "mutation($input: AddEvidenceInput!) { addEvidence(input: $input) { userErrors { message } } }",
            new
            {
                input = new
                {
                    targetId = "key:disputed",
                    stance,
                    note,
                    source = new { url = $"https://example.org/{Uri.EscapeDataString(note)}", title = note },
                },
            }
        );

    private static string[] Notes(string html) => [.. Note().Matches(html).Select(m => m.Groups[1].Value)];

    private static int Entries(string html) => Stamp().Count(html);

    [GeneratedRegex("<p class=\"note\" dir=\"auto\">([^<]+)</p>")]
    private static partial Regex Note();

    [GeneratedRegex("<p class=\"stamp\">")]
    private static partial Regex Stamp();

    [GeneratedRegex("rel=\"next\" href=\"([^\"]+)\"")]
    private static partial Regex NextPage();
}
