using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using ClaimGraph.Interchange;

namespace ClaimGraph.Server.Tests.Interchange;

/// <summary>Wherever a ClaimReview stands and however it is written, it is found and read.</summary>
public sealed class ClaimReviewShapeTests : IAsyncLifetime
{
    private const string Claim = "The moon is made of cheese.";

    private ReviewDesk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await ReviewDesk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Theory]
    [InlineData("REVIEW")]
    [InlineData("[REVIEW]")]
    [InlineData("""{"@context":"https://schema.org","@graph":[{"@type":"WebPage","name":"P"},REVIEW]}""")]
    [InlineData("""{"@type":"DataFeed","dataFeedElement":[{"@type":"DataFeedItem","item":[null,REVIEW]},{"item":null}]}""")]
    [InlineData("""{"@type":"MediaReview","associatedClaimReview":REVIEW}""")]
    [InlineData("""{"total":1,"data":[{"id":7,"claim_review":REVIEW}]}""")]
    [InlineData("""[{"id":7,"schema":"<script type=\"application/ld+json\">QUOTED</script>"}]""")]
    [InlineData("<html><head><script type='application/ld+json'>REVIEW</script></head></html>")]
    [InlineData("<!doctype html><script type='application/ld+json'>\n//<![CDATA[\nREVIEW;\n//]]>\n</script>")]
    [InlineData("REVIEW\n{\"@type\":\"Thing\"}\n")]
    public async Task A_review_is_found_wherever_it_stands(string around)
    {
        var quoted = System.Text.Json.JsonEncodedText.Encode(Published.Plain).ToString();
        var result = await _desk.TakeAsync(
            around.Replace("REVIEW", Published.Plain, StringComparison.Ordinal).Replace("QUOTED", quoted, StringComparison.Ordinal)
        );

        result.Result.Errors.ShouldBeEmpty();
        result.Found.ShouldBe(1);
        (await _desk.ClaimAsync()).ShouldBe(Claim);
        var review = (await _desk.ReviewAsync()).Content;
        review.Verdict.ShouldBe(Verdict.Unsupported);
        review.Rating.ShouldBe(
            new Rating
            {
                Text = "False",
                Value = 1,
                Best = 5,
                Worst = 1,
            }
        );
        review.ReviewedOn.ToString().ShouldBe("2024-05-02");
        var appearance = (await _desk.AllAsync<Appearance>()).ShouldHaveSingleItem().Content;
        appearance.SaidOn.ToString().ShouldBe("2024-05-01");
        appearance.Actor.ShouldNotBeNull();
        (await _desk.AllAsync<Evidence>()).ShouldHaveSingleItem().Content.Stance.ShouldBe(Stance.Rebuts);
        review.Published!.ShouldContain("""{"unknown":[1,2.50]}""");
    }

    [Fact]
    public async Task Microdata_is_read_as_JSON_LD()
    {
        await _desk.TakeAsync(
            """
            <html lang="en"><link rel="canonical" href="https://desk.example/moon">
            <div itemscope itemtype="http://schema.org/ClaimReview">
              <meta itemprop="datePublished" content="2024-05-02"><span itemprop="claimReviewed">The moon is made of cheese.</span>
              <div itemprop="author" itemscope itemtype="https://schema.org/Organization"><a itemprop="url" href="/">x</a>
                <span itemprop="name">Desk</span></div>
              <div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><b itemprop="alternateName">False</b></div>
            </div></html>
            """
        );

        (await _desk.ClaimAsync()).ShouldBe(Claim);
        var review = (await _desk.ReviewAsync()).Content;
        (review.Verdict, review.Url).ShouldBe((Verdict.Unsupported, "https://desk.example/moon"));
        (await _desk.AllAsync<Actor>()).ShouldHaveSingleItem().Content.Identifiers.ShouldBe(["https://desk.example"]);
    }

    [Fact]
    public async Task An_answer_of_claims_search_gives_a_review_of_each_publisher()
    {
        var result = await _desk.TakeAsync(
            """
            {"claims":[{"text":"The moon is made of cheese.","claimant":"Wallace","claimDate":"2024-05-01T00:00:00Z","claimReview":[
              {"publisher":{"name":"Desk","site":"desk.example"},"url":"https://desk.example/moon","title":"No cheese",
               "reviewDate":"2024-05-02T10:00:00Z","textualRating":"False","languageCode":"en"},
              {"publisher":{"name":"Bureau","site":"bureau.example"},"url":"https://bureau.example/1",
               "textualRating":"Pants on Fire","languageCode":"en"}]}],
             "nextPageToken":"CAo"}
            """
        );

        result.Result.Errors.ShouldBeEmpty();
        (await _desk.ClaimAsync()).ShouldBe(Claim);
        (await _desk.AllAsync<Review>()).Select(r => r.Content.Rating!.Text).ShouldBe(["False", "Pants on Fire"]);
        (await _desk.AllAsync<Source>())[0].Content.Title.ShouldBe("No cheese");
        (await _desk.AllAsync<Appearance>()).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("""["claimreview","Review"]""")]
    [InlineData("\"http://schema.org/ClaimReview\"")]
    [InlineData("\"schema:ClaimReview\"")]
    public async Task The_type_is_known_in_any_form(string type) =>
        (await _desk.TakeAsync(Published.With(("@type", type)))).Found.ShouldBe(1);

    [Fact]
    public async Task What_an_object_names_elsewhere_in_its_document_stands_in_it()
    {
        await _desk.TakeAsync(
            $$"""
            {"@graph":[
              {"@type":"Organization","@id":"#org","name":"Desk","url":"https://desk.example"},
              {"@type":"Claim","@id":"#claim","author":{"@id":"#wallace"},"datePublished":"2024"},
              {"@type":"Person","@id":"#wallace","name":"Wallace"},
              {{Published.With(("author", "{\"@id\":\"#org\"}"), ("itemReviewed", "{\"@id\":\"#claim\"}"))}}]}
            """
        );

        (await _desk.AllAsync<Actor>()).Select(a => a.Content.Name).ShouldBe(["Wallace", "Desk"]);
        var published = (await _desk.ReviewAsync()).Content.Published!;
        published.ShouldContain("\"name\":\"Wallace\"");
        published.ShouldContain("\"name\":\"Desk\"");
    }

    [Fact]
    public async Task Archives_are_read_and_what_is_in_them()
    {
        var inner = new MemoryStream();
        await using (var gz = new GZipStream(inner, CompressionLevel.Fastest, leaveOpen: true))
        await using (var tar = new TarWriter(gz))
        {
            var entry = new PaxTarEntry(TarEntryType.RegularFile, "feed/moon.json") { DataStream = Bytes(Published.Plain) };
            await tar.WriteEntryAsync(entry, TestContext.Current.CancellationToken);
        }
        var outer = new MemoryStream();
        await using (var zip = new ZipArchive(outer, ZipArchiveMode.Create, leaveOpen: true))
        {
            await AddAsync(zip, "a/feed.tar.gz", inner.ToArray());
            await AddAsync(
                zip,
                "b.json",
                Encoding.UTF8.GetBytes(Published.With(("url", "\"https://desk.example/2\""), ("claimReviewed", "\"Two\"")))
            );
            await AddAsync(zip, "broken.json", "{\"@type\":\"ClaimReview\", oops"u8.ToArray());
            await AddAsync(zip, "picture.png", [1, 2, 3]);
        }

        var result = await _desk.TakeAsync(outer.ToArray());

        (await _desk.AllAsync<Review>()).Count.ShouldBe(2);
        var error = result.Result.Errors.ShouldHaveSingleItem();
        (error.File, error.Code).ShouldBe(("test.json/broken.json", LossCode.Unreadable));
    }

    [Fact]
    public async Task An_archive_without_a_file_to_import_says_so()
    {
        foreach (var name in (string?[])[null, "table.csv"])
        {
            var archive = new MemoryStream();
            await using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
                if (name is not null)
                    await AddAsync(zip, name, "id,claim\n1,One\n"u8.ToArray());
            (await ClaimReviewFormat.IsInAsync(archive, TestContext.Current.CancellationToken)).ShouldBeTrue();
            var result = await _desk.TakeAsync(archive.ToArray());
            result.Result.Errors.ShouldHaveSingleItem().Message.ShouldStartWith("The archive holds no file to import");
        }
    }

    [Fact]
    public async Task A_compressed_file_that_is_cut_short_is_an_error()
    {
        var whole = new MemoryStream();
        await using (var gzip = new GZipStream(whole, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Published.Plain), TestContext.Current.CancellationToken);
        var result = await _desk.TakeAsync(whole.ToArray()[..^12]);
        result.Result.Errors.ShouldHaveSingleItem().Message.ShouldStartWith("The file cannot be read");
    }

    [Fact]
    public async Task What_cannot_be_read_in_a_folder_is_named_and_the_rest_is_taken()
    {
        var folder = Directory.CreateTempSubdirectory("claimgraph-");
        try
        {
            var below = folder.CreateSubdirectory("below").FullName;
            await File.WriteAllTextAsync(Path.Combine(below, "a.json"), Published.Plain, TestContext.Current.CancellationToken);
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "gone.json"), Path.Combine(folder.FullName, "nowhere"));
            Directory.CreateSymbolicLink(Path.Combine(below, "around"), folder.FullName);

            var read = await _desk.TakePathAsync(folder.FullName);

            read.Found.ShouldBe(1);
            var error = read.Result.Errors.ShouldHaveSingleItem();
            (Path.GetFileName(error.File), error.Code).ShouldBe(("gone.json", LossCode.Unreadable));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("{\"@type\":\"ClaimReview\",\"claimReviewed\":\"Two\nlines and a \"quote\" in it\",", true)]
    [InlineData("<!-- {\"@type\":\"ClaimReview\",\"claimReviewed\":\"Two lines and a \\\"quote\\\" in it\", // why\n", true)]
    [InlineData("{\"@type\":\"ClaimReview\",\"claimReviewed\":\"Two lines and a \\\"quote\\\" in it\",", false)]
    public async Task JSON_that_can_only_mean_one_thing_is_repaired(string start, bool isRepaired)
    {
        var end = Published.Plain[Published.Plain.IndexOf("\"author\"", StringComparison.Ordinal)..];
        if (start.StartsWith("<!--", StringComparison.Ordinal))
            end = end.TrimEnd()[..^1] + ",} -->";
        var result = await _desk.TakeAsync(start + "\"url\":\"https://desk.example/moon\"," + end);

        result.Result.Errors.ShouldBeEmpty();
        (await _desk.ClaimAsync()).ShouldBe("Two lines and a \"quote\" in it");
        result.Result.Warnings.Any(w => w.Code == LossCode.Repaired).ShouldBe(isRepaired);
    }

    [Fact]
    public async Task Of_a_feed_that_is_cut_off_the_whole_reviews_are_taken()
    {
        var feed = $"[{Published.Plain},{Published.With(("url", "\"https://desk.example/2\""), ("claimReviewed", "\"Two\""))}";
        var result = await _desk.TakeAsync(feed + ",{\"@type\":\"ClaimReview\",\"claimRev");

        (await _desk.AllAsync<Review>()).Count.ShouldBe(2);
        result.Result.Errors.ShouldHaveSingleItem().Code.ShouldBe(LossCode.Unreadable);
    }

    [Fact]
    public async Task Other_encodings_are_read()
    {
        var text = Published.With(("claimReviewed", "\"Die Behörde schweigt – „ganz“.\""));
        foreach (var encoding in (Encoding[])[new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode])
            (await _desk.TakeAsync([.. encoding.Preamble, .. encoding.GetBytes(text)])).Result.Errors.ShouldBeEmpty();
        (await _desk.TakeAsync(Encoding.Unicode.GetBytes(text))).Result.Errors.ShouldBeEmpty();
        var plain = Published.With(("claimReviewed", "\"Die Behörde schweigt\"")).Replace("\\u00F6", "ö", StringComparison.Ordinal);
        var guessed = await _desk.TakeAsync(Encoding.Latin1.GetBytes(plain));

        guessed.Result.Warnings.ShouldContain(w => w.Code == ProblemCode.InvalidText);
        (await _desk.AllAsync<Statement>())
            .Select(s => s.Content.Text)
            .ShouldBe(["Die Behörde schweigt – „ganz“.", "Die Behörde schweigt"]);
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task AddAsync(ZipArchive zip, string name, byte[] bytes)
    {
        await using var stream = await zip.CreateEntry(name).OpenAsync(TestContext.Current.CancellationToken);
        await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
    }
}
