using ClaimGraph.Jobs;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Reading;
using ClaimGraph.Sqlite.Writing;

namespace ClaimGraph.Sqlite.Jobs;

/// <summary>The jobs in the table <c>import_job</c>, their problems in <c>import_problem</c>.</summary>
internal sealed class SqliteJobs(ReaderPool readers, SideWriter writer) : IImportJobs
{
    private const string Columns = """
        id, state, input, place, fingerprint, format, mapping, verdicts, started_by, created_at, started_at, saved_at, ended_at, position,
        total, processed, created, updated, unchanged, duplicates, refused, errors, warnings, revision, failure, run
        """;

    private const string Insert = $"""
        INSERT INTO import_job ({Columns}) VALUES
        (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)
        """;

    private const string Update = """
        UPDATE import_job SET state = ?2, started_at = ?11, saved_at = ?12, ended_at = ?13, position = ?14, total = ?15, processed = ?16,
          created = ?17, updated = ?18, unchanged = ?19, duplicates = ?20, refused = ?21, errors = ?22, warnings = ?23, revision = ?24,
          failure = ?25, run = ?26
        WHERE id = ?1 AND state = ?27 AND run IS ?28
        """;

    private const string InsertProblem = """
        INSERT INTO import_problem (job, is_error, number, file, path, code, message) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """;

    public ValueTask<ImportJob?> FindAsync(string id, CancellationToken cancellation = default) =>
        new(
            readers.Run(
                id,
                static (connection, id) =>
                    connection.Prepare($"SELECT {Columns} FROM import_job WHERE id = ?1").Bind(1, id).ReadAll(Read) is [var job]
                        ? job
                        : null,
                cancellation
            )
        );

    public ValueTask<IReadOnlyList<ImportJob>> ListAsync(string? after, int first, CancellationToken cancellation = default) =>
        new(
            readers.Run<(string? After, int First), IReadOnlyList<ImportJob>>(
                (after, first),
                static (connection, asked) =>
                    connection
                        .Prepare(
                            $"""
                            SELECT {Columns} FROM import_job WHERE ?1 IS NULL OR NOT EXISTS (SELECT 1 FROM import_job WHERE id = ?1)
                              OR (created_at, id) < (SELECT created_at, id FROM import_job WHERE id = ?1)
                            ORDER BY created_at DESC, id DESC LIMIT ?2
                            """
                        )
                        .Bind(1, asked.After)
                        .Bind(2, asked.First)
                        .ReadAll(Read),
                cancellation
            )
        );

    public ValueTask<long> CountAsync(CancellationToken cancellation = default) =>
        new(readers.Run(0, static (connection, _) => connection.Prepare("SELECT count(*) FROM import_job").ReadNumber(), cancellation));

    public ValueTask AddAsync(ImportJob job, CancellationToken cancellation = default)
    {
        writer.Write(job, static (connection, job) => Bind(connection.Prepare(Insert), job).Execute());
        return default;
    }

    public ValueTask<bool> TakeAsync(ImportJob job, ImportState from, string? run, CancellationToken cancellation = default) =>
        new(Write(job, from, run, [], isNew: job.Position is null));

    public ValueTask<bool> SaveAsync(ImportJob job, IReadOnlyList<JobProblem> problems, CancellationToken cancellation = default) =>
        new(Write(job, ImportState.Running, job.Run, problems));

    public ValueTask<ImportJob?> CancelAsync(string id, DateTimeOffset at, CancellationToken cancellation = default)
    {
        writer.Write(
            (id, at),
            static (connection, asked) =>
                connection
                    .Prepare("UPDATE import_job SET state = ?2, saved_at = ?3, ended_at = ?3 WHERE id = ?1 AND state IN (?4, ?5, ?6)")
                    .Bind(1, asked.id)
                    .Bind(2, (long)ImportState.Cancelled)
                    .Bind(3, asked.at.ToUnixTimeMilliseconds())
                    .Bind(4, (long)ImportState.Waiting)
                    .Bind(5, (long)ImportState.Running)
                    .Bind(6, (long)ImportState.Interrupted)
                    .Execute()
        );
        return FindAsync(id, cancellation);
    }

    public ValueTask<IReadOnlyList<JobProblem>> ProblemsAsync(
        string id,
        bool areErrors,
        long after,
        int first,
        CancellationToken cancellation = default
    ) =>
        new(
            readers.Run<(string Id, bool AreErrors, long After, int First), IReadOnlyList<JobProblem>>(
                (id, areErrors, after, first),
                static (c, a) => Problems(c, a.Id, a.AreErrors, a.After, a.First),
                cancellation
            )
        );

    private bool Write(ImportJob job, ImportState from, string? run, IReadOnlyList<JobProblem> problems, bool isNew = false)
    {
        var isWritten = false;
        writer.Write(
            job,
            (connection, job) =>
                SideWriter.InTransaction(
                    connection,
                    () =>
                    {
                        Bind(connection.Prepare(Update), job).Bind(27, (long)from).Bind(28, run).Execute();
                        isWritten = connection.Prepare("SELECT changes()").ReadNumber() > 0;
                        if (isWritten && isNew)
                            connection.Prepare("DELETE FROM import_problem WHERE job = ?1").Bind(1, job.Id).Execute();
                        foreach (var problem in isWritten ? problems : [])
                            Bind(connection.Prepare(InsertProblem), job.Id, problem).Execute();
                    }
                )
        );
        return isWritten;
    }

    private static Command Bind(Command command, ImportJob job) =>
        command
            .Bind(1, job.Id)
            .Bind(2, (long)job.State)
            .Bind(3, job.Input)
            .Bind(4, job.Place)
            .Bind(5, job.Fingerprint)
            .Bind(6, job.Format)
            .Bind(7, job.Mapping)
            .Bind(8, job.Verdicts)
            .Bind(9, job.StartedBy)
            .Bind(10, job.CreatedAt.ToUnixTimeMilliseconds())
            .Bind(11, job.StartedAt?.ToUnixTimeMilliseconds())
            .Bind(12, job.SavedAt.ToUnixTimeMilliseconds())
            .Bind(13, job.EndedAt?.ToUnixTimeMilliseconds())
            .Bind(14, job.Position)
            .Bind(15, job.Total)
            .Bind(16, job.Counts.Processed)
            .Bind(17, job.Counts.Created)
            .Bind(18, job.Counts.Updated)
            .Bind(19, job.Counts.Unchanged)
            .Bind(20, job.Counts.Duplicates)
            .Bind(21, job.Counts.Refused)
            .Bind(22, job.Counts.Errors)
            .Bind(23, job.Counts.Warnings)
            .Bind(24, job.Revision)
            .Bind(25, job.Failure)
            .Bind(26, job.Run);

    private static Command Bind(Command command, string job, JobProblem problem) =>
        command
            .Bind(1, job)
            .Bind(2, problem.IsError ? 1L : 0L)
            .Bind(3, problem.Number)
            .Bind(4, problem.File)
            .Bind(5, problem.Path)
            .Bind(6, problem.Code)
            .Bind(7, problem.Message);

    private static ImportJob Read(Command row) =>
        new()
        {
            Id = row.Text(0),
            State = (ImportState)row.Int(1),
            Input = row.Text(2),
            Place = row.TextOrNull(3),
            Fingerprint = row.TextOrNull(4),
            Format = row.Text(5),
            Mapping = row.TextOrNull(6),
            Verdicts = row.TextOrNull(7),
            StartedBy = row.Text(8),
            CreatedAt = row.Time(9),
            StartedAt = row.TimeOrNull(10),
            SavedAt = row.Time(11),
            EndedAt = row.TimeOrNull(12),
            Position = row.LongOrNull(13),
            Total = row.LongOrNull(14),
            Counts = new(row.Long(15), row.Long(16), row.Long(17), row.Long(18), row.Long(19), row.Long(20), row.Long(21), row.Long(22)),
            Revision = row.LongOrNull(23),
            Failure = row.TextOrNull(24),
            Run = row.TextOrNull(25),
        };

    private static List<JobProblem> Problems(Connection connection, string id, bool areErrors, long after, int first) =>
        connection
            .Prepare(
                """
                SELECT number, file, path, code, message FROM import_problem WHERE job = ?1 AND is_error = ?2 AND number > ?3
                ORDER BY number LIMIT ?4
                """
            )
            .Bind(1, id)
            .Bind(2, areErrors ? 1L : 0L)
            .Bind(3, after)
            .Bind(4, first)
            .ReadAll(row => new JobProblem(areErrors, row.Long(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4)));
}
