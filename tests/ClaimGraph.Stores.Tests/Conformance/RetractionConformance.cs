using System.Text;
using ClaimGraph.Interchange;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>Lists of retractions from outside mark the sources that they name, once.</summary>
public abstract class RetractionConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    private const string Header =
        "Record ID,Title,Journal,RetractionDate,RetractionDOI,OriginalPaperDate,OriginalPaperDOI,RetractionNature,Reason,Notes\n";

    [Theory]
    [InlineData("10.1000/ABC")]
    [InlineData("doi:10.1000/abc")]
    [InlineData("DOI: 10.1000/Abc.")]
    [InlineData("http://dx.doi.org/10.1000/ABC")]
    [InlineData("\"https://doi.org/10.1000/abc,\"")]
    public async Task A_source_is_found_by_its_doi_in_any_form(string doi)
    {
        var id = await Page("https://doi.org/10.1000/aBc");
        var result = await RunAsync($"{Header}1,T,J,2/11/2025 0:00,10.1000/r,,{doi},Retraction,+Fake Data;+Error;,\n");
        result.Changed.ShouldHaveSingleItem().Id.ShouldBe(id);
        var source = await Get<Source>(id);
        (source.Status, source.StatusReason).ShouldBe((RecordStatus.Retracted, "Retraction: Fake Data; Error"));
        (source.Content.NoticeOn, source.Content.NoticeUrl).ShouldBe((new PartialDate(2025, 2, 11), "https://doi.org/10.1000/r"));
    }

    [Theory]
    [InlineData("10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2")]
    [InlineData("doi:10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2")]
    [InlineData("https://doi.org/10.1002/(SICI)1097-0258(19980815)17:15%3C1661::AID-SIM968%3E3.0.CO;2-2")]
    public async Task A_publishers_page_is_found_by_the_doi_that_it_is_entered_with(string doi)
    {
        const string Given = "https://dx.doi.org/10.1002/(SICI)1097-0258(19980815)17:15%3C1661::AID-SIM968%3E3.0.CO;2-2";
        var page = (await Enter(new SourceContent { Url = "https://publisher.example/paper/968", Identifiers = [Given] })).Id;
        var preprint = (await Enter(new SourceContent { Url = "https://preprints.example/12", Identifiers = [Given] })).Id;
        var result = await RunAsync($"doi,date,notice\n{doi},2019-05,10.1002/sim.1\n");
        result.Changed.Select(s => s.Id).ShouldBe([page, preprint], ignoreOrder: true);
        foreach (var source in result.Changed)
            (source.Content.NoticeOn, source.Content.NoticeUrl).ShouldBe((new PartialDate(2019, 5), "https://doi.org/10.1002/sim.1"));
        result.Changed.Select(s => s.Derived.Origin).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_merged_source_leaves_its_identifiers_to_the_one_that_remains()
    {
        var (from, into) = (await Page("https://example.org/a"), await Page("https://example.org/b"));
        await Commit(new Amend(from, c => (SourceContent)c with { Identifiers = ["doi:10.1/a"] }));
        await Store.CommitAsync(Set(new Merge(from, into)) with { Reason = "Twins." });
        (await RunAsync("doi\n10.1/A\n")).Changed.ShouldHaveSingleItem().Id.ShouldBe(into);
    }

    [Fact]
    public async Task A_restored_source_has_no_notice()
    {
        var id = await Page("https://doi.org/10.1/a");
        await RunAsync("doi,date,notice\n10.1/a,2025-02-01,10.1/n\n");
        (await Get<Source>(id)).Content.NoticeOn.ShouldNotBeNull();
        await Commit(new SetStatus(id, RecordStatus.Active));
        var restored = await Get<Source>(id);
        (restored.Status, restored.Content.NoticeOn, restored.Content.NoticeUrl).ShouldBe((RecordStatus.Active, null, null));
    }

    [Fact]
    public async Task A_notice_that_was_not_known_when_somebody_retracted_the_source_is_added()
    {
        var id = await Page("https://doi.org/10.1/a");
        await Commit(new SetStatus(id, RecordStatus.Retracted) { Reason = "Data were made up." });
        const string List = "doi,date,notice\n10.1/a,2025-02-01,10.1/n\n";
        (await RunAsync(List)).Changed.Count.ShouldBe(1);
        var source = await Get<Source>(id);
        (source.StatusReason, source.Content.NoticeUrl).ShouldBe(("Data were made up.", "https://doi.org/10.1/n"));
        (await RunAsync(List)).Already.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_list_again_changes_nothing()
    {
        var list =
            $"{Header}1,\"A, \"\"B\"\"\nC\",J,2/11/2025 0:00,,,10.1/a,Retraction,+Fake;,\n2,T,J,,,,\"10.1/(b)1,2\",Correction,,\n"
            + "3,T,J,,,,10.1/c,Expression of concern,,\n4,T,J,,,,10.1/unknown,Retraction,,\n5,T,J,,,,unavailable,Retraction,,\n";
        NodeId[] ids =
        [
            await Page("https://doi.org/10.1/a"),
            await Page("https://doi.org/10.1/(B)1,2"),
            await Page("https://doi.org/10.1/c"),
        ];
        var first = await RunAsync(list);
        (first.Rows, first.Changed.Count, first.Already, first.Noted.Count, first.Unknown, first.Unnamed).ShouldBe((5, 2, 0, 1, 1, 1));
        (await Store.GetAsync(ids)).Select(s => s!.Status).ShouldBe([RecordStatus.Retracted, RecordStatus.Corrected, RecordStatus.Active]);

        var second = await RunAsync(list);
        (second.Changed.Count, second.Already, second.Noted.Count, second.Revision).ShouldBe((0, 2, 1, first.Revision));
    }

    [Fact]
    public async Task The_newest_notice_counts_and_evidence_falls_with_its_source()
    {
        var (source, statement) = (await Page("https://doi.org/10.1/a"), await Statement());
        await Evidence(source, statement);
        await RunAsync("doi,date,nature\n10.1/a,2025-02-01,Retraction\n10.1/a,2024-02-01,Correction\n");
        (await Get<Source>(source)).Status.ShouldBe(RecordStatus.Retracted);
        (await Get<Statement>(statement)).Derived.RetractedBasisCount.ShouldBe(1);

        await RunAsync("doi,date,nature\n10.1/a,2025-02-01,Retraction\n10.1/a,2025-03-01,Reinstatement\n");
        (await Get<Source>(source)).Status.ShouldBe(RecordStatus.Active);
        (await Get<Statement>(statement)).Derived.RetractedBasisCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_minimal_list_names_addresses()
    {
        var id = await Page("https://example.org/story?utm_source=x");
        await RunAsync("url,date,reason,notice\r\nhttp://example.org/story,2025-03-01,Made up,https://example.org/notice\r\n");
        var source = await Get<Source>(id);
        (source.StatusReason, source.Content.NoticeUrl).ShouldBe(("Retraction: Made up", "https://example.org/notice"));
        (await Should.ThrowAsync<ClaimGraphException>(() => RunAsync("a,b\n1,2\n"))).Message.ShouldContain("OriginalPaperDOI, doi or url");
    }

    [Theory]
    [InlineData("utf-8", ',')]
    [InlineData("utf-8", ';')]
    [InlineData("utf-16", '\t')]
    [InlineData("iso-8859-1", ',')]
    public async Task Encoding_and_delimiter_are_found_out(string encoding, char delimiter)
    {
        var id = await Page("https://doi.org/10.1/a");
        var list = "doi,date,reason\r10.1/a,2025-02-30,Perché\r".Replace(',', delimiter);
        var result = await RunAsync(Encoding.GetEncoding(encoding).GetBytes(list));
        (await Get<Source>(id)).StatusReason.ShouldBe("Retraction: Perché");
        result
            .Warnings[^1]
            .Message.ShouldBe("'2025-02-30' is not a valid date; use 2025, 2025-02, 2025-02-11 or 2/11/2025. It is left out.");
    }

    [Fact]
    public async Task A_quotation_mark_that_never_closes_costs_no_row()
    {
        var (a, b) = (await Page("https://doi.org/10.1/a"), await Page("https://doi.org/10.1/b"));
        var result = await RunAsync("doi,reason\n10.1/a,\"Fraud\n10.1/b,Error\n");
        result.Changed.Select(s => s.Id).ShouldBe([a, b], ignoreOrder: true);
        result.Warnings.ShouldNotBeEmpty();
    }

    private async Task<NodeId> Page(string url) => (await Enter(new SourceContent { Url = url })).Id;

    private Task<RetractionResult> RunAsync(string list) => RunAsync(Encoding.UTF8.GetBytes(list));

    private Task<RetractionResult> RunAsync(byte[] list) => new RetractionList(Store).RunAsync("list.csv", new MemoryStream(list));
}
