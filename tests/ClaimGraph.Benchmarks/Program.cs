using ClaimGraph.Benchmarks.Hostile;
using ClaimGraph.Benchmarks.Load;
using ClaimGraph.Benchmarks.Stores;

return args switch
{
    ["load", var folder, var file] => await LoadCommand.RunAsync(folder, file, batch: 10_000),
    ["load", var folder, var file, var batch] => await LoadCommand.RunAsync(folder, file, int.Parse(batch, System.Globalization.CultureInfo.InvariantCulture)),
    ["store", var file, .. var operations] => await StoreCommand.RunAsync(file, operations),
    ["hostile", var url] => await HostileCommand.RunAsync(url),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: load DATA_DIR DB_FILE [OPERATIONS_PER_COMMIT] | store DB_FILE [Q1|Q2|Q3|Q4|M1 …] | hostile URL");
    return 2;
}
