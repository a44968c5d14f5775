using System.CommandLine;

namespace ClaimGraph.Server.Cli;

/// <summary><c>backup FILE</c>: copies the store as it is at one moment, also while it is being served.</summary>
internal static class BackupCommand
{
    public static Command Create(Settings settings)
    {
        var file = new Argument<string>("FILE") { Description = "The copy to write; it must not be there yet." };
        var command = new Command("backup", "Copy the store, as it is at one moment; a server may go on writing to it.") { file };
        command.Does(settings, async (parsed, options, cancellation) =>
        {
            if (options.Storage != Storage.Sqlite)
                throw new ClaimGraphException("backup copies the embedded store only; Neo4j has neo4j-admin database backup (or dump) and Aura its snapshots.");
            var path = parsed.GetValue(file)!;
            Run.MustBeNew(path);
            await using var store = await Run.OpenExistingFileAsync(options);
            await store.BackupAsync(path, cancellation);
            Console.WriteLine($"{path}: a copy of {options.Store.Path}");
            return Run.Success;
        });
        return command;
    }
}
