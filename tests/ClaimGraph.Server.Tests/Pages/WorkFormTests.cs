using System.Net;
using System.Text.RegularExpressions;
using ClaimGraph.Access;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>What the forms do to the graph.</summary>
public sealed class WorkFormTests(SampleSite site) : IClassFixture<SampleSite>
{
    private const string Stock = "/statements/only-us-uk-did-not-sign";
    private const string Other = "/statements/hegemonic-logic-little-appeal";

    [Fact]
    public async Task A_verdict_is_entered_with_its_reviewer_and_what_it_rests_on()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Reviewer);
        (await desk.ReadAsync($"{Other}/review")).Html.ShouldContain("value=\"MOSTLY_UNSUPPORTED\"");
        (string, string)[] review =
        [
            ("form", "r1"),
            ("verdict", "MOSTLY_SUPPORTED"),
            ("explanation", "It holds by and large."),
            ("rating", "Half true"),
            ("reviewer", "Desk of the Daily"),
            ("reviewedOn", "2025-03"),
        ];
        using var answer = await desk.SendAsync($"{Other}/review", review);
        answer.Headers.Location!.ToString().ShouldBe($"{Other}?done=review#verdicts", await Desk.HtmlAsync(answer));
        var before = await RevisionAsync();
        using var again = await desk.SendAsync($"{Other}/review", review);
        again.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await RevisionAsync()).ShouldBe(before);
        var html = (await desk.ReadAsync(Other)).Html;
        html.ShouldContain("It holds by and large.");
        html.ShouldContain("Half true");
        html.ShouldContain("/actors/desk-of-the-daily");
    }

    [Fact]
    public async Task Who_is_no_reviewer_proposes_a_verdict()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Contributor);
        using var answer = await desk.SendAsync(
            $"{Other}/review",
            ("form", "r2"),
            ("verdict", "MIXED"),
            ("reviewer", "Ida"),
            ("explanation", "Not yet.")
        );
        (await Desk.HtmlAsync(answer)).ShouldContain("A reviewer will look at it.");
        (await desk.ReadAsync(Other)).Html.ShouldNotContain("Not yet.");
    }

    [Fact]
    public async Task What_says_nearly_the_same_is_shown_before_a_claim_is_saved()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Contributor);
        const string text = "Only the representatives of the United States and the United Kingdom did sign.";
        (string, string)[] claim =
        [
            ("form", "s1"),
            ("text", text),
            ("kind", "FACT"),
            ("language", "en"),
            ("checkable", "true"),
            ("topics", "governance, summits"),
            ("actor", "Ann Example"),
            ("url", "https://example.org/ann"),
            ("title", "Ann speaks"),
            ("saidOn", "2025-02-12"),
        ];
        var before = await RevisionAsync();
        using var asked = await desk.SendAsync("/statements/new", claim);
        var html = await Desk.HtmlAsync(asked);
        asked.StatusCode.ShouldBe(HttpStatusCode.OK);
        html.ShouldContain("Is it one of these?");
        html.ShouldContain("Only the representatives of the United States and the United Kingdom did not sign.");
        (await RevisionAsync()).ShouldBe(before);
        using var saved = await desk.SendAsync("/statements/new", [.. claim, ("seen", text)]);
        var address = saved.Headers.Location.ShouldNotBeNull(await Desk.HtmlAsync(saved)).ToString();
        (await RevisionAsync()).ShouldBe(before + 1);
        var page = (await desk.ReadAsync(address)).Html;
        page.ShouldContain(text);
        page.ShouldContain("Ann Example");
        page.ShouldContain("12 February 2025");
        using var again = await desk.SendAsync("/statements/new", [.. claim, ("seen", text)]);
        again.Headers.Location!.ToString().ShouldBe(address);
        (await RevisionAsync()).ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_claim_that_is_there_is_not_entered_again_but_said_once_more()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Contributor);
        const string text = "Only the representatives of the United States and the United Kingdom did not sign.";
        using var saved = await desk.SendAsync(
            "/statements/new",
            ("form", "s2"),
            ("text", text),
            ("kind", "OPINION"),
            ("seen", text),
            ("actor", "Somebody New")
        );
        saved.Headers.Location!.ToString().ShouldStartWith(Stock, customMessage: await Desk.HtmlAsync(saved));
        var page = (await desk.ReadAsync(Stock)).Html;
        page.ShouldContain("Somebody New");
        page.ShouldContain("<span>Fact</span>");
    }

    [Fact]
    public async Task Who_said_a_claim_is_added()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Contributor);
        (await desk.ReadAsync($"{Other}/appearance")).Status.ShouldBe(200);
        using var empty = await desk.SendAsync($"{Other}/appearance", ("form", "a0"));
        empty.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var answer = await desk.SendAsync($"{Other}/appearance", ("form", "a1"), ("actor", "Beate Example"), ("saidOn", "2024"));
        answer.Headers.Location!.ToString().ShouldBe($"{Other}?done=appearance#words", await Desk.HtmlAsync(answer));
        (await desk.ReadAsync(Other)).Html.ShouldContain("/actors/beate-example");
    }

    [Fact]
    public async Task Who_edits_does_not_overwrite_what_changed_meanwhile()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Contributor);
        var path = await EditableAsync();
        var html = (await desk.ReadAsync($"{path}/edit")).Html;
        var fields = FieldsOf(html);
        using var first = await desk.SendAsync($"{path}/edit", With(fields, "note", "First."));
        first.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await Desk.HtmlAsync(first));
        using var stale = await desk.SendAsync($"{path}/edit", With(fields, "note", "Second."));
        stale.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var shown = await Desk.HtmlAsync(stale);
        shown.ShouldContain("Now it says: First.");
        shown.ShouldContain("Second.");
        using var second = await desk.SendAsync($"{path}/edit", With(FieldsOf(shown), "note", "Second."));
        second.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await Desk.HtmlAsync(second));
        (await desk.ReadAsync(path)).Html.ShouldContain("Note: Second.");
    }

    [Fact]
    public async Task Evidence_is_edited_retracted_restored_and_the_revision_is_undone()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Reviewer);
        var id = (
            await site.Api.DataAsync(
                """{ statement(key: "only-us-uk-did-not-sign") { evidence(stance: REBUTS, first: 1) { nodes { id } } } }"""
            )
        )["statement"]!["evidence"]!["nodes"]![0]!["id"]!.GetValue<string>();
        var fields = FieldsOf((await desk.ReadAsync($"/evidence/{id}/edit")).Html);
        using var edited = await desk.SendAsync($"/evidence/{id}/edit", With(With(fields, "strength", "0.9"), "stance", "REBUTS"));
        edited.Headers.Location!.ToString().ShouldBe($"{Stock}?done=edit#{id}", await Desk.HtmlAsync(edited));
        (await desk.ReadAsync($"/records/{id}/retract")).Html.ShouldContain("did not sign");
        using var without = await desk.SendAsync($"/records/{id}/retract", ("form", "w0"));
        (await Desk.HtmlAsync(without)).ShouldContain("Enter a reason; the history keeps it.");
        using var retracted = await desk.SendAsync($"/records/{id}/retract", ("form", "w1"), ("reason", "A mistake."));
        retracted.Headers.Location!.ToString().ShouldBe($"{Stock}?done=retract");
        (await StatusAsync(id)).ShouldBe("RETRACTED");
        var revision = await RevisionAsync();
        using var restored = await desk.SendAsync($"/records/{id}/restore", ("form", "w2"));
        (await StatusAsync(id)).ShouldBe("ACTIVE");
        (await desk.ReadAsync($"/revisions/{revision + 1}/revert?next={Stock}")).Html.ShouldContain("Undo");
        using var reverted = await desk.SendAsync(
            $"/revisions/{revision + 1}/revert?next={Stock}",
            ("form", "w3"),
            ("reason", "It was a mistake after all.")
        );
        reverted.Headers.Location!.ToString().ShouldBe($"{Stock}?done=revert", await Desk.HtmlAsync(reverted));
        (await StatusAsync(id)).ShouldBe("RETRACTED");
        using var back = await desk.SendAsync($"/records/{id}/restore", ("form", "w4"));
        (await StatusAsync(id)).ShouldBe("ACTIVE");
    }

    [Fact]
    public async Task A_source_is_marked_as_corrected_and_a_claim_cannot_be()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Reviewer);
        var data = await site.Api.DataAsync("""{ source(key: "src-digwatch") { id } statement(key: "only-us-uk-did-not-sign") { id } }""");
        var id = data["source"]!["id"]!.GetValue<string>();
        (await desk.ReadAsync("/sources/src-digwatch")).Html.ShouldContain($"/records/{id}/correct");
        using var silent = await desk.SendAsync($"/records/{id}/correct", ("form", "k0"));
        (await Desk.HtmlAsync(silent)).ShouldContain("Enter a reason");
        using var answer = await desk.SendAsync($"/records/{id}/correct", ("form", "k1"), ("reason", "The list was completed."));
        answer.Headers.Location!.ToString().ShouldBe("/sources/src-digwatch?done=correct", await Desk.HtmlAsync(answer));
        (await StatusAsync(id)).ShouldBe("CORRECTED");
        (await desk.ReadAsync("/sources/src-digwatch")).Html.ShouldContain("The list was completed.");
        using var restored = await desk.SendAsync($"/records/{id}/restore", ("form", "k2"));
        (await StatusAsync(id)).ShouldBe("ACTIVE");
        (await desk.ReadAsync($"/records/{data["statement"]!["id"]!.GetValue<string>()}/correct")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Claims_are_merged_after_a_look_at_what_that_changes()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Reviewer);
        var (from, into) = (await ClaimAsync("Merging is a thing."), await ClaimAsync("Merging is one good thing."));
        (await desk.ReadAsync($"/statements/{from}/merge")).Html.ShouldContain($"/statements/{from}/merge?into={into}");
        var preview = (await desk.ReadAsync($"/statements/{from}/merge?into=/statements/{into}")).Html;
        preview.ShouldContain("What would change");
        preview.ShouldContain("Merging is one good thing.");
        using var merged = await desk.SendAsync($"/statements/{from}/merge?into={into}", ("form", "m1"), ("reason", "The same."));
        merged.Headers.Location!.ToString().ShouldBe($"/statements/{into}?done=merge", await Desk.HtmlAsync(merged));
        (await desk.ReadAsync($"/statements/{from}")).Html.ShouldContain("Merging is one good thing.");
        (await desk.ReadAsync($"/statements/{into}/merge?into=nothing")).Html.ShouldContain("There is no such claim to merge into.");
        using var contributor = await Desk.WithAsync(site.Api, Role.Contributor);
        (await contributor.ReadAsync($"/statements/{into}/merge")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_merge_is_taken_back_after_a_look_at_what_that_changes()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Reviewer);
        var (from, into) = (await ClaimAsync("Apples are red fruit."), await ClaimAsync("Apples are a red fruit."));
        using var said = await desk.SendAsync($"/statements/{from}/appearance", ("form", "u0"), ("actor", "Una Example"));
        using var merged = await desk.SendAsync($"/statements/{from}/merge?into={into}", ("form", "u1"), ("reason", "The same."));
        merged.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await Desk.HtmlAsync(merged));
        (await desk.ReadAsync($"/statements/{into}")).Html.ShouldContain($"/records/{from}/unmerge");
        var preview = (await desk.ReadAsync($"/records/{from}/unmerge")).Html;
        preview.ShouldContain("Apples are red fruit.");
        preview.ShouldContain("Apples are a red fruit.");
        preview.ShouldContain("1 record would name it again.");
        preview.ShouldNotContain("0 links");
        using var silent = await desk.SendAsync($"/records/{from}/unmerge", ("form", "u2"));
        (await Desk.HtmlAsync(silent)).ShouldContain("Enter a reason");
        using var back = await desk.SendAsync($"/records/{from}/unmerge", ("form", "u3"), ("reason", "They differ."));
        back.Headers.Location!.ToString().ShouldBe($"/statements/{from}?done=unmerge", await Desk.HtmlAsync(back));
        var page = (await desk.ReadAsync($"/statements/{from}?done=unmerge")).Html;
        page.ShouldContain("it stands for itself again");
        page.ShouldContain("Una Example");
        (await desk.ReadAsync($"/statements/{into}")).Html.ShouldNotContain("/unmerge");
        (await desk.ReadAsync($"/records/{from}/unmerge")).Status.ShouldBe(404);
        using var contributor = await Desk.WithAsync(site.Api, Role.Contributor);
        (await contributor.ReadAsync($"/records/{from}/unmerge")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_source_is_edited_and_what_changed_meanwhile_is_shown()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Contributor);
        (await desk.ReadAsync("/sources/src-digwatch")).Html.ShouldContain("/sources/src-digwatch/edit");
        var fields = FieldsOf((await desk.ReadAsync("/sources/src-digwatch/edit")).Html);
        fields = With(With(fields, "note", "Read twice."), "reliability", "B");
        using var unknown = await desk.SendAsync("/sources/src-digwatch/edit", With(fields, "publisher", "Nobody At All"));
        (await Desk.HtmlAsync(unknown)).ShouldContain("<a href=\"#f-publisher\">Nobody here has this name.");
        using var wrong = await desk.SendAsync("/sources/src-digwatch/edit", With(fields, "url", "no address"));
        (await Desk.HtmlAsync(wrong)).ShouldContain("<a href=\"#f-url\">");
        using var saved = await desk.SendAsync("/sources/src-digwatch/edit", With(fields, "publisher", "Rethink Research"));
        saved.Headers.Location!.ToString().ShouldBe("/sources/src-digwatch?done=edit", await Desk.HtmlAsync(saved));
        var source = await site.Api.DataAsync("""{ source(key: "src-digwatch") { note reliability publisher { name } title } }""");
        source["source"]!["note"]!.GetValue<string>().ShouldBe("Read twice.");
        source["source"]!["reliability"]!.GetValue<string>().ShouldBe("B");
        source["source"]!["publisher"]!["name"]!.GetValue<string>().ShouldBe("Rethink Research");
        using var stale = await desk.SendAsync("/sources/src-digwatch/edit", With(fields, "note", "Read thrice."));
        stale.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await Desk.HtmlAsync(stale);
        html.ShouldContain("Now it says: Read twice.");
        html.ShouldContain("Now it says: Rethink Research");
    }

    [Fact]
    public async Task A_verdict_is_edited_with_what_it_rests_on()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Reviewer);
        var review = (
            await site.Api.DataAsync(
                """{ statement(key: "only-us-uk-did-not-sign") { reviews(first: 1) { nodes { id } } evidence { nodes { id } } } }"""
            )
        )["statement"]!;
        var id = review["reviews"]!["nodes"]![0]!["id"]!.GetValue<string>();
        var evidence = review["evidence"]!["nodes"]![0]!["id"]!.GetValue<string>();
        (await desk.ReadAsync(Stock)).Html.ShouldContain($"/reviews/{id}/edit");
        var fields = FieldsOf((await desk.ReadAsync($"/reviews/{id}/edit")).Html);
        fields =
        [
            .. With(With(fields, "explanation", "Looked at again."), "rating", "Half right"),
            ("verdict", "MIXED"),
            ("basedOn", evidence),
        ];
        using var unknown = await desk.SendAsync($"/reviews/{id}/edit", With(fields, "reviewer", "Nobody At All"));
        (await Desk.HtmlAsync(unknown)).ShouldContain("<a href=\"#f-reviewer\">Nobody here has this name.");
        using var saved = await desk.SendAsync($"/reviews/{id}/edit", fields);
        saved.Headers.Location!.ToString().ShouldBe($"{Stock}?done=edit#verdicts", await Desk.HtmlAsync(saved));
        var now = await site.Api.DataAsync("query($id: ID) { review(id: $id) { explanation verdict basedOn { id } } }", new { id });
        now["review"]!
            .ToJsonString()
            .ShouldBe($$$"""{"explanation":"Looked at again.","verdict":"MIXED","basedOn":[{"id":"{{{evidence}}}"}]}""");
        using var stale = await desk.SendAsync($"/reviews/{id}/edit", With(fields, "explanation", "Looked at a third time."));
        stale.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Desk.HtmlAsync(stale)).ShouldContain("Now it says: Looked at again.");
        using var contributor = await Desk.WithAsync(site.Api, Role.Contributor);
        (await contributor.ReadAsync($"/reviews/{id}/edit")).Html.ShouldContain("With your role, you propose");
    }

    [Fact]
    public async Task A_proposal_is_accepted_with_changes_refused_with_a_reason_or_withdrawn()
    {
        using var reader = await Desk.WithAsync(site.Api, Role.Reader);
        using var reviewer = await Desk.WithAsync(site.Api, Role.Reviewer);
        var accepted = await ProposeAsync(reader, "https://example.org/accepted");
        var page = (await reviewer.ReadAsync(accepted)).Html;
        page.ShouldContain("<h1>Add a source link</h1>");
        page.ShouldContain("What would change");
        page.ShouldContain("Source › title");
        page.ShouldNotContain("name=\"in.records.1.evidence.target\""); // what it is about stays
        var fields = With(FieldsOf(page), "in.records.1.evidence.note", "As the reviewer says.");
        using var yes = await reviewer.SendAsync(accepted, [.. fields.Where(f => f.Name is not "act"), ("act", "accept")]);
        yes.Headers.Location!.ToString().ShouldBe($"{accepted}?done=acceptProposal", await Desk.HtmlAsync(yes));
        (await reviewer.ReadAsync(Other)).Html.ShouldContain("As the reviewer says.");

        var refused = await ProposeAsync(reader, "https://example.org/refused");
        using var silent = await reviewer.SendAsync(refused, ("form", "p1"), ("act", "refuse"));
        (await Desk.HtmlAsync(silent)).ShouldContain("Enter a reason");
        using var no = await reviewer.SendAsync(refused, ("form", "p2"), ("act", "refuse"), ("reason", "No source."));
        no.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await reader.ReadAsync(refused)).Html.ShouldContain("No source.");

        var own = await ProposeAsync(reader, "https://example.org/withdrawn");
        var open = (await reader.ReadAsync("/proposals")).Html;
        open.ShouldContain(own);
        open.ShouldContain("As the reader says.");
        using var mine = await reader.SendAsync(own, ("form", "p3"), ("act", "withdraw"));
        mine.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await reader.ReadAsync("/proposals")).Html.ShouldNotContain(own);
        using var late = await reviewer.SendAsync(own, ("form", "p4"), ("act", "accept"));
        (await Desk.HtmlAsync(late)).ShouldContain("is not open any more");
        using var forbidden = await reader.SendAsync(
            await ProposeAsync(reader, "https://example.org/own"),
            ("form", "p5"),
            ("act", "accept")
        );
        forbidden.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Desk.HtmlAsync(forbidden)).ShouldContain("needs the role CONTRIBUTOR");
    }

    [Theory]
    [InlineData("Actor", "name: \"Merged {0}\"", "/actors/")]
    [InlineData("Event", "name: \"Merged {0}\"", "/events/")]
    [InlineData("Source", "title: \"Merged {0}\", url: \"https://merged.example/{0}\"", "/sources/")]
    public async Task What_was_merged_into_a_record_is_on_its_page_with_a_way_back(string type, string input, string place)
    {
        var (from, into) = (await CreateAsync("first"), await CreateAsync("second"));
        var merged = await site.Api.DataAsync(
            "mutation($input: MergeInput!) { merge(input: $input) { userErrors { message } } }",
            new
            {
                input = new
                {
                    from,
                    into,
                    reason = "The same.",
                },
            }
        );
        merged["merge"]!["userErrors"]!.AsArray().ShouldBeEmpty();
        using var desk = await Desk.WithAsync(site.Api, Role.Reviewer);
        var page = (await desk.ReadAsync(place + into)).Html;
        page.ShouldContain("Merged into this");
        page.ShouldContain("Merged first");
        page.ShouldContain($"/records/{from}/unmerge");
        (await desk.ReadAsync($"/records/{from}/unmerge")).Html.ShouldContain("Merged second");

        async Task<string> CreateAsync(string name)
        {
            var node = char.ToLowerInvariant(type[0]) + type[1..];
            var fields = input.Replace("{0}", name, StringComparison.Ordinal);
            var made = await site.Api.DataAsync($$"""mutation { create{{type}}(input: { {{fields}} }) { {{node}} { id } } }""");
            return made[$"create{type}"]![node]!["id"]!.GetValue<string>();
        }
    }

    [Fact]
    public async Task A_check_is_requested_and_reviewers_see_who_waits()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Reader);
        using var answer = await desk.SendAsync($"{Other}/request", ("form", "q1"), ("note", "It is everywhere."));
        answer.Headers.Location!.ToString().ShouldBe($"{Other}?done=request", await Desk.HtmlAsync(answer));
        var asked = await site.Api.DataAsync("""{ reviewRequests(first: 1) { nodes { note } } }""");
        asked["reviewRequests"]!["nodes"]![0]!["note"]!.GetValue<string>().ShouldBe("It is everywhere.");
        using var reviewer = await Desk.WithAsync(site.Api, Role.Reviewer);
        var queues = (await reviewer.ReadAsync("/queues")).Html;
        queues.ShouldContain("Requested checks");
        queues.ShouldContain("1 person waits for a verdict");
        (await reviewer.ReadAsync("/statements?sort=requested")).Html.ShouldContain("1 claim</strong>");
        (await reviewer.ReadAsync($"{Other}/review")).Html.ShouldContain("It is everywhere.");
    }

    [Theory]
    [InlineData($"{Stock}/review")]
    [InlineData($"{Stock}/edit")]
    [InlineData($"{Stock}/appearance")]
    [InlineData($"{Stock}/merge")]
    [InlineData($"{Stock}/request")]
    [InlineData("/statements/new")]
    [InlineData("/revisions/1/revert")]
    public async Task Who_is_not_signed_in_is_sent_to_sign_in(string path)
    {
        using var stranger = new Desk(site.Http.BaseAddress!);
        (await stranger.ReadAsync(path)).Status.ShouldBe(303);
        using var answer = await stranger.SendAsync(
            path,
            ("form", "x"),
            ("text", "A claim."),
            ("seen", "A claim."),
            ("reason", "r"),
            ("actor", "A")
        );
        ((int)answer.StatusCode).ShouldBe(422, await Desk.HtmlAsync(answer));
    }

    private static async Task<string> ProposeAsync(Desk reader, string url)
    {
        using var proposed = await reader.SendAsync(
            $"{Other}/argue",
            ("form", "form-" + url),
            ("url", url),
            ("title", "A source"),
            ("stance", "SUPPORTS"),
            ("note", "As the reader says.")
        );
        return Regex.Match(await Desk.HtmlAsync(proposed), "href=\"(/proposals/[^\"]+)\"").Groups[1].Value;
    }

    private async Task<string> EditableAsync() => $"/statements/{await ClaimAsync("A claim that is edited.")}";

    private async Task<string> ClaimAsync(string text) =>
        (
            await site.Api.DataAsync(
                "mutation($input: CreateStatementInput!) { createStatement(input: $input) { statement { id } } }",
                new { input = new { text, language = "en" } }
            )
        )["createStatement"]!["statement"]!["id"]!.GetValue<string>();

    private async Task<string> StatusAsync(string id) =>
        (await site.Api.DataAsync("query($id: ID!) { node(id: $id) { status } }", new { id }))["node"]!["status"]!.GetValue<string>();

    private async Task<long> RevisionAsync() => (await site.Api.Store.HeadAsync(TestContext.Current.CancellationToken)).Revision;

    /// <summary>What a form would send as it stands.</summary>
    private static (string Name, string Value)[] FieldsOf(string html) =>
        [
            .. Regex
                .Matches(html, "<input(?![^>]*type=\"(?:radio|checkbox|search)\")[^>]*>")
                .Select(m => (Attribute(m.Value, "name"), Attribute(m.Value, "value"))),
            .. Regex
                .Matches(html, "<textarea[^>]*name=\"([^\"]*)\"[^>]*>\n?(.*?)</textarea>", RegexOptions.Singleline)
                .Select(m => (m.Groups[1].Value, m.Groups[2].Value)),
            .. Regex
                .Matches(html, "<select[^>]*name=\"([^\"]*)\".*?<option value=\"([^\"]*)\" selected", RegexOptions.Singleline)
                .Select(m => (m.Groups[1].Value, m.Groups[2].Value)),
        ];

    private static (string Name, string Value)[] With((string Name, string Value)[] fields, string name, string value) =>
        [.. fields.Where(f => f.Name != name), (name, value)];

    private static string Attribute(string tag, string name) => Regex.Match(tag, $" {name}=\"([^\"]*)\"").Groups[1].Value;
}
