using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j;

/// <summary>Brings a database to the schema of this program: the numbered scripts of <c>schema/neo4j</c>. Each statement does nothing where it was run before.</summary>
internal static class Migrations
{
    private static readonly SchemaScript[] Scripts = SchemaScript.Of(typeof(Migrations).Assembly);

    /// <exception cref="StoreUnavailableException">A newer program has written to the database.</exception>
    public static async Task RunAsync(IDriver cypher)
    {
        long? version = null;
        await cypher.ReadAsync([new Query("MATCH (l:Ledger {name: 'ledger'}) RETURN l.schema", row => version = row.Long())]);
        if (version == Scripts[^1].Number) return;
        if (version > Scripts[^1].Number)
            throw new StoreUnavailableException($"The database was written by a newer ClaimGraph (schema {version}, this program knows {Scripts[^1].Number}): update the program.");
        // A change of the schema needs a transaction of its own.
        foreach (var script in Scripts.Where(s => s.Number > (version ?? 0)))
            foreach (var statement in Statements(script.Text)) await cypher.CommitAsync(new Query(statement));
        await cypher.ReadAsync([new Query("CALL db.awaitIndexes(300)")]);
        await cypher.CommitAsync(new Query("MERGE (l:Ledger {name: 'ledger'}) ON CREATE SET l.revision = 0, l.hash = $hash SET l.schema = $schema",
            new Dictionary<string, object?> { ["hash"] = Ledger.LedgerEntry.NoHash, ["schema"] = (long)Scripts[^1].Number }));
    }

    private static string[] Statements(string script)
    {
        var lines = script.Split('\n').Where(l => !l.StartsWith("//", StringComparison.Ordinal));
        return string.Join('\n', lines).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
