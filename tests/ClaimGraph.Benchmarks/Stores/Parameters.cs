using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Benchmarks.Stores;

/// <summary>What the operations are asked with: all statements of the file, words of their texts, moments within their time.</summary>
internal sealed class Parameters
{
    private const int CommonWords = 100;
    private const int Sample = 20_000;

    private Parameters(List<(NodeId, DateTimeOffset)> statements, List<string> texts)
    {
        (Statements, _texts) = ([.. statements], [.. texts]);
        _common = [.. _texts.SelectMany(Words).CountBy(w => w).OrderByDescending(w => w.Value).Take(CommonWords).Select(w => w.Key)];
    }

    public static Parameters Of(Connection connection)
    {
        var ids = connection.Prepare("SELECT id, created_at FROM statement ORDER BY created_at, id");
        var statements = new List<(NodeId, DateTimeOffset)>();
        while (ids.Step())
            statements.Add((NodeId.FromValue(ids.Long(0)), DateTimeOffset.FromUnixTimeMilliseconds(ids.Long(1))));
        ids.Reset();
        var texts = new List<string>();
        var command = connection.Prepare("SELECT text FROM statement ORDER BY random() LIMIT ?1").Bind(1, (long)Sample);
        while (command.Step())
            texts.Add(command.Text(0));
        command.Reset();
        return new Parameters(statements, texts);
    }

    public static async Task<Parameters> OfAsync(IDriver cypher)
    {
        var (statements, texts) = (new List<(NodeId, DateTimeOffset)>(), new List<string>());
        await cypher.ReadAsync([
            new Query(
                "MATCH (n:Statement) RETURN n._id, n.createdAt ORDER BY n.createdAt, n._id",
                row => statements.Add((NodeId.FromValue(row.Long()), DateTimeOffset.FromUnixTimeMilliseconds(row.Long())))
            ),
            new Query(
                "MATCH (n:Statement) WITH n.text AS text ORDER BY rand() LIMIT $sample RETURN text",
                new Dictionary<string, object?> { ["sample"] = (long)Sample },
                row => texts.Add(row.Text())
            ),
        ]);
        return new Parameters(statements, texts);
    }

    private readonly string[] _texts;
    private readonly HashSet<string> _common;

    public (NodeId Id, DateTimeOffset CreatedAt)[] Statements { get; }

    public (NodeId Id, DateTimeOffset CreatedAt) Statement(Random random) => Statements[random.Next(Statements.Length)];

    /// <summary>One word (a third) or two of a text, none of the commonest.</summary>
    public string Search(Random random)
    {
        while (true)
        {
            var words = Words(_texts[random.Next(_texts.Length)]).Distinct().Where(w => !_common.Contains(w)).ToArray();
            if (words.Length < 2)
                continue;
            random.Shuffle(words);
            return random.Next(3) == 0 ? words[0] : $"{words[0]} {words[1]}";
        }
    }

    /// <summary>A moment in the first 95% of the time.</summary>
    public DateTimeOffset Since(Random random)
    {
        var (first, last) = (Statements[0].CreatedAt, Statements[^1].CreatedAt);
        return first + (last - first) * (0.95 * random.NextDouble());
    }

    private static string[] Words(string text) => text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
