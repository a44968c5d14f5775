using System.Text;
using ClaimGraph.Changes;
using ClaimGraph.Interchange;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Tests.Import;

namespace ClaimGraph.Server.Tests.Interchange;

/// <summary>Sources as reference managers exchange them, in and out.</summary>
public sealed class CitationTests : IAsyncLifetime
{
    private const string Csl = """
        [
          {"id":"smith2020","type":"article-journal","title":"On <i>claims</i>",
           "author":[{"family":"Smith","given":"Ann"},{"literal":"WHO"}],
           "issued":{"date-parts":[["2020",5]]},"DOI":"10.1000/182","container-title":"Journal of Facts","volume":"3","language":"en"},
          {"id":1,"type":"webpage","title":"A page","URL":"https://example.org/page?utm_source=x","issued":{"raw":"2024-05-02"},
           "publisher":"Example Desk","note":"Read."},
          "nothing",
          {"id":"x","type":"book"}
        ]
        """;
    private const string RisText = """
        TY  - JOUR
        AU  - Smith, Ann
        TI  - On claims
        JO  - Journal of Facts
        PY  - 2020
        DA  - 2020/05//
        DO  - https://doi.org/10.1000/182
        VL  - 3
        ER  -
        TY  - NEWS
        TI  - It rains
        UR  - https://example.org/rain
        N1  - First.
          Second.
        """;

    private Desk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await Desk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task Items_of_CSL_become_sources_and_what_has_no_place_is_named()
    {
        var (result, read) = await _desk.TakeAsync("csl-json", Csl);

        result.Errors.ShouldBeEmpty();
        read.Errors.Select(e => (e.Path, e.Code)).ShouldBe([("/2", "INVALID_FORMAT"), ("/3", "REQUIRED")]);
        read.Warnings.Select(w => w.Path).ShouldBe(["/0/volume"]);
        var sources = await SourcesAsync();
        sources.Select(s => s.Content.Title).ShouldBe(["On <i>claims</i>", "A page"]);
        var paper = sources[0].Content;
        (paper.SourceKind, paper.PublishedOn.ToString(), paper.Language).ShouldBe((SourceKind.Paper, "2020-05", "en"));
        (paper.Url, paper.Note).ShouldBe(("https://doi.org/10.1000/182", "By Ann Smith; WHO."));
        (await _desk.AllAsync()).OfType<Actor>().Select(a => a.Content.Name).ShouldBe(["Journal of Facts", "Example Desk"]);
        await ChangesNothingAsync("csl-json", Csl);
    }

    [Fact]
    public async Task Sources_of_RIS_are_those_of_CSL_and_lines_that_go_on_belong_to_the_tag()
    {
        await _desk.TakeAsync("csl-json", Csl);
        var (result, read) = await _desk.TakeAsync("ris", RisText);

        result.Errors.ShouldBeEmpty();
        read.Warnings.Select(w => (w.Path, w.Code)).ShouldBe([("line 1/VL", "NO_PLACE"), ("line 10", "REPAIRED")]);
        var sources = await SourcesAsync();
        sources.Count.ShouldBe(3);
        sources[2].Content.Note.ShouldBe("First.\nSecond.");
        await ChangesNothingAsync("ris", RisText);
    }

    [Fact]
    public async Task An_address_without_a_scheme_is_one_of_the_web()
    {
        var (result, read) = await _desk.TakeAsync("ris", "TY  - JOUR\rTI  - Title\rUR  - www.example.org/a?b=1\rER  - \r");
        (result.WarningCount, read.WarningCount).ShouldBe((0, 0));
        (await _desk.AllAsync()).OfType<Source>().ShouldHaveSingleItem().Content.Url.ShouldBe("https://www.example.org/a?b=1");
    }

    [Theory]
    [InlineData("csl-json")]
    [InlineData("ris")]
    public async Task What_goes_out_comes_in_unchanged_here_and_elsewhere(string format)
    {
        await SampleArticle.LoadIntoNewAsync(_desk.Store, _desk.Ids, CancellationToken.None);
        await _desk.TakeAsync("csl-json", Csl);
        var given = await _desk.GiveAsync(format);
        await ChangesNothingAsync(format, given);

        await using var other = await Desk.OpenAsync();
        var (result, read) = await other.TakeAsync(format, given);
        (result.ErrorCount, read.ErrorCount, read.WarningCount).ShouldBe((0, 0, 0));
        (await other.GiveAsync(format)).ShouldBe(given);
        (
            await RecordFormat.FindAsync(new MemoryStream(Encoding.UTF8.GetBytes(given)), TestContext.Current.CancellationToken)
        )!.Name.ShouldBe(format);
    }

    [Fact]
    public async Task What_the_format_cannot_say_stays_as_it_is()
    {
        await _desk.ImportAsync(
            """{"format":"claimgraph/1","sources":[{"key":"s","title":"Old","reliability":"B","snapshot":{"text":"All of it."}}]}"""
        );
        var given = (await _desk.GiveAsync("ris")).Replace("Old", "New", StringComparison.Ordinal);

        (await _desk.TakeAsync("ris", given)).Result.Count(Outcome.Updated).ShouldBe(1);

        var source = (await SourcesAsync()).ShouldHaveSingleItem().Content;
        (source.Title, source.Reliability, source.Snapshot?.Text).ShouldBe(("New", Reliability.B, "All of it."));
    }

    private async Task<IReadOnlyList<Source>> SourcesAsync() => [.. (await _desk.AllAsync()).OfType<Source>()];

    private async Task ChangesNothingAsync(string format, string text)
    {
        var head = (await _desk.Store.HeadAsync()).Revision;
        var result = (await _desk.TakeAsync(format, text)).Result;
        result.Errors.ShouldBeEmpty();
        (result.Count(Outcome.Created), result.Count(Outcome.Updated), result.Revision).ShouldBe((0, 0, head));
    }
}
