using System.Collections.Concurrent;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Sharing;

/// <summary>
/// What others wrote into the database and ClaimGraph cannot read: nodes with a label of ours that lack a property, or have a value that
/// is none. Reads skip them; each is told of once.
/// </summary>
/// <param name="tell">Gets a line for each.</param>
internal sealed class Strangers(Action<string>? tell)
{
    // Somebody may add them without end.
    private const int MostTold = 1_000;

    private readonly ConcurrentDictionary<string, bool> _told = [];

    /// <summary>A handler of rows that passes over those that cannot be read.</summary>
    public Action<IRow> Skipping(Action<IRow> onRow) =>
        row =>
        {
            try
            {
                onRow(row);
            }
            catch (InvalidCastException unreadable)
            {
                Tell(unreadable.Message);
            }
        };

    /// <summary>Tells of the nodes that no read meets.</summary>
    public async Task LookAsync(IDriver driver)
    {
        if (tell is null || !await StrangerCypher.MayFindAsync(driver))
            return;
        var found = new List<string>();
        await driver.ReadAsync([.. StrangerCypher.Find(found)]);
        found.ForEach(node => tell(Line(node)));
    }

    /// <summary>What was told so far of what reads met.</summary>
    public IEnumerable<string> Told => _told.Keys.Order(StringComparer.Ordinal);

    private static string Line(string what) => $"Neo4j holds something that ClaimGraph did not write. It is skipped: {what}";

    private void Tell(string what)
    {
        if (_told.Count < MostTold && _told.TryAdd(what, true))
            tell?.Invoke(Line(what));
    }
}
