using System.CommandLine;

namespace ClaimGraph.Server.Cli;

/// <summary><c>backup FILE</c>: copies the store as it is at one moment, even while it is being served.</summary>
internal static class BackupCommand
{
    public static Command Create(CommonOptions common, Stores stores)
    {
        var file = new Argument<string>("FILE") { Description = "The copy to write; it must not exist yet." }.RefuseOptions();
        var command = new Command("backup", "Copy the embedded store as it is at one moment; a server may keep writing to it.")
        {
            file,
            common.Storage,
            common.Store,
            common.Json,
        };
        command.Does(
            common,
            async (parsed, options, cancellation) =>
            {
                if (options.Storage != Storage.Sqlite)
                {
                    throw new ClaimGraphException(
                        "backup copies the embedded store only. "
                            + "For Neo4j, use neo4j-admin database backup (or dump), or the snapshots of Aura."
                    );
                }
                var path = parsed.GetValue(file)!;
                if (path == "-")
                    throw new ClaimGraphException("backup needs a file; it cannot write to standard output.");
                Run.MustBeNew(path);
                await using var store = await stores.OpenExistingFileAsync(options);
                await store.BackupAsync(path, cancellation);
                if (parsed.GetValue(common.Json))
                    Print.Json(new { file = path, store = options.Store.Path });
                else
                    Console.WriteLine($"{path}: a copy of {options.Store.Path}");
                return Run.Success;
            }
        );
        return command;
    }
}
