using ClaimGraph.Import;

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
        (source.Status, source.StatusReason).ShouldBe(
            (RecordStatus.Retracted, "Retraction of 2025-02-11: Fake Data; Error (https://doi.org/10.1000/r)")
        );
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
        (await Get<Source>(id)).StatusReason.ShouldBe("Retraction of 2025-03-01: Made up (https://example.org/notice)");
        (await Should.ThrowAsync<ClaimGraphException>(() => RunAsync("a,b\n1,2\n"))).Message.ShouldContain("OriginalPaperDOI, doi or url");
    }

    private async Task<NodeId> Page(string url) => (await Enter(new SourceContent { Url = url })).Id;

    private Task<RetractionResult> RunAsync(string list) => new RetractionList(Store).RunAsync("list.csv", new StringReader(list));
}
