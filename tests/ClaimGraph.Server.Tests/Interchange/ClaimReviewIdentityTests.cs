using ClaimGraph.Changes;

namespace ClaimGraph.Server.Tests.Interchange;

/// <summary>What is one record and what is not, and what a second run does.</summary>
public sealed class ClaimReviewIdentityTests : IAsyncLifetime
{
    private ReviewDesk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await ReviewDesk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_second_run_of_the_same_input_changes_nothing()
    {
        var first = await _desk.TakeAsync(Published.Plain);
        var second = await _desk.TakeAsync(Published.Plain);

        first.Result.Count(Outcome.Created).ShouldBe(8); // reviewer, claimant, claim, post, page, appearance, evidence, review
        (second.Result.Count(Outcome.Unchanged), second.Result.Count(Outcome.Created)).ShouldBe((8, 0));
        second.Result.Revision.ShouldBe(first.Result.Revision);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change_and_writes_nothing()
    {
        var dry = await _desk.TakeAsync(Published.Plain, isDryRun: true);
        (dry.Result.Count(Outcome.Created), dry.Result.Revision).ShouldBe((8, 0));
        (await _desk.TakeAsync(Published.Plain)).Result.Revision.ShouldBe(1);
        var changed = Published.With(("reviewRating", "\"True\""));
        var again = await _desk.TakeAsync(changed, isDryRun: true);
        (again.Result.Count(Outcome.Updated), again.Result.Count(Outcome.Unchanged), again.Result.Revision).ShouldBe((2, 6, 1));
    }

    [Fact]
    public async Task Reviews_of_several_claims_at_one_address_and_of_one_claim_by_several_publishers_are_kept_apart()
    {
        var claim = ("claimReviewed", "\"The sun is made of butter.\"");
        var other = ("author", """{"name":"Bureau","url":"https://bureau.example"}""");
        var url = ("url", "\"https://bureau.example/moon\"");
        var sameName = ("author", "{\"name\":\"Desk\"}");
        await _desk.TakeAsync(
            $"[{Published.Plain},{Published.With(claim)},{Published.With(other, url)},"
                + $"{Published.With(sameName, ("url", "\"https://desk.other/moon\""))}]"
        );

        (await _desk.AllAsync<Review>()).Count.ShouldBe(4);
        (await _desk.AllAsync<Statement>()).Count.ShouldBe(2);
        (await _desk.AllAsync<Review>()).Select(r => r.Content.Reviewer).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_review_that_is_given_twice_with_other_values_is_taken_once_and_named()
    {
        var twice = $"[{Published.Plain},{Published.With(("reviewRating", "\"True\""))}]";
        var result = await _desk.TakeAsync(twice);
        (result.Result.Duplicates, (await _desk.ReviewAsync()).Content.Verdict).ShouldBe((1, Verdict.Unsupported));
        result.Result.Warnings.ShouldContain(w => w.Code == ProblemCode.AlreadyExists && w.Path == "/1");
        (await _desk.TakeAsync(twice)).Result.Revision.ShouldBe(result.Result.Revision);
    }

    [Fact]
    public async Task A_changed_rating_changes_the_review_and_its_evidence()
    {
        await _desk.TakeAsync(Published.Plain);
        await _desk.TakeAsync(Published.With(("reviewRating", "\"True\"")));
        (await _desk.ReviewAsync()).Content.Verdict.ShouldBe(Verdict.Supported);
        (await _desk.AllAsync<Evidence>()).ShouldHaveSingleItem().Content.Stance.ShouldBe(Stance.Supports);

        await _desk.TakeAsync(Published.With(("reviewRating", "\"Half true\"")));
        (await _desk.ReviewAsync()).Content.Verdict.ShouldBe(Verdict.Mixed);
        (await _desk.AllAsync<Evidence>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_people_have_changed_or_withdrawn_here_stays()
    {
        await _desk.TakeAsync(Published.Plain);
        var review = await _desk.ReviewAsync();
        await _desk.CommitAsync(new Update(review.Id, review.Version, review.Content with { Verdict = Verdict.Mixed }));
        await _desk.TakeAsync(Published.Plain);
        (await _desk.ReviewAsync()).Content.Verdict.ShouldBe(Verdict.Mixed);

        await _desk.CommitAsync(new SetStatus(review.Id, RecordStatus.Retracted));
        var result = await _desk.TakeAsync(Published.Plain);
        (await _desk.AllAsync<Review>()).ShouldBeEmpty();
        result.Result.Warnings.ShouldContain(w => w.Code == ProblemCode.Retracted);
        result.Result.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_claimant_whom_the_desk_knows_by_name_is_not_entered_again()
    {
        await _desk.CommitAsync(new Create(_desk.Desk.Ids.Next(NodeKind.Actor), new ActorContent { Name = "Wallace" }) { Key = "wallace" });
        await _desk.TakeAsync(Published.Plain);
        await _desk.TakeAsync(Published.Plain);
        (await _desk.AllAsync<Actor>()).Select(a => a.Content.Name).ShouldBe(["Wallace", "Desk"]);
    }

    [Fact]
    public async Task An_identifier_of_another_actor_is_left_out_and_named()
    {
        await _desk.TakeAsync(Published.Plain);
        var wiki = """{"author":{"name":"Wallace","sameAs":"https://en.wikipedia.org/wiki/W"}}""";
        await _desk.TakeAsync(Published.With(("url", "\"https://desk.example/2\""), ("claimReviewed", "\"B\""), ("itemReviewed", wiki)));
        var other = wiki.Replace("Wallace", "Gromit", StringComparison.Ordinal);
        var third = Published.With(("url", "\"https://desk.example/3\""), ("claimReviewed", "\"C\""), ("itemReviewed", other));
        var result = await _desk.TakeAsync($"[{Published.Plain},{third}]");
        result.Result.Errors.ShouldBeEmpty();
        (await _desk.AllAsync<Review>()).Count.ShouldBe(3);
    }
}
