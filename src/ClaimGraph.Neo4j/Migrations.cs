using System.Text.RegularExpressions;
using ClaimGraph.Ledger;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Reading;

namespace ClaimGraph.Neo4j;

/// <summary>
/// Runs the numbered scripts in <c>schema/neo4j</c> that a database does not have yet. A statement that has run before has no effect.
/// </summary>
internal static partial class Migrations
{
    private static readonly SchemaScript[] Scripts = SchemaScript.Of(typeof(Migrations).Assembly);

    /// <exception cref="StoreUnavailableException">
    /// A newer ClaimGraph has written to the database, or one from before the first release, or an index of somebody else is in the way.
    /// </exception>
    /// <param name="tell">Gets a line if there is something to do.</param>
    public static async Task RunAsync(IDriver driver, TimeProvider clock, Action<string>? tell = null)
    {
        var (version, newest) = (await VersionAsync(driver), Scripts[^1].Number);
        if (version == newest)
            return;
        tell?.Invoke("Creating constraints and indexes in Neo4j …");
        // Neo4j requires a transaction of its own for each schema change.
        foreach (var script in Scripts.Where(s => s.Number > (version ?? 0)))
        foreach (var statement in Statements(script.Text))
            await SchemaChange.RunAsync(driver, statement, clock);
        await driver.ReadAsync([new Query("CALL db.awaitIndexes(300)")]);
        await driver.CommitAsync(
            new Query(
                "MERGE (l:Ledger {name: 'ledger'}) ON CREATE SET l.revision = 0, l.hash = $hash SET l.version = $version",
                new Dictionary<string, object?> { ["hash"] = LedgerEntry.NoHash, ["version"] = (long)newest }
            )
        );
    }

    /// <summary>The number of the last script that the database has; null for none.</summary>
    private static async Task<long?> VersionAsync(IDriver driver)
    {
        var (version, isOld) = ((long?)null, false);
        // Before the first release, the property was called schema, and nodes were stored in another form.
        await driver.ReadAsync([
            new Query(
                $"{LedgerCypher.MatchHead} RETURN l.version, l.schema IS NOT NULL",
                row => (version, isOld) = (row.LongOrNull(), row.Bool())
            ),
        ]);
        if (isOld)
            throw new StoreUnavailableException(
                "The database was written by a ClaimGraph from before its first release, which stored records in another form. "
                    + "With that program, copy it to a file (copy --from bolt://… --to FILE); "
                    + "with this one, copy the file to an empty database."
            );
        if (version > Scripts[^1].Number)
            throw new StoreUnavailableException(
                $"The database was written by a newer ClaimGraph (schema {version}; this program supports {Scripts[^1].Number}). "
                    + "Update the program."
            );
        return version;
    }

    /// <summary>The names of the indexes and constraints that a database has when all scripts were run.</summary>
    public static HashSet<string> Indexes()
    {
        var names = new HashSet<string>();
        foreach (Match made in IndexName().Matches(string.Join('\n', Scripts.Select(s => s.Text))))
            if (made.Groups["does"].Value == "CREATE")
                names.Add(made.Groups["name"].Value);
            else
                names.Remove(made.Groups["name"].Value);
        return names;
    }

    [GeneratedRegex(
        @"^(?<does>CREATE|DROP) (INDEX|CONSTRAINT) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex IndexName();

    private static string[] Statements(string script)
    {
        var lines = script.Split('\n').Where(l => !l.StartsWith("//", StringComparison.Ordinal));
        return string.Join('\n', lines).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
