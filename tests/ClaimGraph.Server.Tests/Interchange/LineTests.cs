using System.Text;
using ClaimGraph.Changes;
using ClaimGraph.Import;
using ClaimGraph.Interchange;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Tests.Import;

namespace ClaimGraph.Server.Tests.Interchange;

/// <summary>Lines of one record each, in and out.</summary>
public sealed class LineTests : IAsyncLifetime
{
    private Desk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await Desk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task What_goes_out_comes_in_as_the_same_graph_and_again_changes_nothing()
    {
        await SampleArticle.LoadIntoNewAsync(_desk.Store, _desk.Ids, CancellationToken.None);
        var lines = await LinesAsync(_desk);
        await using var other = await Desk.OpenAsync();

        var (result, read) = await other.TakeAsync("ndjson", lines);

        (read.ErrorCount, result.ErrorCount, result.WarningCount).ShouldBe((0, 0, 0));
        (await LinesAsync(other)).ShouldBe(lines);
        var again = (await other.TakeAsync("ndjson", lines)).Result;
        (again.Count(Outcome.Created), again.Count(Outcome.Updated), again.Revision).ShouldBe((0, 0, result.Revision));
    }

    [Fact]
    public async Task Wrong_lines_are_named_by_their_number_and_the_others_are_taken()
    {
        var (result, read) = await _desk.TakeAsync(
            "ndjson",
            """
            {"statement":{"key":"a","text":"A"}}

            {"statement":{"key":"b"}}
            {"thing":{"key":"c"}}
            {"statement":{"key":"d","text":"D"}
            {"statement":{"key":"e","text":"E"},"actor":{"key":"f"}}
            [1]
            {"appearance":{"key":"g","statement":"a","saidOn":"yesterday"}}
            {"statement":{"key":"h","text":"H"}}
            """
        );
        read.Errors.Select(p => p.Path).ShouldBe(["line 4/thing", "line 5", "line 6", "line 7"]);
        result.Errors.Select(e => e.Path).ShouldBe(["line 3, statement/text"]);
        result.Warnings.Select(w => w.Path).ShouldBe(["line 8, appearance/saidOn"]);
        (await _desk.AllAsync()).OfType<Statement>().Select(s => s.Content.Text).ShouldBe(["A", "H"]);
    }

    [Theory]
    [InlineData("utf-8", "\r", false)]
    [InlineData("utf-8", "\r\n", false)]
    [InlineData("utf-16", "\n", false)]
    [InlineData("utf-16BE", "\r", false)]
    [InlineData("iso-8859-1", "\n", true)]
    public async Task Encodings_and_ends_of_lines_are_found_out(string encoding, string end, bool isGuessed)
    {
        string[] lines =
        [
            "{\"format\":\"claimgraph/1\"}",
            "{\"statement\":{\"key\":\"a\",\"text\":\"Perché\"}}",
            "{\"statement\":{\"key\":\"b\"}}",
        ];
        var content = new MemoryStream(Encoding.GetEncoding(encoding).GetBytes(string.Join(end, lines) + end));
        (await RecordFormat.FindAsync(content, TestContext.Current.CancellationToken))?.Name.ShouldBe("ndjson");

        var (result, read) = await _desk.TakeAsync("ndjson", content);

        (await _desk.AllAsync()).OfType<Statement>().ShouldHaveSingleItem().Content.Text.ShouldBe("Perché");
        result.Errors.ShouldHaveSingleItem().Path.ShouldBe("line 3, statement/text");
        read.Warnings.Count.ShouldBe(isGuessed ? 1 : 0);
    }

    [Fact]
    public async Task A_key_that_is_given_twice_is_named_by_both_lines()
    {
        var (result, _) = await _desk.TakeAsync(
            "ndjson",
            "{\"statement\":{\"key\":\"a\",\"text\":\"A\"}}\n{\"statement\":{\"key\":\"a\",\"text\":\"B\"}}\n"
        );
        var error = result.Errors.ShouldHaveSingleItem();
        (error.Path, error.Message).ShouldBe(("line 2, statement/key", "line 1, statement has the key 'a' already."));
    }

    [Theory]
    [InlineData("{\"format\":\"claimgraph/1\"}\n{\"statement\":{\"key\":\"a\",\"text\":\"A\"}}\n", "ndjson")]
    [InlineData("\n{\"statement\":{\"key\":\"a\",\"text\":\"A\"}}", "ndjson")]
    [InlineData("{\"format\":\"claimgraph/1\"}", null)]
    [InlineData("{\"format\":\"claimgraph/1\",\"statements\":[]}", null)]
    [InlineData("{\"@type\":\"ClaimReview\"}", null)]
    [InlineData("id,text\n1,x\n", null)]
    public async Task It_is_seen_by_its_content(string text, string? format) =>
        (
            await RecordFormat.FindAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken)
        )?.Name.ShouldBe(format);

    private static async Task<string> LinesAsync(Desk desk)
    {
        var output = new MemoryStream();
        await new Exporter(desk.Store).WriteLinesAsync(output, null, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
