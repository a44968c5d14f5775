using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>Writes the stored sort keys anew when the collation has changed, as it can with a new version of ICU.</summary>
internal static class SortKeys
{
    private const int NodesAtOnce = 5_000;

    public static async Task RenewAsync(IDriver driver)
    {
        var isCurrent = false;
        await driver.ReadAsync([
            new Query($"{LedgerCypher.MatchHead} RETURN coalesce(l.collation, '') = $version", Version(), row => isCurrent = row.Bool()),
        ]);
        if (isCurrent)
            return;
        foreach (var noun in Noun.All)
        foreach (var field in noun.AllFields.Where(f => f.SortKey is not null))
            await RenewAsync(driver, NodeLabel.Of(noun.Kind), field);
        await driver.CommitAsync(new Query($"{LedgerCypher.MatchHead} SET l.collation = $version", Version()));
    }

    private static async Task RenewAsync(IDriver driver, NodeLabel label, Field field)
    {
        var (text, sortKey) = (label.Property(field), label.Property(field.SortKey!));
        for (var after = 0L; ; )
        {
            var (rowCount, nodes) = (0, new List<object?>());
            var rows = new QueryBuilder()
                .Append($"MATCH (n:{label.Name}) WHERE n._id > ")
                .Parameter(after)
                .Append($" AND n.{text} IS NOT NULL RETURN n._id, n.{text} ORDER BY n._id LIMIT ")
                .Parameter((long)NodesAtOnce);
            await driver.ReadAsync([
                rows.Query(row =>
                {
                    rowCount++;
                    after = row.Long();
                    nodes.Add(new Dictionary<string, object?> { ["id"] = after, ["sortKey"] = Collation.KeyOf(row.Text()) });
                }),
            ]);
            if (rowCount == 0)
                return;
            await driver.CommitAsync(
                new Query(
                    $"UNWIND $nodes AS row MATCH (n:{label.Name} {{_id: row.id}}) SET n.{sortKey} = row.sortKey",
                    new Dictionary<string, object?> { ["nodes"] = nodes }
                )
            );
        }
    }

    private static Dictionary<string, object?> Version() => new() { ["version"] = Collation.Version };
}
