using ClaimGraph.Jobs;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;

namespace ClaimGraph.Neo4j.Jobs;

/// <summary>The jobs as nodes with the label <c>ImportJob</c>, their problems as <c>ImportProblem</c>.</summary>
internal sealed class Neo4jJobs(IDriver driver) : IImportJobs
{
    private const string Columns = """
        j.id, j.state, j.input, j.place, j.fingerprint, j.format, j.mapping, j.verdicts, j.startedBy, j.createdAt, j.startedAt, j.savedAt,
        j.endedAt, j.position, j.total, j.processed, j.created, j.updated, j.unchanged, j.duplicates, j.refused, j.errors, j.warnings,
        j.revision, j.failure, j.run
        """;

    private const string FindOne = $$"""MATCH (j:ImportJob {id: $id}) RETURN {{Columns}}""";

    private const string List = $$"""
        OPTIONAL MATCH (last:ImportJob {id: $after}) WITH last
        MATCH (j:ImportJob) WHERE last IS NULL OR j.createdAt < last.createdAt OR j.createdAt = last.createdAt AND j.id < last.id
        RETURN {{Columns}} ORDER BY j.createdAt DESC, j.id DESC LIMIT $first
        """;

    // MERGE, not CREATE: if the response to the COMMIT is lost, the query runs again. So with problems, which have numbers.
    private const string Add = "MERGE (j:ImportJob {id: $id}) SET j = $properties";

    // The lock comes before what is compared is read.
    private const string Update = """
        MATCH (j:ImportJob {id: $id}) SET j._lock = true WITH j
        WITH j, j.state = $from AND coalesce(j.run, '') = $fromRun AS isMine
        FOREACH (_ IN CASE WHEN isMine THEN [1] ELSE [] END | SET j = $properties
          FOREACH (p IN $problems | MERGE (n:ImportProblem {job: $id, isError: p.isError, number: p.number}) SET n = p))
        REMOVE j._lock
        RETURN isMine
        """;

    private const string Cancel = """
        MATCH (j:ImportJob {id: $id}) SET j._lock = true WITH j
        FOREACH (_ IN CASE WHEN j.state IN $open THEN [1] ELSE [] END | SET j.state = $cancelled, j.savedAt = $at, j.endedAt = $at)
        REMOVE j._lock
        """;

    private const string Problems = """
        MATCH (p:ImportProblem {job: $id, isError: $areErrors}) WHERE p.number > $after
        RETURN p.number, p.file, p.path, p.code, p.message ORDER BY p.number LIMIT $first
        """;

    private const string Forget = "MATCH (p:ImportProblem {job: $id}) DELETE p";

    private static readonly string[] Open =
    [
        .. new[] { ImportState.Waiting, ImportState.Running, ImportState.Interrupted }.Select(Names<ImportState>.Of),
    ];

    public async ValueTask<ImportJob?> FindAsync(string id, CancellationToken cancellation = default)
    {
        ImportJob? job = null;
        await driver.ReadAsync([new Query(FindOne, NodeCypher.Parameter("id", id), row => job = Read(row))], cancellation);
        return job;
    }

    public async ValueTask<IReadOnlyList<ImportJob>> ListAsync(string? after, int first, CancellationToken cancellation = default)
    {
        var jobs = new List<ImportJob>();
        var parameters = new Dictionary<string, object?> { ["after"] = after, ["first"] = (long)first };
        await driver.ReadAsync([new Query(List, parameters, row => jobs.Add(Read(row)))], cancellation);
        return jobs;
    }

    public async ValueTask<long> CountAsync(CancellationToken cancellation = default)
    {
        var count = 0L;
        await driver.ReadAsync([new Query("MATCH (j:ImportJob) RETURN count(*)", row => count = row.Long())], cancellation);
        return count;
    }

    public async ValueTask AddAsync(ImportJob job, CancellationToken cancellation = default) =>
        await driver.CommitAsync(new Query(Add, new Dictionary<string, object?> { ["id"] = job.Id, ["properties"] = PropertiesOf(job) }));

    public ValueTask<bool> TakeAsync(ImportJob job, ImportState from, string? run, CancellationToken cancellation = default) =>
        WriteAsync(job, from, run, [], job.Position is null ? [new Query(Forget, NodeCypher.Parameter("id", job.Id))] : []);

    public ValueTask<bool> SaveAsync(ImportJob job, IReadOnlyList<JobProblem> problems, CancellationToken cancellation = default) =>
        WriteAsync(job, ImportState.Running, job.Run, problems, []);

    public async ValueTask<ImportJob?> CancelAsync(string id, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var parameters = new Dictionary<string, object?>
        {
            ["id"] = id,
            ["open"] = Open,
            ["cancelled"] = Names<ImportState>.Of(ImportState.Cancelled),
            ["at"] = at.ToUnixTimeMilliseconds(),
        };
        await driver.CommitAsync(new Query(Cancel, parameters));
        return await FindAsync(id, cancellation);
    }

    public async ValueTask<IReadOnlyList<JobProblem>> ProblemsAsync(
        string id,
        bool areErrors,
        long after,
        int first,
        CancellationToken cancellation = default
    )
    {
        var problems = new List<JobProblem>();
        var parameters = new Dictionary<string, object?>
        {
            ["id"] = id,
            ["areErrors"] = areErrors,
            ["after"] = after,
            ["first"] = (long)first,
        };
        void Take(IRow row) => problems.Add(new JobProblem(areErrors, row.Long(), row.Text(), row.Text(), row.Text(), row.Text()));
        await driver.ReadAsync([new Query(Problems, parameters, Take)], cancellation);
        return problems;
    }

    // If the response to the COMMIT was lost, the second attempt finds what the first has written.
    private ValueTask<bool> WriteAsync(ImportJob job, ImportState from, string? run, IReadOnlyList<JobProblem> problems, Query[] more)
    {
        var parameters = new Dictionary<string, object?>
        {
            ["id"] = job.Id,
            ["from"] = Names<ImportState>.Of(from),
            ["fromRun"] = run ?? "",
            ["properties"] = PropertiesOf(job),
            ["problems"] = problems.Select(p => (object?)PropertiesOf(job.Id, p)).ToArray(),
        };
        return driver.WriteAsync(async transaction =>
        {
            var (isMine, isDone) = (false, false);
            var find = new Query(FindOne, NodeCypher.Parameter("id", job.Id), row => isDone = Read(row) == job);
            await transaction.RunAsync([find]);
            if (isDone && problems.Count == 0)
                return true;
            await transaction.RunAsync([new Query(Update, parameters, row => isMine = row.Bool())]);
            if (isMine)
                await transaction.CommitAsync(more);
            return isMine || isDone;
        });
    }

    private static Dictionary<string, object?> PropertiesOf(ImportJob job) =>
        new()
        {
            ["id"] = job.Id,
            ["state"] = Names<ImportState>.Of(job.State),
            ["input"] = job.Input,
            ["place"] = job.Place,
            ["fingerprint"] = job.Fingerprint,
            ["format"] = job.Format,
            ["mapping"] = job.Mapping,
            ["verdicts"] = job.Verdicts,
            ["startedBy"] = job.StartedBy,
            ["createdAt"] = job.CreatedAt.ToUnixTimeMilliseconds(),
            ["startedAt"] = job.StartedAt?.ToUnixTimeMilliseconds(),
            ["savedAt"] = job.SavedAt.ToUnixTimeMilliseconds(),
            ["endedAt"] = job.EndedAt?.ToUnixTimeMilliseconds(),
            ["position"] = job.Position,
            ["total"] = job.Total,
            ["processed"] = job.Counts.Processed,
            ["created"] = job.Counts.Created,
            ["updated"] = job.Counts.Updated,
            ["unchanged"] = job.Counts.Unchanged,
            ["duplicates"] = job.Counts.Duplicates,
            ["refused"] = job.Counts.Refused,
            ["errors"] = job.Counts.Errors,
            ["warnings"] = job.Counts.Warnings,
            ["revision"] = job.Revision,
            ["failure"] = job.Failure,
            ["run"] = job.Run,
        };

    private static Dictionary<string, object?> PropertiesOf(string job, JobProblem problem) =>
        new()
        {
            ["job"] = job,
            ["isError"] = problem.IsError,
            ["number"] = problem.Number,
            ["file"] = problem.File,
            ["path"] = problem.Path,
            ["code"] = problem.Code,
            ["message"] = problem.Message,
        };

    private static ImportJob Read(IRow row) =>
        new()
        {
            Id = row.Text(),
            State = Names<ImportState>.Read(row),
            Input = row.Text(),
            Place = row.TextOrNull(),
            Fingerprint = row.TextOrNull(),
            Format = row.Text(),
            Mapping = row.TextOrNull(),
            Verdicts = row.TextOrNull(),
            StartedBy = row.Text(),
            CreatedAt = row.Time(),
            StartedAt = row.TimeOrNull(),
            SavedAt = row.Time(),
            EndedAt = row.TimeOrNull(),
            Position = row.LongOrNull(),
            Total = row.LongOrNull(),
            Counts = new(row.Long(), row.Long(), row.Long(), row.Long(), row.Long(), row.Long(), row.Long(), row.Long()),
            Revision = row.LongOrNull(),
            Failure = row.TextOrNull(),
            Run = row.TextOrNull(),
        };
}
