using ClaimGraph;
using ClaimGraph.Changes;
using ClaimGraph.Sqlite;

// Writes to a database file without end, from three threads, and prints the id of a statement for every set that was acknowledged. It is
// there to be killed. With a second argument it has the file for itself.
var options = new SqliteOptions { Path = args[0] };
await using var store =
    args.Length > 1
        ? await SqliteStore.OpenAloneAsync(options, TimeProvider.System)
        : await SqliteStore.OpenAsync(options, TimeProvider.System);
var ids = new IdSource(TimeProvider.System, Random.Shared);
var (source, hub) = (ids.Next(NodeKind.Source), ids.Next(NodeKind.Statement));
var start = await Commit(
    new Create(source, new SourceContent { Title = "source" }) { Key = "source" },
    new Create(hub, new StatementContent { Text = "hub" }) { Key = "hub" }
);
(source, hub) = (start.Results[0].Node.Id, start.Results[1].Node.Id);
await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(WriteAsync)));

async Task WriteAsync()
{
    var output = Console.Out;
    while (true)
    {
        var statement = ids.Next(NodeKind.Statement);
        await Commit(
            new Create(statement, new StatementContent { Text = $"Statement {statement.Value}" }),
            new Create(
                ids.Next(NodeKind.Evidence),
                new EvidenceContent
                {
                    Basis = source,
                    Target = statement,
                    Stance = Stance.Supports,
                }
            ),
            new Create(
                ids.Next(NodeKind.Evidence),
                new EvidenceContent
                {
                    Basis = source,
                    Target = hub,
                    Stance = Stance.Supports,
                    Anchor = new QuoteAnchor { Exact = $"{statement.Value}" },
                }
            )
        );
        output.WriteLine(statement.ToString());
    }
}

async Task<CommitResult> Commit(params Operation[] operations) =>
    await store.CommitAsync(new ChangeSet { Principal = "writer", Operations = operations });
