using System.Text;
using ClaimGraph.Changes;
using ClaimGraph.Interchange;

namespace ClaimGraph.Server.Tests.Interchange;

/// <summary>Rows of tables become records as a mapping says.</summary>
public sealed class TableTests : IAsyncLifetime
{
    private const string Mapping = """
        {
          "format": "claimgraph-mapping/1",
          "actors": [{ "key": "who:{who:hash}", "kind": "PERSON", "name": "{who}" }],
          "statements": [{ "key": "claim:{id}", "text": "{claim}", "topics": ["{about:topic}"] }],
          "appearances": [{ "key": "said:{id}", "statement": "claim:{id}", "actor": "who:{who:hash}", "saidOn": "{day:date}" }]
        }
        """;

    private readonly string _mapping = Path.Combine(Path.GetTempPath(), $"mapping-{Path.GetRandomFileName()}.json");
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;
    private ReviewDesk _desk = null!;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_mapping, Mapping);
        _desk = await ReviewDesk.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(_mapping);
        await _desk.DisposeAsync();
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task Delimiter_line_breaks_in_quotes_and_empty_columns_are_understood(char delimiter)
    {
        var table = "id,who,claim,about,day\n1,Ann,\"It rains,\r\n\"\"often\"\".\",Weather,2024-05-02\n2,,It snows.,,\n".Replace(
            ',',
            delimiter
        );
        var read = await TakeAsync(table);

        read.Result.Errors.ShouldBeEmpty();
        var statements = await _desk.AllAsync<Statement>();
        var comma = delimiter == ',' ? "," : delimiter.ToString();
        statements[0].Content.Text.ShouldBe($"It rains{comma}\r\n\"often\".");
        statements[0].Content.Topics.ShouldBe(["weather"]);
        (await _desk.AllAsync<Actor>()).ShouldHaveSingleItem().Content.Name.ShouldBe("Ann");
        (await _desk.AllAsync<Appearance>()).Count.ShouldBe(2);
        (await TakeAsync(table)).Result.Count(Outcome.Unchanged).ShouldBe(5);
    }

    [Fact]
    public async Task What_is_wrong_is_named_with_its_row()
    {
        var read = await TakeAsync("id,who,claim,about,day\n1,Ann,One,,\n2,Ann,Two,,yesterday\n3,Ann,,,\n4,Ann,Four\n5,Ann,F\"ive,,\n");

        read.Result.Errors.Select(e => e.Path).ShouldBe(["row 3, line 4, statements/text", "row 3, line 4, appearances/statement"]);
        read.Result.Warnings.Select(p => p.Path).ShouldBe(["row 4, line 5", "row 5, line 6", "row 2, line 3, appearances/saidOn"]);
        (await _desk.AllAsync<Statement>()).Select(s => s.Content.Text).ShouldBe(["One", "Two", "Four", "F\"ive"]);
    }

    [Fact]
    public async Task A_quotation_mark_that_never_closes_costs_its_line_and_not_the_rest()
    {
        var read = await TakeAsync("id,who,claim,about,day\n1,Ann,One,,\n2,Ann,\"Two,,\n3,Ann,Three,,\n");

        read.Result.Warnings.ShouldContain(p => p.Path == "line 3" && p.Message.Contains("never closed", StringComparison.Ordinal));
        (await _desk.AllAsync<Statement>()).Select(s => s.Content.Text).ShouldContain("Three");
    }

    [Fact]
    public async Task A_quotation_mark_that_stays_open_for_long_never_closes()
    {
        var lines = string.Concat(Enumerable.Repeat($"0,,,{new string('x', 1_000)},\n", 18_000));
        var read = await TakeAsync($"id,who,claim,about,day\n1,Ann,\"One,\n{lines}2,Ann,\"Two\",,\n");

        read.Result.Warnings[0].Path.ShouldBe("line 2");
        read.Rows.ShouldBe(18_002);
        (await _desk.AllAsync<Statement>()).Select(s => s.Content.Text).ShouldContain("Two");
    }

    [Fact]
    public async Task Other_encodings_and_lists_of_JSON_are_tables_too()
    {
        var text = "id,who,claim,about,day\n1,Zoë,Köln schläft,,\n";
        (await TakeAsync(Encoding.Latin1.GetBytes(text))).Result.Warnings.ShouldHaveSingleItem().Code.ShouldBe(ProblemCode.InvalidText);
        await TakeAsync([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)]);
        await TakeAsync("""[{"id":2,"who":null,"claim":"Zwei","about":"","day":"2024"}]""");
        (await _desk.AllAsync<Statement>()).Select(s => s.Content.Text).ShouldBe(["Köln schläft", "Zwei"]);
    }

    [Fact]
    public async Task Lists_of_JSON_are_repaired_unless_they_are_too_large_for_that()
    {
        (await TakeAsync("""[{"id":1,"who":"Ann","claim":"One","about":"","day":"2024",},]""")).Result.Errors.ShouldBeEmpty();
        (await _desk.AllAsync<Statement>()).ShouldHaveSingleItem().Content.Text.ShouldBe("One");

        using var large = new FileStream(
            Path.GetTempFileName(),
            FileMode.Open,
            FileAccess.ReadWrite,
            FileShare.None,
            0,
            FileOptions.DeleteOnClose
        );
        large.Write("[{}"u8);
        large.SetLength(257L * 1024 * 1024); // the rest is one hole
        (await Should.ThrowAsync<ClaimGraphException>(() => TakeAsync(large))).Message.ShouldBe(
            "'t.csv' is not valid JSON: see line 1. Files of more than 256 MB are not repaired."
        );
    }

    [Fact]
    public async Task A_missing_column_and_a_wrong_mapping_are_told()
    {
        var missing = await Should.ThrowAsync<ClaimGraphException>(() => TakeAsync("id,claim\n1,One\n"));
        missing.Message.ShouldBe("'t.csv' has no column 'who', which the mapping names; it has id, claim.");
        var none = await Should.ThrowAsync<ClaimGraphException>(() => TakeAsync("id\n", "nothing"));
        none.Message.ShouldContain("argkp-arguments");
        await File.WriteAllTextAsync(_mapping, Mapping.Replace("{day:date}", "{day:dance}", StringComparison.Ordinal));
        (await Should.ThrowAsync<ClaimGraphException>(() => TakeAsync("id\n"))).Message.ShouldContain("'dance'");
    }

    [Fact]
    public async Task A_column_that_is_there_twice_and_rows_without_a_key_are_named()
    {
        var read = await TakeAsync("id,who,claim,claim,about,day\n1,Ann,One,Other,,\n,,Lost,,,\n,,,,,\n");

        (await _desk.AllAsync<Statement>()).ShouldHaveSingleItem().Content.Text.ShouldBe("One");
        read.Result.Warnings.Select(w => (w.Path, w.Message))
            .ShouldBe([
                ("line 1", "2 columns are called 'claim'; the first is read."),
                ("row 2, line 3", "The row gives no record, as it has no value for any key of the mapping."),
            ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public async Task An_empty_file_is_named_as_such(string table) =>
        (await Should.ThrowAsync<ClaimGraphException>(() => TakeAsync(table))).Message.ShouldBe("'t.csv' is empty.");

    [Fact]
    public async Task A_record_that_was_refused_is_named_by_its_row() =>
        (await TakeAsync($"id,who,claim,about,day\n1,Ann,{new string('x', 5_001)},,\n"))
            .Result.Errors[^1]
            .Message.ShouldEndWith("(see row 1, line 2, statements).");

    [Fact]
    public async Task A_proposed_mapping_brings_the_table_in()
    {
        var table =
            "claim,speaker,rating,link,published\n"
            + "\"The moon is made of cheese, they say.\",Wallace,False,https://desk.example/1,23/05/2024\n"
            + "\"The sun is made of butter, they say.\",Gromit,True,https://desk.example/2,24/05/2024\n";
        await File.WriteAllTextAsync(_mapping, await TableMapping.ProposeAsync("desk.csv", Stream(table), _token));

        (await TakeAsync(table)).Result.Errors.ShouldBeEmpty();
        (await _desk.AllAsync<Review>())
            .Select(r => (r.Content.Verdict, r.Content.Url, r.Content.ReviewedOn.ToString()))
            .ShouldBe([
                (Verdict.Unsupported, "https://desk.example/1", "2024-05-23"),
                (Verdict.Supported, "https://desk.example/2", "2024-05-24"),
            ]);
        (await _desk.AllAsync<Actor>()).Select(a => a.Content.Name).ShouldBe(["Wallace", "desk.example", "Gromit"], ignoreOrder: true);
        var none = await Should.ThrowAsync<ClaimGraphException>(() => TableMapping.ProposeAsync("x.csv", Stream("a,b\n1,2\n"), _token));
        none.Message.ShouldContain("looks like a claim");
    }

    private Task<TableResult> TakeAsync(string table, string? mapping = null) => TakeAsync(Encoding.UTF8.GetBytes(table), mapping);

    private Task<TableResult> TakeAsync(byte[] table, string? mapping = null) => TakeAsync(new MemoryStream(table), mapping);

    private Task<TableResult> TakeAsync(Stream table, string? mapping = null) =>
        new TableImporter(_desk.Desk.Store, _desk.Desk.Ids).RunAsync("t.csv", table, mapping ?? _mapping, cancellation: _token);

    private static MemoryStream Stream(string table) => new(Encoding.UTF8.GetBytes(table));
}
