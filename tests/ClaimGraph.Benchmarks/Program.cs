using ClaimGraph.Benchmarks.Anchors;
using ClaimGraph.Benchmarks.Hostile;
using ClaimGraph.Benchmarks.Live;
using ClaimGraph.Benchmarks.Load;
using ClaimGraph.Benchmarks.Origins;
using ClaimGraph.Benchmarks.Pages;
using ClaimGraph.Benchmarks.Search;
using ClaimGraph.Benchmarks.Stores;
using ClaimGraph.Benchmarks.Strength;
using ClaimGraph.Hostile;

return args switch
{
    ["load", var folder, var place] => await LoadCommand.RunAsync(folder, place, batch: 2_000),
    ["load", var folder, var place, var batch] => await LoadCommand.RunAsync(folder, place, Number(batch)),
    ["flat", var file, var records] => FlatCommand.Run(file, Number(records), note: 0),
    ["flat", var file, var records, var note] => FlatCommand.Run(file, Number(records), Number(note)),
    ["store", var file, .. var operations] => await StoreCommand.RunAsync(file, operations),
    ["neo4j", .. var operations] => await Neo4jCommand.RunAsync(operations),
    ["bolt", var driver] => await BoltCommand.RunAsync(driver, rounds: 7),
    ["bolt", var driver, var rounds] => await BoltCommand.RunAsync(driver, Number(rounds)),
    ["search", var data, var place] => await SearchCommand.RunAsync(data, place, 1),
    ["search", var data, var place, var every] => await SearchCommand.RunAsync(data, place, Number(every)),
    ["searches", var place] => await LatencyCommand.RunAsync(place, seconds: 4, ""),
    ["searches", var place, var seconds] => await LatencyCommand.RunAsync(place, Number(seconds), ""),
    ["searches", var place, var seconds, var sort] => await LatencyCommand.RunAsync(place, Number(seconds), sort),
    ["pages", var place] => await PagesCommand.RunAsync(place, seconds: 4, ""),
    ["pages", var place, var seconds] => await PagesCommand.RunAsync(place, Number(seconds), ""),
    ["pages", var place, var seconds, var page] => await PagesCommand.RunAsync(place, Number(seconds), page),
    ["anchors", var file] => AnchorsCommand.Run(file, 300),
    ["anchors", var file, var edits] => AnchorsCommand.Run(file, (uint)Number(edits)),
    ["strength", var place] => await StrengthCommand.RunAsync(place),
    ["origins", var place] => await OriginsCommand.RunAsync(place, 100_000),
    ["origins", var place, var sources] => await OriginsCommand.RunAsync(place, Number(sources)),
    ["hostile", var url] => await HostileCommand.RunAsync(url, null),
    ["hostile", var url, var key] => await HostileCommand.RunAsync(url, key),
    // What hostile starts.
    ["attack", var url] => await OtherClient.RunAsync(url, [.. HostileRequests.All.Select(r => r.Body)]),
    ["neighbour", var url] => await OtherClient.RunAsync(url, [HostileCommand.Normal]),
    ["live"] => await LiveCommand.RunAsync(subscribers: 1_000, seconds: 20, perSecond: 5),
    ["live", var subscribers, var seconds, var perSecond] => await LiveCommand.RunAsync(
        Number(subscribers),
        Number(seconds),
        Number(perSecond)
    ),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine(
        """
        usage: load DATA_DIR DB_FILE|neo4j [OPERATIONS_PER_COMMIT]
               flat FILE RECORDS [NOTE_CHARACTERS]
               store DB_FILE [Q1|Q2|Q3|Q4|M1 …]
               neo4j [Q1|Q2|Q3|Q4|M1 …]
               bolt DRIVER_DIR [ROUNDS]
               search DATA_DIR DB_FILE|neo4j [EVERY]
               searches DB_FILE|neo4j [SECONDS [SORT]]
               pages DB_FILE|neo4j [SECONDS [PAGE]]
               anchors TEXT_FILE [EDITS]
               strength DB_FILE|neo4j
               origins DB_FILE|neo4j [SOURCES]
               hostile URL [KEY]
               live [SUBSCRIBERS SECONDS COMMITS_PER_SECOND]
        """
    );
    return 2;
}
