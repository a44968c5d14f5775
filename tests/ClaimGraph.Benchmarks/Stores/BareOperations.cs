using System.Runtime.InteropServices;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Tables;
using static SQLitePCL.raw;

namespace ClaimGraph.Benchmarks.Stores;

/// <summary>The same SQL as the store runs, prepared once, every column read, nothing made of it: what SQLite itself costs.</summary>
internal sealed class BareOperations
{
    private const int Retracted = (int)RecordStatus.Retracted;

    private readonly Parameters _parameters;
    private readonly Command _begin,
        _commit,
        _page,
        _statement,
        _actor,
        _source,
        _occasion,
        _sources,
        _appearances,
        _arguing;
    private readonly int _claimant,
        _basis,
        _event;
    private readonly List<long> _ids = [],
        _next = [];

    public BareOperations(Connection connection, Parameters parameters)
    {
        NodeTable statement = NodeTable.Of(NodeKind.Statement),
            evidence = NodeTable.Of(NodeKind.Evidence),
            appearance = NodeTable.Of(NodeKind.Appearance);
        _parameters = parameters;
        (_begin, _commit) = (connection.Prepare("BEGIN"), connection.Prepare("COMMIT"));
        _page = connection.Prepare(
            $"{statement.Select} WHERE NOT (statement.status = {Retracted}) "
                + "AND (statement.created_at, statement.id) < (?1, ?2) ORDER BY statement.created_at DESC, statement.id DESC LIMIT 21"
        );
        _statement = connection.Prepare(statement.ById);
        _actor = connection.Prepare(NodeTable.Of(NodeKind.Actor).ById);
        _source = connection.Prepare(NodeTable.Of(NodeKind.Source).ById);
        _occasion = connection.Prepare(NodeTable.Of(NodeKind.Event).ById);
        _sources = connection.Prepare(Arguing(evidence, NodeKind.Source) + "?2");
        _arguing = connection.Prepare(Arguing(evidence, NodeKind.Statement) + "11");
        _appearances = connection.Prepare(
            $"{appearance.Select} WHERE appearance.statement = ?1 AND NOT (appearance.status = {Retracted}) "
                + "ORDER BY appearance.created_at, appearance.id LIMIT 2"
        );
        (_claimant, _basis, _event) = (Position(statement, "claimant"), Position(evidence, "basis"), Position(appearance, "event"));
    }

    private static string Arguing(NodeTable evidence, NodeKind basis) =>
        $"{evidence.Select} WHERE evidence.target = ?1 AND (evidence.basis_kind = {(int)basis} AND NOT (evidence.status = {Retracted})) "
        + "ORDER BY evidence.created_at, evidence.id LIMIT ";

    public int Q1(Random random)
    {
        var (id, at) = _parameters.Statement(random);
        var (statements, claimants, sources) = (Fresh(), new HashSet<long>(), new HashSet<long>());
        Read(
            _page.Reset().Bind(1, at.ToUnixTimeMilliseconds()).Bind(2, id.Value),
            row =>
            {
                statements.Add(row.Long(0));
                claimants.Add(row.Long(_claimant));
            }
        );
        Together(() =>
        {
            foreach (var claimant in claimants)
                ReadOne(_actor, claimant);
        });
        Together(() =>
        {
            foreach (var statement in CollectionsMarshal.AsSpan(statements))
                Read(_sources.Reset().Bind(1, statement).Bind(2, 6L), row => sources.Add(row.Long(_basis)));
        });
        Together(() =>
        {
            foreach (var source in sources)
                ReadOne(_source, source);
        });
        return sources.Count;
    }

    public int Q2(Random random)
    {
        var statement = _parameters.Statement(random).Id.Value;
        long claimant = 0,
            occasion = 0;
        Read(_statement.Reset().Bind(1, statement), row => claimant = row.Long(_claimant));
        ReadOne(_actor, claimant);
        Together(() => Read(_appearances.Reset().Bind(1, statement), row => occasion = row.Long(_event)));
        if (occasion != 0)
            ReadOne(_occasion, occasion);
        var sources = new HashSet<long>();
        Together(() => Read(_sources.Reset().Bind(1, statement).Bind(2, 11L), row => sources.Add(row.Long(_basis))));
        Together(() =>
        {
            foreach (var source in sources)
                ReadOne(_source, source);
        });
        Arguing([statement], _ids);
        if (_ids.Count > 0)
            Arguing(_ids, _next);
        return sources.Count;
    }

    private void Arguing(List<long> statements, List<long> found)
    {
        found.Clear();
        Together(() =>
        {
            foreach (var s in statements)
                Read(_arguing.Reset().Bind(1, s), row => found.Add(row.Long(_basis)));
        });
        Together(() =>
        {
            foreach (var basis in found)
                ReadOne(_statement, basis);
        });
    }

    private List<long> Fresh()
    {
        _ids.Clear();
        return _ids;
    }

    private void Together(Action read)
    {
        _begin.Execute();
        read();
        _commit.Execute();
    }

    private static void ReadOne(Command command, long id) => Read(command.Reset().Bind(1, id), static _ => { });

    private static void Read(Command command, Action<Command> each)
    {
        while (command.Step())
        {
            for (var i = 0; i < command.ColumnCount; i++)
            {
                var type = command.Type(i);
                if (type == SQLITE_TEXT)
                    _ = command.Utf8(i);
                else if (type == SQLITE_FLOAT)
                    _ = command.Double(i);
                else if (type != SQLITE_NULL)
                    _ = command.Long(i);
            }
            each(command);
        }
        command.Reset();
    }

    private static int Position(NodeTable table, string column) =>
        Array.IndexOf(table.Select["SELECT ".Length..table.Select.IndexOf(" FROM ", StringComparison.Ordinal)].Split(", "), column);
}
