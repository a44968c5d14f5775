using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ClaimGraph.Tests.Import;

public sealed class RecordScannerTests
{
    private const string File = """
        {"$schema":"x","format":"claimgraph/1",
         "statements":[{"key":"s1","text":"L’IA 𝄞"}, {"key":"s2","about":[{"actor":"a"}]}],
         "actors":[ 5, null, {"key":"a\"]}"}, [] ], "reviews":[]}
        """;

    [Fact]
    public async Task Records_are_found_with_their_list_place_and_bytes()
    {
        var (records, problems) = await Reading.ScanAsync(Reading.Bytes(File));
        problems.ShouldBeEmpty();
        records.Count.ShouldBe(6);
        var bytes = Encoding.UTF8.GetBytes(File);
        foreach (var record in records)
        {
            var parts = record.Split(' ', 4);
            Encoding
                .UTF8.GetString(bytes.AsSpan(int.Parse(parts[2], CultureInfo.InvariantCulture), Encoding.UTF8.GetByteCount(parts[3])))
                .ShouldBe(parts[3]);
        }
        records
            .Select(r => string.Join(' ', r.Split(' ')[..2]))
            .ShouldBe(["Statement 0", "Statement 1", "Actor 0", "Actor 1", "Actor 2", "Actor 3"]);
    }

    [Fact]
    public async Task The_records_are_the_same_however_the_bytes_arrive()
    {
        var bytes = Encoding.UTF8.GetBytes(File);
        var whole = (await Reading.ScanAsync(Reading.Bytes(File))).Records;
        await Gen.Int[1, 40].SampleAsync(async step => (await Reading.ScanAsync(new Trickle(bytes, step))).Records.ShouldBe(whole));
    }

    [Fact]
    public async Task A_record_larger_than_the_buffer_is_read()
    {
        var text = new string('x', 1_000_000);
        var (records, _) = await Reading.ScanAsync(
            Reading.Bytes($$"""{"format":"claimgraph/1","sources":[{"key":"{{text}}"},{"key":"b"}]}""")
        );
        records.Count.ShouldBe(2);
        records[0].Length.ShouldBeGreaterThan(1_000_000);
    }

    [Fact]
    public async Task A_byte_order_mark_is_passed_over()
    {
        var (records, problems) = await Reading.ScanAsync(Reading.Bytes("\uFEFF" + File));
        records.Count.ShouldBe(6);
        problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"statements":[]}""", "/format REQUIRED")]
    [InlineData("""{"format":"claimgraph/2"}""", "/format INVALID_FORMAT")]
    [InlineData("""{"format":1}""", "/format INVALID_FORMAT")]
    [InlineData("""{"format":"claimgraph/1","claims":[{"a":[1]}]}""", "/claims UNKNOWN_FIELD")]
    [InlineData("""{"format":"claimgraph/1","a/b":{}}""", "/a~1b UNKNOWN_FIELD")]
    [InlineData("""{"format":"claimgraph/1","actors":{"key":"a"}}""", "/actors INVALID_FORMAT")]
    public async Task What_does_not_belong_at_the_top_is_reported(string json, string problem) =>
        (await Reading.ScanAsync(Reading.Bytes(json))).Problems.ShouldBe([problem]);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"format":"claimgraph/1","actors":[{"key":"a"}""")]
    [InlineData("""{"format":"claimgraph/1","actors":[{"key":"a"}]} x""")]
    [InlineData("""{"format":"claimgraph/1","actors":[{"key":}]}""")]
    [InlineData("""{"format":"claimgraph/1","actors":[],"actors":[]}""")]
    [InlineData("""{"format":"claimgraph/1","\ud800":[]}""")]
    public async Task What_is_no_JSON_object_with_its_lists_ends_the_scan(string json) =>
        await Should.ThrowAsync<JsonException>(() => Reading.ScanAsync(Reading.Bytes(json)));

    [Fact]
    public async Task Where_the_JSON_breaks_is_known()
    {
        var error = await Should.ThrowAsync<JsonException>(() =>
            Reading.ScanAsync(Reading.Bytes("{\n \"format\": \"claimgraph/1\",\n \"actors\": [ }"))
        );
        error.LineNumber.ShouldBe(2);
        error.BytePositionInLine.ShouldBe(13);
    }
}
