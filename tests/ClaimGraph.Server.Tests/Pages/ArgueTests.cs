using System.Net;
using ClaimGraph.Access;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>Adding source links by forms.</summary>
public sealed class ArgueTests(SampleSite site) : IClassFixture<SampleSite>
{
    private const string Stock = "/statements/only-us-uk-did-not-sign";
    private const string Argue = $"{Stock}/argue";

    [Fact]
    public async Task A_new_source_and_its_publisher_are_entered_with_the_evidence_in_one_commit()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Contributor);
        var before = await site.Api.Store.HeadAsync(TestContext.Current.CancellationToken);
        using var answer = await desk.SendAsync(Argue, Link("https://example.org/not-signed", "REBUTS"));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await Desk.HtmlAsync(answer));
        (await site.Api.Store.HeadAsync(TestContext.Current.CancellationToken)).Revision.ShouldBe(before.Revision + 1);
        var (path, id) = (answer.Headers.Location!.ToString().Split('#')[0], answer.Headers.Location.ToString().Split('#')[1]);
        var html = (await desk.ReadAsync(path)).Html;
        html.ShouldContain("The source link is saved and counts from now on.");
        html.ShouldContain($"id=\"{id}\"");
        var evidence = (
            await site.Api.DataAsync(
                """
                query($id: ID) {
                  evidence(id: $id) {
                    stance strength note createdBy anchor { exact status } 
                    basis { ... on Source { title kind publishedOn publisher { key name kind } } }
                  }
                }
                """,
                new { id }
            )
        )["evidence"]!;
        evidence["stance"]!.GetValue<string>().ShouldBe("REBUTS");
        evidence["strength"]!.GetValue<double>().ShouldBe(0.7);
        evidence["createdBy"]!.GetValue<string>().ShouldStartWith("key:Contributor (cg_");
        evidence["anchor"]!["status"]!.GetValue<string>().ShouldBe("EXACT");
        evidence["basis"]!["publisher"]!
            .ToJsonString()
            .ShouldBe("""{"key":"the-daily-example","name":"The Daily Example","kind":"ORGANISATION"}""");
    }

    [Fact]
    public async Task What_is_sent_twice_is_done_once()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Contributor);
        using var first = await desk.SendAsync(Argue, Link("https://example.org/twice", "SUPPORTS"));
        var before = await site.Api.Store.HeadAsync(TestContext.Current.CancellationToken);
        using var again = await desk.SendAsync(Argue, Link("https://example.org/twice", "SUPPORTS"));
        again.Headers.Location.ShouldBe(first.Headers.Location.ShouldNotBeNull());
        (await site.Api.Store.HeadAsync(TestContext.Current.CancellationToken)).Revision.ShouldBe(before.Revision);
    }

    [Fact]
    public async Task A_source_that_is_known_is_shown_and_taken_as_it_is()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Contributor);
        var source = (await site.Api.DataAsync("""{ source(key: "src-digwatch") { id url title } }"""))["source"]!;
        var url = source["url"]!.GetValue<string>();
        var html = (await desk.ReadAsync($"{Argue}?stance=SUPPORTS&url={Uri.EscapeDataString(url)}")).Html;
        html.ShouldContain("This source is known here");
        html.ShouldContain("What it says here already");
        html.ShouldNotContain("name=\"title\"");
        using var answer = await desk.SendAsync(
            Argue,
            ("form", "known"),
            ("url", url),
            ("title", "Another title"),
            ("stance", "CONTEXT"),
            ("note", "Who was there.")
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await Desk.HtmlAsync(answer));
        (await site.Api.DataAsync("""{ source(key: "src-digwatch") { title } }"""))["source"]!["title"]!
            .GetValue<string>()
            .ShouldBe(source["title"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("url", "no address", "Enter the address of the source")]
    [InlineData("stance", "", "Choose what the source does")]
    [InlineData("strength", "very", "Use a number from 0 to 1")]
    [InlineData("publishedOn", "yesterday", "Use a date like 2025")]
    [InlineData("quote", "words that are nowhere", "")]
    [InlineData("language", "no language", "")]
    public async Task What_is_wrong_is_said_at_its_field_and_everything_typed_stays(string field, string value, string message)
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Contributor);
        var before = await site.Api.Store.HeadAsync(TestContext.Current.CancellationToken);
        var link = Link("https://example.org/wrong", "REBUTS").Select(f => f.Name == field ? (f.Name, Value: value) : f).ToArray();
        using var answer = await desk.SendAsync(Argue, link);
        var html = await Desk.HtmlAsync(answer);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, html);
        html.ShouldContain($"<a href=\"#f-{field}\">", customMessage: html);
        html.ShouldContain($"id=\"f-{field}-mistake\"");
        html.ShouldContain(message);
        foreach (var (name, typed) in link.Where(f => f.Name is not "form" and not "stance" and not "kind"))
            html.ShouldContain(typed.ReplaceLineEndings("\n"), customMessage: name);
        (await site.Api.Store.HeadAsync(TestContext.Current.CancellationToken)).Revision.ShouldBe(before.Revision);
    }

    [Fact]
    public async Task Evidence_is_undercut_by_evidence()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Contributor);
        var id = (
            await site.Api.DataAsync(
                """{ statement(key: "only-us-uk-did-not-sign") { evidence(stance: SUPPORTS, first: 1) { nodes { id } } } }"""
            )
        )["statement"]!["evidence"]!["nodes"]![0]!["id"]!.GetValue<string>();
        (await desk.ReadAsync($"/evidence/{id}/argue?stance=REBUTS&url=https://example.org/u")).Html.ShouldContain("Rebut this evidence");
        using var answer = await desk.SendAsync($"/evidence/{id}/argue", Link("https://example.org/undercut", "REBUTS"));
        answer.Headers.Location!.ToString().ShouldStartWith($"{Stock}?done=evidence#");
        var counts = (await site.Api.DataAsync($$"""{ evidence(id: "{{id}}") { evidenceCounts { rebuts } } }"""))["evidence"]!;
        counts["evidenceCounts"]!["rebuts"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task The_address_of_a_claim_here_makes_it_what_the_evidence_rests_on()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Contributor);
        var claim = new Uri(site.Http.BaseAddress!, "/statements/hegemonic-logic-little-appeal").ToString();
        var html = (await desk.ReadAsync($"{Argue}?stance=CONTEXT&url={claim}")).Html;
        html.ShouldContain("It rests on this claim");
        html.ShouldNotContain("name=\"title\"");
        using var answer = await desk.SendAsync(Argue, ("form", "c1"), ("url", claim), ("stance", "CONTEXT"), ("note", "What follows."));
        var id = answer.Headers.Location.ShouldNotBeNull(await Desk.HtmlAsync(answer)).ToString().Split('#')[1];
        var basis = await site.Api.DataAsync("query($id: ID) { evidence(id: $id) { basis { ... on Statement { key } } } }", new { id });
        basis["evidence"]!["basis"]!["key"]!.GetValue<string>().ShouldBe("hegemonic-logic-little-appeal");
    }

    [Theory]
    [InlineData("note", "Something else.")]
    [InlineData("strength", "0.1")]
    public async Task What_somebody_entered_about_the_same_citation_is_not_overwritten(string field, string value)
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Contributor);
        using var first = await desk.SendAsync(Argue, Link("https://example.org/same", "SUPPORTS"));
        first.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await Desk.HtmlAsync(first));
        var link = Link("https://example.org/same", "SUPPORTS").Select(f => f.Name == field ? (f.Name, Value: value) : f).ToArray();
        using var other = await desk.SendAsync(Argue, link);
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Desk.HtmlAsync(other)).ShouldContain("This source is cited here with this stance already.");
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_asked_to_and_comes_back()
    {
        using var stranger = new Desk(site.Http.BaseAddress!);
        (await stranger.ReadAsync(Argue)).Status.ShouldBe(303);
        using var answer = await stranger.SendAsync(Argue, Link("https://example.org/stranger", "REBUTS"));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await Desk.HtmlAsync(answer);
        html.ShouldContain("You are not signed in any more.");
        html.ShouldContain("https://example.org/stranger");
    }

    [Fact]
    public async Task What_a_reader_sends_waits_for_a_reviewer()
    {
        using var desk = await Desk.WithAsync(site.Api, Role.Reader);
        (await desk.ReadAsync($"{Argue}?url=https://example.org/reader")).Html.ShouldContain("With your role, you propose");
        using var answer = await desk.SendAsync(Argue, [.. Link("https://example.org/reader", "REBUTS"), ("why", "It is missing.")]);
        var html = await Desk.HtmlAsync(answer);
        html.ShouldContain("A reviewer will look at it.", customMessage: html);
        var data = await site.Api.DataAsync(
            """{ proposals(first: 1) { nodes { mutation note state } } source(url: "https://example.org/reader") { id } }"""
        );
        data["source"].ShouldBeNull();
        data["proposals"]!["nodes"]![0]!.ToJsonString().ShouldBe("""{"mutation":"commit","note":"It is missing.","state":"OPEN"}""");
    }

    private static (string Name, string Value)[] Link(string url, string stance) =>
        [
            ("form", "form-of-" + url),
            ("url", url),
            ("title", "Who signed, and who did not"),
            ("publisher", "The Daily Example"),
            ("kind", "NEWS"),
            ("publishedOn", "2025-02-12"),
            ("language", "en"),
            ("text", "Many did not sign.\r\nIndia signed."),
            ("stance", stance),
            ("note", "More than two did not sign."),
            ("quote", "Many did not sign."),
            ("strength", "0,7"),
            ("confidence", ""),
        ];
}
