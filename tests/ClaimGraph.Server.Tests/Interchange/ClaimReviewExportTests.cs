using System.Text.Json.Nodes;
using ClaimGraph.Changes;
using ClaimGraph.Interchange;

namespace ClaimGraph.Server.Tests.Interchange;

/// <summary>What goes out comes in again as it was, and is what schema.org and search engines ask for.</summary>
public sealed class ClaimReviewExportTests : IAsyncLifetime
{
    private ReviewDesk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await ReviewDesk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task Import_export_and_import_give_the_same_graph_with_all_unknown_members()
    {
        var odd = Published.With(
            ("@type", "[\"claimreview\"]"),
            ("url", "\"/relative\""),
            ("mainEntityOfPage", "\"https://desk.example/odd\""),
            ("claimReviewed", "[\"A &amp; B\",\"C\"]"),
            ("reviewRating", "[\"Fasle\",{\"x\":null}]"),
            ("datePublished", "\"May 2, 2024\"")
        );
        var bare = """{"claimReviewed":"D","reviewRating":"True","publisher":"Desk","url":"desk.example/bare","z":{"deep":[{}]}}""";
        await _desk.TakeAsync($"[{Published.Plain},{odd},{bare}]");
        var revision = (await _desk.Desk.Store.HeadAsync()).Revision;

        var feed = await FeedAsync(_desk);
        var again = await _desk.TakeAsync(feed);
        again.Result.Errors.ShouldBeEmpty();
        again.Result.Revision.ShouldBe(revision);

        await using var other = await ReviewDesk.OpenAsync();
        await other.TakeAsync(feed);
        (await OfAsync(other)).ShouldBe(await OfAsync(_desk));
        Items(await FeedAsync(other)).Select(i => i.ToJsonString()).ShouldBe(Items(feed).Select(i => i.ToJsonString()));
    }

    [Fact]
    public async Task What_was_changed_or_entered_here_goes_out_and_comes_in_again()
    {
        await _desk.TakeAsync(Published.Plain);
        var review = await _desk.ReviewAsync();
        var changed = review.Content with { Verdict = Verdict.Mixed, ReviewedOn = new PartialDate(2025), Explanation = "Why" };
        await _desk.CommitAsync(new Update(review.Id, review.Version, changed));
        var statement = _desk.Desk.Ids.Next(NodeKind.Statement);
        await _desk.CommitAsync(
            new Create(statement, new StatementContent { Text = "Ours", Language = "en" }),
            new Create(
                _desk.Desk.Ids.Next(NodeKind.Review),
                new ReviewContent
                {
                    Statement = statement,
                    Reviewer = review.Content.Reviewer,
                    Verdict = Verdict.MostlySupported,
                    Url = "https://desk.example/ours",
                }
            )
        );

        var feed = await FeedAsync(_desk);
        Items(feed).ShouldAllBe(i => Required.All(r => i[r] != null));
        await using var other = await ReviewDesk.OpenAsync();
        await other.TakeAsync(feed);
        (await OfAsync(other, NodeKind.Review)).ShouldBe(await OfAsync(_desk, NodeKind.Review));
    }

    [Fact]
    public async Task A_feed_since_a_revision_has_what_was_changed_and_withdrawn()
    {
        var second = Published.With(("url", "\"https://desk.example/2\""), ("claimReviewed", "\"Two\""));
        var third = Published.With(("url", "\"https://desk.example/3\""), ("claimReviewed", "\"Three\""));
        await _desk.TakeAsync($"[{Published.Plain},{second},{third}]");
        var revision = (await _desk.Desk.Store.HeadAsync()).Revision;
        var reviews = await _desk.AllAsync<Review>();
        await _desk.CommitAsync(new SetStatus(reviews[0].Id, RecordStatus.Retracted));
        var two = (await _desk.AllAsync<Statement>()).Single(s => s.Content.Text == "Two");
        await _desk.CommitAsync(new Update(two.Id, two.Version, two.Content with { Text = "Two or more" }));

        var elements = JsonNode.Parse(await FeedAsync(_desk, revision))!["dataFeedElement"]!.AsArray();
        elements.Count.ShouldBe(2);
        (elements[0]!["dateDeleted"] != null, elements[0]!["item"]).ShouldBe((true, null));
        ((string?)elements[1]!["item"]![0]!["claimReviewed"]).ShouldBe("Two or more");
        Items(await FeedAsync(_desk)).Count().ShouldBe(2);
    }

    [Fact]
    public async Task The_page_of_a_claim_is_the_address_of_a_review_without_one_and_comes_in_as_none()
    {
        await _desk.TakeAsync(Published.Plain);
        var review = await _desk.ReviewAsync();
        var statement = _desk.Desk.Ids.Next(NodeKind.Statement);
        await _desk.CommitAsync(
            new Create(statement, new StatementContent { Text = "Ours", Language = "en" }),
            new Create(
                _desk.Desk.Ids.Next(NodeKind.Review),
                new ReviewContent
                {
                    Statement = statement,
                    Reviewer = review.Content.Reviewer,
                    Verdict = Verdict.Mixed,
                }
            )
        );
        var output = new MemoryStream();
        var ours = (await _desk.AllAsync<Statement>()).Single(s => s.Id == statement);
        await new ClaimReviewExporter(_desk.Desk.Store).WriteAsync(output, ours, "https://here.example/statements/ours");
        var graph = System.Text.Encoding.UTF8.GetString(output.ToArray());
        var written = JsonNode.Parse(graph)!["@graph"]!.AsArray();
        ((string?)written[1]!["url"]).ShouldBe("https://here.example/statements/ours");
        ((string?)written[1]!["itemReviewed"]!["@id"]).ShouldBe((string?)written[0]!["@id"]);

        await using var other = await ReviewDesk.OpenAsync();
        await other.TakeAsync(graph);
        (await other.ReviewAsync()).Content.Url.ShouldBeNull();
    }

    [Fact]
    public async Task A_claim_is_written_with_no_more_reviews_and_appearances_than_asked_for()
    {
        await _desk.TakeAsync(Published.Plain);
        var review = await _desk.ReviewAsync();
        var statement = _desk.Desk.Ids.Next(NodeKind.Statement);
        await _desk.CommitAsync(new Create(statement, new StatementContent { Text = "Ours", Language = "en" }));
        for (var i = 0; i < 3; i++)
        {
            var source = _desk.Desk.Ids.Next(NodeKind.Source);
            await _desk.CommitAsync(
                new Create(source, new SourceContent { Url = $"https://page.example/{i}" }),
                new Create(_desk.Desk.Ids.Next(NodeKind.Appearance), new AppearanceContent { Statement = statement, Source = source }),
                new Create(
                    _desk.Desk.Ids.Next(NodeKind.Review),
                    review.Content with
                    {
                        Statement = statement,
                        Url = $"https://desk.example/{i}",
                    }
                )
            );
        }
        var ours = (await _desk.AllAsync<Statement>()).Single(s => s.Id == statement);

        (await CountsAsync(2)).ShouldBe((2, 2));
        (await CountsAsync(int.MaxValue)).ShouldBe((3, 3));

        async Task<(int Reviews, int Appearances)> CountsAsync(int most)
        {
            var output = new MemoryStream();
            await new ClaimReviewExporter(_desk.Desk.Store).WriteAsync(output, ours, "https://here.example/statements/ours", most);
            var graph = JsonNode.Parse(output.ToArray())!["@graph"]!.AsArray();
            return (graph.Count - 1, graph[0]!["appearance"]!.AsArray().Count);
        }
    }

    private static readonly string[] Required = ["@type", "url", "claimReviewed", "reviewRating", "author", "@context"];

    private static IEnumerable<JsonNode> Items(string feed) =>
        JsonNode.Parse(feed)!["dataFeedElement"]!.AsArray().SelectMany(e => e!["item"]?.AsArray() ?? []).Select(i => i!);

    private static async Task<string> FeedAsync(ReviewDesk desk, long since = 0)
    {
        var output = new MemoryStream();
        await new ClaimReviewExporter(desk.Desk.Store).WriteFeedAsync(output, since, TestContext.Current.CancellationToken);
        return System.Text.Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>The graph in words, without ids.</summary>
    private static async Task<IReadOnlyList<string>> OfAsync(ReviewDesk desk, NodeKind? kind = null)
    {
        var all = (await desk.Desk.AllAsync()).Where(n => n.IsActive).ToDictionary(n => n.Id);
        string Named(NodeId id) =>
            all[id].Data switch
            {
                ActorContent actor => actor.Name,
                SourceContent source => source.CanonicalUrl!,
                StatementContent statement => $"{statement.Text} ({statement.Language})",
                var link => $"{link.Kind}",
            };
        return
        [
            .. all
                .Values.Where(n => kind is null || n.Kind == kind)
                .Select(n =>
                    n.Data switch
                    {
                        ReviewContent r =>
                            $"{Named(r.Statement)} {Named(r.Reviewer)} {r.Verdict} {r.Rating} {r.Explanation} {r.CanonicalUrl} "
                                + $"{r.ReviewedOn} {r.Published}",
                        AppearanceContent a => $"{Named(a.Statement)} {(a.Actor is { } who ? Named(who) : "")} "
                            + $"{(a.Source is { } at ? Named(at) : "")} {a.SaidOn}",
                        EvidenceContent e => $"{Named(e.Basis)} {e.Stance} {Named(e.Target)}",
                        _ => Named(n.Id),
                    }
                )
                .Order(StringComparer.Ordinal),
        ];
    }
}
