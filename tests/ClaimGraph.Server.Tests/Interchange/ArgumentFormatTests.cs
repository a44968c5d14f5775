using System.Text;
using System.Text.Json.Nodes;
using ClaimGraph.Changes;
using ClaimGraph.Import;
using ClaimGraph.Interchange;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Tests.Import;

namespace ClaimGraph.Server.Tests.Interchange;

/// <summary>Web Annotations, Argdown and AIF, in and out.</summary>
public sealed class ArgumentFormatTests : IAsyncLifetime
{
    private Desk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await Desk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Theory]
    [InlineData("webanno")]
    [InlineData("argdown")]
    [InlineData("aif")]
    public async Task What_goes_out_comes_in_unchanged_here_and_elsewhere(string format)
    {
        await SampleArticle.LoadIntoNewAsync(_desk.Store, _desk.Ids, CancellationToken.None);
        var given = await _desk.GiveAsync(format);
        (await SeenAsync(given)).ShouldBe(format);
        var head = (await _desk.Store.HeadAsync()).Revision;
        var (own, _) = await _desk.TakeAsync(format, given);
        own.Errors.ShouldBeEmpty();
        (own.Count(Outcome.Created), own.Count(Outcome.Updated), own.Revision).ShouldBe((0, 0, head));

        await using var other = await Desk.OpenAsync();
        var (result, read) = await other.TakeAsync(format, given);
        result.Errors.ShouldBeEmpty();
        (read.ErrorCount, read.WarningCount).ShouldBe((0, 0));
        var again = await other.GiveAsync(format);
        // The article of the sample has neither address nor title: annotations cannot carry it elsewhere, which is named.
        if (format == "webanno")
            result.Warnings.ShouldContain(w => w.Code == "NOT_FOUND");
        else
            Formats.WithoutLosses(again).Length.ShouldBe(Formats.WithoutLosses(given).Length);
        await using var third = await Desk.OpenAsync();
        await third.TakeAsync(format, again);
        Formats.WithoutLosses(await third.GiveAsync(format)).Length.ShouldBe(Formats.WithoutLosses(again).Length);
    }

    [Fact]
    public async Task Statements_arguments_and_relations_of_Argdown_are_read()
    {
        // After the documentation of the syntax, https://argdown.org/syntax/.
        var (result, read) = await _desk.TakeAsync(
            "argdown",
            """
            ===
            title: Censorship
            ===

            /* A comment
               of two lines */
            [Censorship]: Censorship is not wrong
              in principle. #(free speech) #core
              - <Absolute right>: Freedom of speech is an absolute right. // why?
                _ <Limits>: No right is absolute.
              + [Harm]: Some speech harms.
                >< [Harmless]: Speech never harms.
              +> [Regulation]: Speech can be regulated.

            <Argument from harm>

            (1) [Harm]
            (2) Harm can be prevented.
            ----
            (3) [Prevention]: Harm ought to be prevented.
              -> [Harmless]
            """
        );

        result.Errors.ShouldBeEmpty();
        read.Warnings.ShouldBeEmpty();
        var all = await _desk.AllAsync();
        var statements = all.OfType<Statement>().ToDictionary(s => s.Content.Text, s => s);
        statements
            .Keys.Order(StringComparer.Ordinal)
            .ShouldBe([
                "Censorship is not wrong in principle.",
                "Freedom of speech is an absolute right.",
                "Harm can be prevented.",
                "Harm ought to be prevented.",
                "No right is absolute.",
                "Some speech harms.",
                "Speech can be regulated.",
                "Speech never harms.",
            ]);
        statements["Censorship is not wrong in principle."].Content.Topics.Order(StringComparer.Ordinal).ShouldBe(["core", "free speech"]);
        var evidence = all.OfType<Evidence>().ToArray();
        var words = all.OfType<Statement>().ToDictionary(s => s.Id, s => s.Content.Text.Split(' ')[0] + s.Content.Text.Split(' ')[^1]);
        evidence
            .Where(e => e.Content.Target.Kind == NodeKind.Statement)
            .Select(e => $"{words[e.Content.Basis]} {e.Content.Stance} {words[e.Content.Target]}")
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "Censorshipprinciple. Supports Speechregulated.",
                "Freedomright. Rebuts Censorshipprinciple.",
                "Harmprevented. Rebuts Speechharms.",
                "Harmprevented. Supports Harmprevented.",
                "Someharms. Supports Censorshipprinciple.",
                "Someharms. Supports Harmprevented.",
            ]);
        var undercut = evidence.Single(e => e.Content.Target.Kind == NodeKind.Evidence).Content;
        words[undercut.Basis].ShouldBe("Noabsolute.");
        evidence.Single(e => e.Id == undercut.Target).Content.Stance.ShouldBe(Stance.Rebuts);
        evidence.Count(e => e.Content.JointWith is not null).ShouldBe(1);
        all.OfType<Relation>().ShouldHaveSingleItem().Content.RelationKind.ShouldBe(RelationKind.Contradicts);
    }

    [Fact]
    public async Task Nodes_of_AIF_become_statements_evidence_and_appearances()
    {
        var (result, read) = await _desk.TakeAsync(
            "aif",
            """
            {"nodes":[
              {"nodeID":"1","text":"It rains","type":"I","timestamp":"2024-05-02 10:00:00"},
              {"nodeID":"2","text":"The street is wet","type":"I"},
              {"nodeID":"3","text":"Default Inference","type":"RA"},
              {"nodeID":"4","text":"Somebody washed a car","type":"I"},
              {"nodeID":"5","text":"Default Conflict","type":"CA"},
              {"nodeID":"6","text":"Ann : It rains","type":"L"},
              {"nodeID":"7","text":"Asserting","type":"YA"},
              {"nodeID":"8","text":"Default Rephrase","type":"MA"}],
             "edges":[
              {"edgeID":"1","fromID":"2","toID":"3"},{"edgeID":"2","fromID":"3","toID":"1"},
              {"edgeID":"3","fromID":"4","toID":"5"},{"edgeID":"4","fromID":"5","toID":"3"},
              {"edgeID":"5","fromID":"6","toID":"7"},{"edgeID":"6","fromID":"7","toID":"1"},
              {"edgeID":"7","fromID":"99","toID":"1"}],
             "locutions":[{"nodeID":"6","personID":"11","timestamp":"2024-05-02 10:00:00"}],
             "participants":[{"participantID":"11","firstname":"Ann","surname":"Lee"}]}
            """
        );

        result.Errors.ShouldBeEmpty();
        read.Errors.Select(e => e.Path).ShouldBe(["/edges/6"]);
        read.Warnings.Select(w => (w.Path, w.Code)).ShouldBe([("/nodes/7/type", "NO_PLACE")]);
        var all = await _desk.AllAsync();
        all.OfType<Statement>().Count().ShouldBe(3);
        all.OfType<Actor>().ShouldHaveSingleItem().Content.Name.ShouldBe("Ann Lee");
        all.OfType<Appearance>().Count().ShouldBe(1);
        var evidence = all.OfType<Evidence>().ToDictionary(e => e.Content.Target.Kind, e => e.Content);
        (evidence[NodeKind.Statement].Stance, evidence[NodeKind.Evidence].Stance).ShouldBe((Stance.Supports, Stance.Rebuts));
    }

    [Fact]
    public async Task Edges_of_AIF_have_both_ends_where_an_undercut_argument_fell()
    {
        await _desk.TakeAsync(
            "aif",
            """
            {"nodes":[
              {"nodeID":"1","text":"It rains","type":"I"},{"nodeID":"2","text":"The street is wet","type":"I"},
              {"nodeID":"3","text":"Default Inference","type":"RA"},{"nodeID":"4","text":"Somebody washed a car","type":"I"},
              {"nodeID":"5","text":"Default Conflict","type":"CA"},{"nodeID":"6","text":"The car was dry","type":"I"},
              {"nodeID":"7","text":"Default Conflict","type":"CA"}],
             "edges":[
              {"edgeID":"1","fromID":"2","toID":"3"},{"edgeID":"2","fromID":"3","toID":"1"},
              {"edgeID":"3","fromID":"4","toID":"5"},{"edgeID":"4","fromID":"5","toID":"3"},
              {"edgeID":"5","fromID":"6","toID":"7"},{"edgeID":"6","fromID":"7","toID":"5"}]}
            """
        );
        EdgesWithoutEnd(await _desk.GiveAsync("aif")).ShouldBe((6, 0));

        var basis = (await _desk.AllAsync()).OfType<Statement>().Single(s => s.Content.Text == "The street is wet");
        await _desk.Store.CommitAsync(
            new ChangeSet { Principal = "test", Operations = [new SetStatus(basis.Id, RecordStatus.Retracted) { Reason = "It was dry." }] },
            TestContext.Current.CancellationToken
        );
        EdgesWithoutEnd(await _desk.GiveAsync("aif")).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Edges_of_AIF_have_both_ends_where_only_the_undercut_is_new()
    {
        await _desk.TakeAsync("argdown", "[A]: It rains.\n  + [B]: The street is wet.\n    + [C]: I see it.\n");
        var head = (await _desk.Store.HeadAsync()).Revision;
        var support = (await _desk.AllAsync()).OfType<Evidence>().First(e => e.Content.Target.Kind == NodeKind.Statement);
        await _desk.CommitAsync(
            new Create(_desk.Ids.Next(NodeKind.Evidence), Against(support.Id, (await _desk.AllAsync()).OfType<Statement>().Last().Id))
        );
        var (output, format) = (new MemoryStream(), ExportFormat.Named("aif"));
        var cancellation = TestContext.Current.CancellationToken;
        await format.WriteAsync(new Selection(_desk.Store) { Since = head }, output, cancellation);
        EdgesWithoutEnd(Encoding.UTF8.GetString(output.ToArray())).ShouldBe((4, 0)); // of the new evidence, and of what it argues about

        static EvidenceContent Against(NodeId evidence, NodeId basis) =>
            new()
            {
                Basis = basis,
                Target = evidence,
                Stance = Stance.Rebuts,
            };
    }

    [Theory]
    [InlineData(
        "webanno",
        "\"claimgraph:losses\": \"Left out: 1 × appearances without a source; 1 × topics of statements; "
            + "1 × evidence without a source or a statement; 1 × actors; 1 × statements; 1 × reviews.\""
    )]
    [InlineData(
        "argdown",
        "<!-- Left out: 1 × evidence that is CONTEXT; 1 × strength of evidence; 1 × anchor of evidence; 1 × actors; "
            + "1 × appearances; 1 × reviews. -->"
    )]
    [InlineData(
        "aif",
        "\"claimgraph:losses\": \"Left out: 1 × topics of statements; 1 × evidence that is CONTEXT; 1 × strength of evidence; "
            + "1 × anchor of evidence; 1 × reviews.\""
    )]
    [InlineData("graphml", "<!-- Left out: 1 × topics of statements; 1 × anchor of evidence; 1 × verdict of reviews. -->")]
    public async Task What_a_format_cannot_say_is_counted_in_the_file(string format, string words)
    {
        await _desk.ImportAsync(
            """
            {"format":"claimgraph/1","actors":[{"key":"a","kind":"PERSON","name":"Ann"}],
             "sources":[{"key":"p","title":"Paper"}],
             "statements":[{"key":"s","text":"It rains.","topics":["weather"]},{"key":"t","text":"The street is wet."}],
             "appearances":[{"key":"said","statement":"s","actor":"a"}],
             "evidence":[
              {"key":"e","basis":{"source":"p"},"target":{"statement":"s"},"stance":"SUPPORTS","strength":0.5,"anchor":{"exact":"wet"}},
              {"key":"c","basis":{"statement":"t"},"target":{"statement":"s"},"stance":"CONTEXT"}],
             "reviews":[{"key":"r","statement":"s","reviewer":"a","verdict":"SUPPORTED"}]}
            """
        );
        (await _desk.GiveAsync(format)).ShouldContain(words);
    }

    private static (int Edges, int WithoutEnd) EdgesWithoutEnd(string aif)
    {
        var all = JsonNode.Parse(aif)!;
        var nodes = all["nodes"]!.AsArray().Select(n => n!["nodeID"]!.GetValue<string>()).ToHashSet();
        var edges = all["edges"]!
            .AsArray()
            .Select(e => (From: e!["fromID"]!.GetValue<string>(), To: e["toID"]!.GetValue<string>()))
            .ToArray();
        return (edges.Length, edges.Count(e => !nodes.Contains(e.From) || !nodes.Contains(e.To)));
    }

    [Theory]
    [InlineData("webanno")]
    [InlineData("argdown")]
    [InlineData("aif")]
    public async Task File_that_is_read_as_a_whole_is_refused_when_it_is_too_large(string format)
    {
        using var large = TemporaryFileOf(257L * 1024 * 1024);
        var open = () => RecordFormat.Named(format)!.OpenAsync("large", large, new(), TestContext.Current.CancellationToken);
        (await open.ShouldThrowAsync<ClaimGraphException>()).Message.ShouldStartWith(
            "'large' has 257 MB; files of this format have at most 256 MB"
        );
    }

    // Nothing is written: the file is one hole.
    private static FileStream TemporaryFileOf(long length)
    {
        var path = Path.GetTempFileName();
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Delete, 0, FileOptions.DeleteOnClose);
        file.SetLength(length);
        return file;
    }

    [Fact]
    public async Task Annotations_of_others_become_appearances_and_evidence()
    {
        var (result, read) = await _desk.TakeAsync(
            "webanno",
            """
            [{"@context":"http://www.w3.org/ns/anno.jsonld","id":"http://example.org/anno1","type":"Annotation",
              "body":{"type":"TextualBody","value":"It rains.","language":"en"},
              "target":{"source":"http://example.org/page1","selector":[
                {"type":"TextQuoteSelector","exact":"it 😀 rains","prefix":"today ","suffix":" a lot"},
                {"type":"TextPositionSelector","start":412,"end":422},{"type":"XPathSelector","value":"/p"}]}},
             {"@context":"http://www.w3.org/ns/anno.jsonld","id":"http://example.org/anno2","type":"Annotation","motivation":"assessing",
              "bodyValue":"It rains.","target":"http://example.org/page2"},
             {"@context":"http://www.w3.org/ns/anno.jsonld","id":"http://example.org/anno3","type":"Annotation","bodyValue":"x"}]
            """
        );

        result.Errors.ShouldBeEmpty();
        read.Errors.Select(e => e.Path).ShouldBe(["/2/target"]);
        read.Warnings.Select(w => w.Path).ShouldBe(["/0/target/selector"]);
        var all = await _desk.AllAsync();
        var anchor = all.OfType<Appearance>().ShouldHaveSingleItem().Content.Anchor!;
        (anchor.Exact, anchor.Start, anchor.End, anchor.Prefix).ShouldBe(("it 😀 rains", 412, 422, "today "));
        all.OfType<Evidence>().ShouldHaveSingleItem().Content.Stance.ShouldBe(Stance.Context);
        all.OfType<Source>().Select(s => s.Content.Url).ShouldBe(["http://example.org/page1", "http://example.org/page2"]);
    }

    [Fact]
    public async Task Argdown_with_carriage_returns_alone_is_seen_and_read()
    {
        const string Text = "[A]: One claim.\r  + <B>: Because.\r  - <C>: Not.\r";
        (await SeenAsync(Text)).ShouldBe("argdown");
        await _desk.TakeAsync("argdown", Text);
        (await _desk.AllAsync()).OfType<Evidence>().Count().ShouldBe(2);
    }

    private static async Task<string?> SeenAsync(string text) =>
        (await RecordFormat.FindAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken))?.Name;
}
