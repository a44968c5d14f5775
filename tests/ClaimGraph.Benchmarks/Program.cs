using ClaimGraph.Benchmarks.Load;

return args switch
{
    ["load", var folder, var file] => await LoadCommand.RunAsync(folder, file, batch: 10_000),
    ["load", var folder, var file, var batch] => await LoadCommand.RunAsync(folder, file, int.Parse(batch, System.Globalization.CultureInfo.InvariantCulture)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: load DATA_DIR DB_FILE [OPERATIONS_PER_COMMIT]");
    return 2;
}
