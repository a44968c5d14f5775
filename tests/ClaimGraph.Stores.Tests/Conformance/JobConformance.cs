using ClaimGraph.Jobs;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>Imports are kept as they were written, and only the run that has one writes it.</summary>
public abstract class JobConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public async Task Job_is_kept_to_the_last_field()
    {
        var full = Job("job_full") with
        {
            State = ImportState.Failed,
            Place = "/data/perché 😀.json",
            Fingerprint = "12 34",
            Mapping = "averitec",
            Verdicts = "ours.csv",
            StartedAt = At(2),
            EndedAt = At(4),
            Position = 500,
            Total = 1_000,
            Counts = new(1, 2, 3, 4, 5, 6, 7, 8),
            Revision = 17,
            Failure = "The disk is full.",
            Run = "r",
        };
        await Store.Jobs.AddAsync(full);
        await Store.Jobs.AddAsync(Job("job_bare"));
        await ReopenAsync();
        (await Store.Jobs.FindAsync("job_full")).ShouldBe(full);
        (await Store.Jobs.FindAsync("job_bare")).ShouldBe(Job("job_bare"));
        (await Store.Jobs.FindAsync("job_none")).ShouldBeNull();
        (await Store.Jobs.CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Jobs_are_listed_newest_first_page_by_page()
    {
        foreach (var (id, second) in new[] { ("b", 1), ("c", 2), ("a", 2), ("d", 0) })
            await Store.Jobs.AddAsync(Job(id) with { CreatedAt = At(second) });
        (await ListAsync(null, 9)).ShouldBe(["c", "a", "b", "d"]);
        (await ListAsync(null, 2)).ShouldBe(["c", "a"]);
        (await ListAsync("a", 1)).ShouldBe(["b"]);
        (await ListAsync("d", 9)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_run_that_has_a_job_writes_it()
    {
        await Store.Jobs.AddAsync(Job("j"));
        var first = Job("j") with { State = ImportState.Running, Run = "one", SavedAt = At(1) };
        (await Store.Jobs.TakeAsync(first, ImportState.Waiting, null)).ShouldBeTrue();
        (await Store.Jobs.TakeAsync(first with { Run = "two" }, ImportState.Waiting, null)).ShouldBeFalse();
        (await Store.Jobs.SaveAsync(first with { Position = 5 }, [Problem(true, 1)])).ShouldBeTrue();

        (await Store.Jobs.TakeAsync(first with { Run = "two", Position = 5 }, ImportState.Running, "one")).ShouldBeTrue();
        (await Store.Jobs.SaveAsync(first with { Position = 9 }, [Problem(true, 2)])).ShouldBeFalse();
        (await Store.Jobs.FindAsync("j"))!.ShouldSatisfyAllConditions(j => j.Position.ShouldBe(5), j => j.Run.ShouldBe("two"));
        (await Store.Jobs.ProblemsAsync("j", true, 0, 9)).ShouldBe([Problem(true, 1)]);
    }

    [Fact]
    public async Task Cancelled_job_is_written_by_no_run_any_more()
    {
        await Store.Jobs.AddAsync(Job("j") with { State = ImportState.Running, Run = "one" });
        var cancelled = (await Store.Jobs.CancelAsync("j", At(7))).ShouldNotBeNull();
        cancelled.ShouldSatisfyAllConditions(j => j.State.ShouldBe(ImportState.Cancelled), j => j.EndedAt.ShouldBe(At(7)));
        (await Store.Jobs.SaveAsync(cancelled with { State = ImportState.Running }, [])).ShouldBeFalse();
        (await Store.Jobs.CancelAsync("j", At(8)))!.EndedAt.ShouldBe(At(7));
        (await Store.Jobs.CancelAsync("none", At(8))).ShouldBeNull();
    }

    [Theory]
    [InlineData(ImportState.Done)]
    [InlineData(ImportState.Failed)]
    public async Task Job_that_has_ended_is_not_cancelled(ImportState state)
    {
        await Store.Jobs.AddAsync(Job("j") with { State = state });
        (await Store.Jobs.CancelAsync("j", At(7)))!.State.ShouldBe(state);
    }

    [Fact]
    public async Task Problems_are_listed_by_number_page_by_page()
    {
        await Store.Jobs.AddAsync(Job("j") with { State = ImportState.Running, Run = "r" });
        var job = Job("j") with { State = ImportState.Running, Run = "r" };
        await Store.Jobs.SaveAsync(job, [Problem(true, 1), Problem(false, 1), Problem(true, 2)]);
        await Store.Jobs.SaveAsync(job with { Position = 3 }, [Problem(true, 3)]);
        (await Store.Jobs.ProblemsAsync("j", true, 0, 2)).ShouldBe([Problem(true, 1), Problem(true, 2)]);
        (await Store.Jobs.ProblemsAsync("j", true, 2, 2)).ShouldBe([Problem(true, 3)]);
        (await Store.Jobs.ProblemsAsync("j", false, 0, 9)).ShouldBe([Problem(false, 1)]);
        (await Store.Jobs.ProblemsAsync("k", true, 0, 9)).ShouldBeEmpty();

        (await Store.Jobs.TakeAsync(job with { Run = "s", Position = 3 }, ImportState.Running, "r")).ShouldBeTrue();
        (await Store.Jobs.ProblemsAsync("j", true, 0, 9)).Count.ShouldBe(3);
        (await Store.Jobs.TakeAsync(job with { Run = "t" }, ImportState.Running, "s")).ShouldBeTrue();
        (await Store.Jobs.ProblemsAsync("j", true, 0, 9)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Jobs_are_no_part_of_the_ledger()
    {
        var head = await Store.HeadAsync();
        await Store.Jobs.AddAsync(Job("j"));
        var now = await Store.HeadAsync();
        now.Revision.ShouldBe(head.Revision);
        now.Hash.ShouldBe(head.Hash);
    }

    private async Task<string[]> ListAsync(string? after, int first) => [.. (await Store.Jobs.ListAsync(after, first)).Select(j => j.Id)];

    private static JobProblem Problem(bool isError, long number) =>
        new(isError, number, "claims.json", "/statements/1/text", "REQUIRED", $"Problem {number} 😀");

    private static ImportJob Job(string id) =>
        new()
        {
            Id = id,
            State = ImportState.Waiting,
            Input = "claims.json",
            Format = "claimgraph",
            StartedBy = "cli:import",
            CreatedAt = At(0),
            SavedAt = At(0),
        };

    private static DateTimeOffset At(int second) => new(2026, 11, 25, 12, 0, second, TimeSpan.Zero);
}
