using System.Text.Json.Nodes;
using ClaimGraph.Changes;
using ClaimGraph.Import;

namespace ClaimGraph.Server.Tests.Import;

public sealed class ImporterTests : IAsyncLifetime
{
    private const string Text = "Parigi 🗼: gli Stati Uniti non hanno firmato.";

    private Desk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await Desk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task The_order_of_lists_and_records_does_not_matter()
    {
        var result = await _desk.ImportAsync(
            """
            {
              "reviews": [{"key":"r","statement":"s","reviewer":"desk","verdict":"MIXED","basedOn":["undercut","e"]}],
              "evidence": [
                {"key":"undercut","basis":{"statement":"t"},"target":{"evidence":"e"},"stance":"REBUTS"},
                {"key":"e","basis":{"source":"copy"},"target":{"statement":"s"},"stance":"SUPPORTS"}],
              "appearances": [{"key":"a","statement":"s","actor":"desk","source":"first","event":"summit","saidOn":"2025-02"}],
              "statements": [{"key":"s","text":"They did not sign","language":"en","about":[{"event":"summit"},{"actor":"desk"}]},
                {"key":"t","text":"Others did","language":"en"}],
              "events": [{"key":"summit","name":"Summit","participations":[{"actor":"desk","role":"SIGNED"}],"sources":["copy"]}],
              "sources": [{"key":"copy","title":"Copy","derivedFrom":"first"},{"key":"first","title":"First","publisher":"desk"}],
              "actors": [{"key":"desk","kind":"GROUP","name":"Desk"}],
              "format": "claimgraph/1"
            }
            """
        );

        result.Errors.ShouldBeEmpty();
        result.Count(Outcome.Created).ShouldBe(10);
        var review = await _desk.FindAsync<Review>("r");
        var evidence = await _desk.FindAsync<Evidence>("e");
        review.Content.BasedOn.ShouldBe([(await _desk.FindAsync<Evidence>("undercut")).Id, evidence.Id]);
        (await _desk.FindAsync<Evidence>("undercut")).Content.Target.ShouldBe(evidence.Id);
        (await _desk.FindAsync<Source>("copy")).Derived.Origin.ShouldBe((await _desk.FindAsync<Source>("first")).Id);
        (await _desk.FindAsync<Statement>("s")).Content.About.ShouldBe([
            (await _desk.FindAsync<Event>("summit")).Id,
            (await _desk.FindAsync<Actor>("desk")).Id,
        ]);
        (await _desk.Store.ChangesAsync(0, 100)).ShouldAllBe(entry => entry.Principal == "import:test.json");
    }

    [Fact]
    public async Task A_wrong_value_is_left_out_and_a_record_only_when_it_needs_the_value()
    {
        var result = await _desk.ImportAsync(
            """
            {
              "format": "claimgraph/1",
              "actors": [
                {"key":"good","kind":"PERSON","name":"Good","colour":"red"}, {"key":"bad","kind":"PERSON","name":""},
                {"key":"none","kind":"person","name":"None"}],
              "sources": [
                {"key":"s1","title":"T","publisher":"bad"}, {"key":"s2","title":"T","publisher":"good","publishedOn":"yesterday"},
                {"key":"s3","title":"T","derivedFrom":"s1"}, {"key":"s4","url":"ftp://x","title":"T"}, {"key":"s5","url":"ftp://x"}],
              "events": [{"key":"ev","name":"E","startsOn":"2025-02","endsOn":"2025-01","participations":[
                {"actor":"bad","role":"SIGNED"}, {"role":"SIGNED"}, {"actor":"good","role":"SIGNED"}]}],
              "statements": [
                {"key":"a","text":"A","prior":2,"topics":["x","",null,"y"]},
                {"key":"b","text":"B","about":[{"actor":"good"},{"actor":"nobody"}]}, {"key":"c","text":" "}],
              "evidence": [
                {"key":"e","basis":{"source":"s2"},"target":{"statement":"a"},"stance":"REBUTS","note":7},
                {"key":"f","basis":{"source":"s2"},"target":{"statement":"c"},"stance":"REBUTS"}]
            }
            """
        );

        result
            .Errors.Select(e => $"{e.Path} {e.Code} {e.Message}")
            .ShouldBe([
                "/actors/2/kind INVALID_FORMAT 'person' is not a valid actor kind; use PERSON, ORGANISATION, COUNTRY or GROUP.",
                "/actors/1/name REQUIRED This text is required.",
                "/sources/4/url REQUIRED A source needs a url, a title or a snapshot.",
                "/statements/2/text REQUIRED This text is required.",
                "/evidence/1/target/statement NOT_FOUND This names the statement 'c', which was refused (see /statements/2).",
            ]);
        result
            .Warnings.Select(e => $"{e.Path} {e.Code}")
            .ShouldBe(
                [
                    "/actors/0/colour UNKNOWN_FIELD",
                    "/sources/0/publisher NOT_FOUND",
                    "/sources/1/publishedOn INVALID_FORMAT",
                    "/sources/3/url INVALID_FORMAT",
                    "/sources/4/url INVALID_FORMAT",
                    "/events/0/participations/1/actor REQUIRED",
                    "/events/0/participations/0/actor NOT_FOUND",
                    "/events/0/endsOn OUT_OF_RANGE",
                    "/statements/0/prior OUT_OF_RANGE",
                    "/statements/1/about/1/actor NOT_FOUND",
                    "/evidence/0/note INVALID_FORMAT",
                ],
                ignoreOrder: true
            );
        result.Warnings.ShouldAllBe(w => w.Message.EndsWith("It is left out.", StringComparison.Ordinal));
        (result.Count(Outcome.Created), result.Refused).ShouldBe((9, 5));
        (await _desk.FindAsync<Source>("s4")).Content.Url.ShouldBeNull();
        (await _desk.FindAsync<Statement>("a")).Content.Topics.ShouldBe(["x", "y"]);
        (await _desk.FindAsync<Event>("ev")).Content.Participations.ShouldHaveSingleItem();
        (await _desk.FindAsync<Statement>("b")).Content.About.ShouldBe([(await _desk.FindAsync<Actor>("good")).Id]);
    }

    [Fact]
    public async Task A_wrong_entry_of_a_list_is_left_out_and_the_others_stay()
    {
        var result = await _desk.ImportAsync(
            """
            {
              "format": "claimgraph/1",
              "actors": [{"key":"a","kind":"PERSON","name":"A","otherKeys":["a2",7," "],
                "aliases":["One","",7,"  ","Two","nul\u0000","Three"],
                "identifiers":["javascript:x","https://www.wikidata.org/entity/Q1","not an IRI"]}],
              "events": [{"key":"e","name":"E","participations":[
                {"actor":"none","role":"HOSTED"},{"actor":"a","role":"signed"},{"actor":"a","role":"SIGNED"},{"actor":"a","role":"LEFT"}]}],
              "statements": [{"key":"s","text":"S","topics":["x","TOO_LONG","y"],"about":[{"actor":"a"},{"event":"none"},{"event":"e"}]}]
            }
            """.Replace("TOO_LONG", new string('z', Limits.Topic + 1), StringComparison.Ordinal)
        );
        result.Errors.ShouldBeEmpty();
        result
            .Warnings.Select(w => $"{w.Path} {w.Code}")
            .ShouldBe(
                [
                    "/actors/0/otherKeys/1 INVALID_FORMAT",
                    "/actors/0/otherKeys/2 REQUIRED",
                    "/actors/0/aliases/2 INVALID_FORMAT",
                    "/actors/0/aliases/3 REQUIRED",
                    "/actors/0/aliases/5 INVALID_TEXT",
                    "/actors/0/identifiers/0 INVALID_FORMAT",
                    "/actors/0/identifiers/2 INVALID_FORMAT",
                    "/events/0/participations/0/actor NOT_FOUND",
                    "/events/0/participations/1/role INVALID_FORMAT",
                    "/statements/0/topics/1 TOO_LONG",
                    "/statements/0/about/1/event NOT_FOUND",
                ],
                ignoreOrder: true
            );
        result.Warnings.ShouldAllBe(w => w.Message.EndsWith("It is left out.", StringComparison.Ordinal));
        var actor = await _desk.FindAsync<Actor>("a");
        actor.Content.Aliases.ShouldBe(["One", "Two", "Three"]);
        actor.Content.Identifiers.ShouldHaveSingleItem().ShouldContain("Q1");
        (await _desk.FindAsync<Event>("e")).Content.Participations.Select(p => p.Role).ShouldBe(["SIGNED", "LEFT"]);
        var statement = (await _desk.FindAsync<Statement>("s")).Content;
        statement.Topics.ShouldBe(["x", "y"]);
        statement.About.ShouldBe([actor.Id, (await _desk.FindAsync<Event>("e")).Id]);
    }

    [Fact]
    public async Task Empty_texts_count_as_not_given()
    {
        var result = await _desk.ImportAsync(
            """
            {
              "format": "claimgraph/1",
              "sources": [{"key":"s","url":"","title":"T","language":"","kind":"","publisher":"","publishedOn":"",
                "note":"","status":"","statusReason":"",
                "createdAt":"","id":"","reliability":"","identifiers":[""],"snapshot":{"text":"x","sha256":"","capturedAt":""}}]
            }
            """
        );
        (result.ErrorCount, result.WarningCount, result.Count(Outcome.Created)).ShouldBe((0, result.WarningCount, 1));
        var source = (await _desk.FindAsync<Source>("s")).Content;
        (source.Url, source.Language, source.Publisher, source.Note).ShouldBe((null, "und", null, null));
    }

    [Fact]
    public async Task A_review_needs_a_verdict_or_a_rating()
    {
        var rating = new string('x', 10_000);
        var result = await _desk.ImportAsync(
            """
            {
              "format": "claimgraph/1",
              "actors": [{"key":"desk","kind":"ORGANISATION","name":"Desk"}],
              "statements": [{"key":"s","text":"S"}],
              "reviews": [
                {"key":"rated","statement":"s","reviewer":"desk","rating":{"text":"RATING"},"reviewedOn":"2025-03"},
                {"key":"judged","statement":"s","reviewer":"desk","verdict":"MIXED","rating":{"text":""},"reviewedOn":"2025-02"},
                {"key":"neither","statement":"s","reviewer":"desk","verdict":"","rating":{"text":"","value":null}}]
            }
            """.Replace("RATING", rating, StringComparison.Ordinal)
        );
        result
            .Errors.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe("test.json:/reviews/2/verdict: A review needs a verdict or a rating. (REQUIRED)");
        var rated = await _desk.FindAsync<Review>("rated");
        (rated.Content.Verdict, rated.Content.Rating!.Text).ShouldBe((null, rating));
        var statement = await _desk.FindAsync<Statement>("s");
        (statement.Derived.ReviewCount, statement.Derived.Verdict).ShouldBe((2, Verdict.Mixed)); // the newest that has one
    }

    [Fact]
    public async Task A_quote_that_is_not_in_the_snapshot_is_kept_with_a_warning()
    {
        _desk.Beside["text.txt"] = Text;
        var result = await _desk.ImportAsync(
            """
            {
              "format": "claimgraph/1",
              "sources": [{"key":"src","snapshot":{"file":"text.txt"}}],
              "statements": [{"key":"s","text":"S"}],
              "appearances": [
                {"key":"right","statement":"s","source":"src","anchor":{"exact":"non hanno firmato","start":26,"end":43}},
                {"key":"utf16","statement":"s","source":"src","saidOn":"2025","anchor":{"exact":"non hanno firmato","start":27,"end":44}},
                {"key":"words","statement":"s","source":"src","anchor":{"exact":"hanno firmato tutti"}}]
            }
            """
        );
        result.ErrorCount.ShouldBe(0);
        result
            .Warnings.Select(e => $"{e.Path} {e.Code}")
            .ShouldBe(["/appearances/1/anchor QUOTE_MISMATCH", "/appearances/2/anchor QUOTE_MISMATCH"]);
        (await _desk.FindAsync<Appearance>("words")).Content.Anchor!.Exact.ShouldBe("hanno firmato tutti");
        (await _desk.Store.SnapshotsAsync([(await _desk.FindAsync<Source>("src")).Id]))[0].ShouldBe(Text);
    }

    [Fact]
    public async Task Another_text_for_a_known_address_is_a_further_snapshot()
    {
        static string Captured(string key, string text) =>
            $$"""{"format":"claimgraph/1","sources":[{"key":"{{key}}","url":"https://example.org/a","snapshot":{"text":"{{text}}"} }]}""";

        await _desk.ImportAsync(Captured("first", "Uno."));
        var second = await _desk.ImportAsync(Captured("second", "Due."));

        second.Warnings.ShouldHaveSingleItem().Message.ShouldContain("stored as a further snapshot");
        foreach (var again in new[] { Captured("first", "Uno."), Captured("second", "Due.") })
            (await _desk.ImportAsync(again)).Count(Outcome.Unchanged).ShouldBe(1);
        var source = await _desk.FindAsync<Source>("first");
        source.Derived.SnapshotCount.ShouldBe(2);
        (await _desk.Store.SnapshotsAsync([source.Id])).ShouldBe(["Due."]);
    }

    [Fact]
    public async Task A_record_that_is_there_twice_is_counted_and_does_no_harm()
    {
        const string Actor = """{"key":"a","kind":"PERSON","name":"A"}""";
        var result = await _desk.ImportAsync(
            $$"""{"format":"claimgraph/1","actors":[{{Actor}},{{Actor}},{"key":"a","kind":"PERSON","name":"Another"}]}"""
        );
        (result.Count(Outcome.Created), result.Duplicates, result.Refused).ShouldBe((1, 1, 1));
        result.Errors.ShouldHaveSingleItem().Message.ShouldBe("/actors/0 has the key 'a' already.");
        (await _desk.FindAsync<Actor>("a")).Content.Name.ShouldBe("A");
    }

    [Fact]
    public async Task A_second_run_changes_nothing_and_a_changed_record_replaces_its_node()
    {
        var file =
            """{"format":"claimgraph/1","sources":[{"key":"s","title":"T","snapshot":{"text":"x"}}],"statements":[{"key":"a","text":"A"},{"key":"b","text":"B"}]}""";
        await _desk.ImportAsync(file);
        var head = (await _desk.Store.HeadAsync()).Revision;

        var second = await _desk.ImportAsync(file);
        (second.Count(Outcome.Unchanged), second.Count(Outcome.Created), second.Revision).ShouldBe((3, 0, head));

        var third = await _desk.ImportAsync(file.Replace("\"B\"", "\"B, revised\"", StringComparison.Ordinal));
        (third.Count(Outcome.Unchanged), third.Count(NodeKind.Statement, Outcome.Updated), third.Revision).ShouldBe((2, 1, head + 1));
        (await _desk.FindAsync<Statement>("b")).Content.Text.ShouldBe("B, revised");
    }

    [Fact]
    public async Task Keys_lead_to_nodes_that_are_in_the_store_already()
    {
        await _desk.ImportAsync("""{"format":"claimgraph/1","statements":[{"key":"s","text":"S"}]}""");
        var actor = new ActorContent { Name = "Without a key" };
        var id = _desk.Ids.Next(NodeKind.Actor);
        await _desk.CommitAsync(new Create(id, actor));

        var result = await _desk.ImportAsync(
            $$"""
            {"format":"claimgraph/1","appearances":[
              {"key":"a","statement":"s","actor":"id:{{id}}"},{"key":"b","statement":"s","actor":"id:{{_desk.Ids.Next(NodeKind.Actor)}}"}]}
            """
        );

        result.Warnings.Select(e => $"{e.Path} {e.Code}").ShouldBe(["/appearances/1/actor NOT_FOUND"]);
        var appearance = await _desk.FindAsync<Appearance>("a");
        (appearance.Content.Statement, appearance.Content.Actor).ShouldBe(((await _desk.FindAsync<Statement>("s")).Id, id));
    }

    [Fact]
    public async Task A_thin_record_of_another_desk_clears_nothing_and_its_key_stays_usable()
    {
        const string First = """
            {"format":"claimgraph/1",
             "actors":[{"key":"press","kind":"ORGANISATION","name":"Press"}],
             "sources":[{"key":"a","url":"https://news.example/story","title":"Story","publisher":"press","publishedOn":"2025-05-02",
               "reliability":"B","note":"archived","snapshot":{"text":"The bridge was closed in May."}}],
             "statements":[{"key":"a","text":"The bridge was closed in May.","language":"en","topics":["traffic"],"note":"careful"}]}
            """;
        const string Second = """
            {"format":"claimgraph/1",
             "sources":[{"key":"b","url":"http://news.example/story/?utm_source=feed","kind":"NEWS"}],
             "statements":[{"key":"b","text":"The bridge was closed in May","language":"en"}]}
            """;
        await _desk.ImportAsync(First);
        (await _desk.ImportAsync(Second)).Errors.ShouldBeEmpty();
        var source = await _desk.FindAsync<Source>("b");
        source.Id.ShouldBe((await _desk.FindAsync<Source>("a")).Id);
        var content = source.Content;
        (content.Title, content.Publisher is null, content.PublishedOn, content.Reliability, content.Note, content.SourceKind).ShouldBe(
            ("Story", false, new PartialDate(2025, 5, 2), Reliability.B, "archived", SourceKind.News)
        );
        content.Snapshot.ShouldNotBeNull();
        var statement = (await _desk.FindAsync<Statement>("b")).Content;
        (statement.Note, statement.Topics[0]).ShouldBe(("careful", "traffic"));

        var revision = (await _desk.Store.HeadAsync()).Revision;
        foreach (var file in new[] { First, Second, First })
            (await _desk.ImportAsync(file)).Revision.ShouldBe(revision);
        var third = await _desk.ImportAsync(
            """{"format":"claimgraph/1","evidence":[{"key":"e","basis":{"source":"b"},"target":{"statement":"b"},"stance":"SUPPORTS"}]}"""
        );
        (third.Errors.Count, third.Count(Outcome.Created)).ShouldBe((0, 1));
    }

    [Fact]
    public async Task A_key_counts_more_than_a_wording_and_records_can_exchange_theirs()
    {
        static string File(params (string Key, string Text)[] records) =>
            $$"""{"format":"claimgraph/1","statements":[{{string.Join(',', records.Select(r => $$"""{"key":"{{r.Key}}","text":"{{r.Text}}"}"""))}}]}""";
        await _desk.ImportAsync(File(("x", "A"), ("y", "B")));
        var (x, y) = ((await _desk.FindAsync<Statement>("x")).Id, (await _desk.FindAsync<Statement>("y")).Id);
        var exchanged = await _desk.ImportAsync(File(("x", "B"), ("y", "A")));
        (exchanged.Errors.Count, exchanged.Count(Outcome.Updated)).ShouldBe((0, 2));
        (await _desk.FindAsync<Statement>("x")).ShouldSatisfyAllConditions(s => s.Id.ShouldBe(x), s => s.Content.Text.ShouldBe("B"));

        // z is worded as y was, and y goes on to another wording: two records, two nodes.
        var moved = await _desk.ImportAsync(File(("z", "A"), ("y", "C")));
        (moved.Errors.Count, moved.Warnings.Count, moved.Count(Outcome.Created), moved.Count(Outcome.Updated)).ShouldBe((0, 0, 1, 1));
        (await _desk.FindAsync<Statement>("y")).Id.ShouldBe(y);
        (await _desk.FindAsync<Statement>("z")).Id.ShouldNotBe(y);
    }

    [Fact]
    public async Task Verdicts_of_one_page_on_several_statements_are_all_taken()
    {
        var result = await _desk.ImportAsync(
            """
            {"format":"claimgraph/1",
             "actors":[{"key":"desk","kind":"ORGANISATION","name":"Desk"}],
             "statements":[{"key":"1","text":"The tax was raised."},{"key":"2","text":"They met twice."}],
             "reviews":[
              {"key":"1","statement":"1","reviewer":"desk","verdict":"UNSUPPORTED","url":"https://check.example/roundup/"},
              {"key":"2","statement":"2","reviewer":"desk","verdict":"SUPPORTED","url":"https://check.example/roundup#2"}]}
            """
        );
        (result.Errors.Count, result.Warnings.Count, result.Count(NodeKind.Review, Outcome.Created)).ShouldBe((0, 0, 2));
        (await _desk.FindAsync<Statement>("2")).Derived.Verdict.ShouldBe(Verdict.Supported);
    }

    [Fact]
    public async Task Two_records_with_one_address_or_wording_are_one_node_and_the_second_is_reported()
    {
        const string File = """
            {
              "format": "claimgraph/1",
              "sources": [{"key":"a","url":"https://example.org/x","title":"First"},
                {"key":"b","url":"http://example.org/x/?utm_source=y","title":"Second"}],
              "statements": [{"key":"s","text":"S"}],
              "evidence": [{"key":"e","basis":{"source":"b"},"target":{"statement":"s"},"stance":"CONTEXT"}]
            }
            """;
        for (var run = 0; run < 2; run++)
        {
            var result = await _desk.ImportAsync(File);
            (result.ErrorCount, result.Refused, result.Duplicates).ShouldBe((0, 0, 1));
            result.Warnings.Select(w => w.Path).ShouldBe(["/sources/1", "/sources/1/title"]);
            result.Warnings[0].Message.ShouldStartWith("/sources/0 is the same record");
            var source = await _desk.FindAsync<Source>("a");
            (source.Content.Title, source.Version).ShouldBe(("First", 2));
            source.OtherKeys.ShouldBe(["b"]);
            (await _desk.FindAsync<Evidence>("e")).Content.Basis.ShouldBe(source.Id);
        }
    }

    [Fact]
    public async Task A_status_is_set_with_its_reason_and_stays_at_the_second_run()
    {
        const string File = """
            {
              "format": "claimgraph/1",
              "sources": [{"key":"gone","title":"T","status":"RETRACTED","statusReason":"Invented."},
                {"key":"mended","title":"T","status":"CORRECTED","statusReason":"A number."}],
              "statements": [{"key":"s","text":"S","status":"RETRACTED","statusReason":"Invented."}],
              "evidence": [{"key":"e","basis":{"source":"gone"},"target":{"statement":"s"},"stance":"SUPPORTS"}]
            }
            """;
        (await _desk.ImportAsync(File)).Errors.ShouldBeEmpty();
        var head = (await _desk.Store.HeadAsync()).Revision;
        (await _desk.ImportAsync(File)).Revision.ShouldBe(head);

        var gone = await _desk.FindAsync<Source>("gone");
        (gone.Status, gone.StatusReason).ShouldBe((RecordStatus.Retracted, "Invented."));
        (await _desk.FindAsync<Source>("mended")).Status.ShouldBe(RecordStatus.Corrected);
        (await _desk.FindAsync<Evidence>("e")).Derived.BasisRetracted.ShouldBeTrue();

        var changed = await _desk.ImportAsync(
            File.Replace("\"title\":\"T\",\"status\":\"RETRACTED\"", "\"title\":\"U\",\"status\":\"RETRACTED\"", StringComparison.Ordinal)
        );
        changed.Errors.ShouldHaveSingleItem().Code.ShouldBe(ProblemCode.Retracted);
    }

    [Fact]
    public async Task A_new_node_takes_the_id_that_it_had_unless_another_has_it()
    {
        var (free, taken) = (_desk.Ids.Next(NodeKind.Actor), _desk.Ids.Next(NodeKind.Actor));
        await _desk.CommitAsync(new Create(taken, new ActorContent { Name = "Somebody else" }));
        var file = $$"""
            {
              "format": "claimgraph/1",
              "actors": [{"key":"a","id":"{{free}}","kind":"PERSON","name":"A"}, {"key":"b","id":"{{taken}}","kind":"PERSON","name":"B"},
                         {"key":"c","id":"{{free}}","kind":"PERSON","name":"C"}, {"key":"d","id":"nonsense","kind":"PERSON","name":"D"}]
            }
            """;
        for (var run = 0; run < 2; run++)
        {
            var result = await _desk.ImportAsync(file);
            result.ErrorCount.ShouldBe(0);
            result.Warnings.Select(e => $"{e.Path} {e.Code}").ShouldBe(["/actors/3/id INVALID_FORMAT"]);
        }
        (await _desk.FindAsync<Actor>("c")).Id.ShouldNotBe(free);
        (await _desk.FindAsync<Actor>("a")).Id.ShouldBe(free);
        var b = await _desk.FindAsync<Actor>("b");
        (b.Id == taken, b.Content.Name, b.Version).ShouldBe((false, "B", 1));
    }

    [Fact]
    public async Task A_record_that_names_a_refused_one_is_taken_when_the_store_has_its_node()
    {
        await _desk.ImportAsync("""{"format":"claimgraph/1","actors":[{"key":"a","kind":"PERSON","name":"A"}]}""");
        var result = await _desk.ImportAsync(
            """
            {"format":"claimgraph/1","actors":[{"key":"a","kind":"PERSON","name":""}],
              "statements":[{"key":"s","text":"S","about":[{"actor":"a"}]}]}
            """
        );
        result.Errors.ShouldHaveSingleItem().Path.ShouldBe("/actors/0/name");
        (await _desk.FindAsync<Statement>("s")).Content.About.ShouldBe([(await _desk.FindAsync<Actor>("a")).Id]);
    }

    [Theory]
    [InlineData(
        """{"format":"claimgraph/1","actors":[{"key":"a","kind":"PERSON","name":"A"},""",
        "",
        "The file is not valid JSON: see line 1, byte "
    )]
    [InlineData(
        """{"format":"claimgraph/9","actors":[{"key":"a","kind":"PERSON","name":"A"}]}""",
        "/format",
        "This program reads the format \"claimgraph/1\"."
    )]
    [InlineData("", "", "The file is empty.")]
    [InlineData(" \n", "", "The file is empty.")]
    [InlineData("[]", "", "The file is not an import file, which is one JSON object. If it is of another format, name the format.")]
    [InlineData("Dear all,", "", "The file is not an import file, which is one JSON object.")]
    [InlineData("""{"actors":[{"key":"a","kind":"PERSON","name":"A"}]}""", "/format", "The file does not say its format")]
    public async Task Of_a_file_that_is_wrong_as_a_whole_nothing_is_taken(string json, string path, string message)
    {
        var error = (await _desk.ImportAsync(json)).Errors.ShouldHaveSingleItem();
        error.Path.ShouldBe(path);
        error.Message.ShouldStartWith(message);
        (await _desk.Store.HeadAsync()).Revision.ShouldBe(0);
    }

    [Fact]
    public async Task Sources_that_derive_from_each_other_are_refused()
    {
        var result = await _desk.ImportAsync(
            """
            {"format":"claimgraph/1","sources":[{"key":"a","title":"T","derivedFrom":"b"},{"key":"b","title":"T","derivedFrom":"a"},
              {"key":"c","title":"T","derivedFrom":"a"},{"key":"d","title":"T"}]}
            """
        );
        result
            .Errors.Select(e => $"{e.Path} {e.Code}")
            .Order(StringComparer.Ordinal)
            .ShouldBe(["/sources/0/derivedFrom CYCLE", "/sources/1/derivedFrom CYCLE"]);
        result.Warnings.ShouldHaveSingleItem().Path.ShouldBe("/sources/2/derivedFrom");
        (await _desk.FindAsync<Source>("d")).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_of_several_batches_loses_only_its_wrong_records()
    {
        var statements = new JsonArray([
            .. Enumerable
                .Range(0, 1_700)
                .Select(i => new JsonObject { ["key"] = $"s{i}", ["text"] = i % 400 == 7 ? "" : $"Statement {i}" }),
        ]);
        var evidence = new JsonArray([
            .. Enumerable
                .Range(1, 1_699)
                .Select(i => new JsonObject
                {
                    ["key"] = $"e{i}",
                    ["basis"] = new JsonObject { ["statement"] = $"s{i}" },
                    ["target"] = new JsonObject { ["statement"] = $"s{i - 1}" },
                    ["stance"] = "SUPPORTS",
                }),
        ]);
        List<ImportProgress> steps = [];

        var result = await _desk.ImportAsync(
            new JsonObject
            {
                ["evidence"] = evidence,
                ["statements"] = statements,
                ["format"] = "claimgraph/1",
            }.ToJsonString(),
            new Steps(steps)
        );

        result.Errors.Count(e => e.Path.StartsWith("/statements/", StringComparison.Ordinal)).ShouldBe(5);
        result.Errors.Count(e => e.Path.StartsWith("/evidence/", StringComparison.Ordinal)).ShouldBe(10);
        (result.Count(NodeKind.Statement, Outcome.Created), result.Count(NodeKind.Evidence, Outcome.Created), result.Refused).ShouldBe(
            (1_695, 1_689, 15)
        );
        steps.Count(s => s.Kind is null).ShouldBe(3); // while the file is read for the first time
        steps.RemoveAll(s => s.Kind is null);
        steps.Select(s => s.Done).ShouldBe(steps.Select(s => s.Done).Order());
        (steps[^1].Done, steps[^1].Total, steps[^1].Errors).ShouldBe((3_399, 3_399, 15));
    }

    private sealed class Steps(List<ImportProgress> steps) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => steps.Add(value);
    }
}
