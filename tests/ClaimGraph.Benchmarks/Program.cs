using ClaimGraph.Benchmarks.Hostile;
using ClaimGraph.Benchmarks.Load;
using ClaimGraph.Benchmarks.Stores;

return args switch
{
    ["load", var folder, var place] => await LoadCommand.RunAsync(folder, place, batch: 10_000),
    ["load", var folder, var place, var batch] => await LoadCommand.RunAsync(folder, place, int.Parse(batch, System.Globalization.CultureInfo.InvariantCulture)),
    ["store", var file, .. var operations] => await StoreCommand.RunAsync(file, operations),
    ["hostile", var url] => await HostileCommand.RunAsync(url),
    ["neo4j", .. var operations] => await Neo4jCommand.RunAsync(operations),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: load DATA_DIR DB_FILE|neo4j [OPERATIONS_PER_COMMIT] | store DB_FILE [Q1|Q2|Q3|Q4|M1 …] | neo4j [Q1|Q2|Q3|Q4|M1 …] | hostile URL");
    return 2;
}
