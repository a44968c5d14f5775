using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j;

/// <summary>
/// Runs a statement that makes an index or a constraint. <c>IF NOT EXISTS</c> sees what was there before; where another server makes the
/// same at the same moment, Neo4j refuses one of the two, which then tries again and finds it.
/// </summary>
internal static class SchemaChange
{
    private const int Attempts = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <exception cref="StoreUnavailableException">Something else is in its place, and stays there.</exception>
    public static async Task RunAsync(IDriver driver, string statement, TimeProvider clock)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await driver.CommitAsync(new Query(statement));
                return;
            }
            catch (Neo4jException refused) when (ConcernsSchema(refused))
            {
                if (attempt == Attempts)
                    throw InTheWay(statement, refused);
                await Task.Delay(Pause, clock);
            }
        }
    }

    // Such as EquivalentSchemaRuleAlreadyExists, ConstraintAlreadyExists, IndexAlreadyExists, or ConstraintCreationFailed of DatabaseError.
    private static bool ConcernsSchema(Neo4jException failure) => failure.Code.Contains("Error.Schema.", StringComparison.Ordinal);

    private static StoreUnavailableException InTheWay(string statement, Neo4jException refused) =>
        new(
            $"Neo4j refuses a statement that ClaimGraph needs: {statement}. {refused.Message}. "
                + "Drop what is in its way, or set Neo4j:Prefix to keep ClaimGraph apart.",
            refused
        );
}
