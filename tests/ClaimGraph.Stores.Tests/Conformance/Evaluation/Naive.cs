using System.Text;

namespace ClaimGraph.Stores.Tests.Conformance.Evaluation;

/// <summary>The answers of a store, computed by looking at all nodes.</summary>
public sealed class Naive(IReadOnlyList<Node> nodes)
{
    private readonly HashSet<NodeId> _retracted = [.. nodes.Where(n => !n.IsActive).Select(n => n.Id)];

    public IEnumerable<Node> Passing(NodeKind kind, Filter? filter) =>
        nodes.Where(n => n.Kind == kind && (filter is null || filter.Matches(n, Linked)));

    /// <summary>The nodes to which a step leads.</summary>
    public IEnumerable<Node> Linked(Node node, Step step) =>
        nodes.Where(other =>
            other.Kind == step.To && (step.IsBack ? IdsOf(step.Via, other).Contains(node.Id) : IdsOf(step.Via, node).Contains(other.Id))
        );

    public Page List(ListQuery query) => PageOf(Passing(query.Kind, query.Filter), query.Order, query.Page);

    public Page Links(LinkQuery query, NodeId node) => PageOf(Naming(query.Via, query.Filter, node), query.Order, query.Page);

    public long CountLinks(Field via, Filter? filter, NodeId node) => Naming(via, filter, node).Count();

    public IReadOnlyList<ValueCount> Distribution(Field field, Filter? filter, int first) =>
        [
            .. Passing(field.Kind, filter)
                .SelectMany(n => ValuesOf(field, n))
                .GroupBy(v => v, Values.Same)
                .Select(g => new ValueCount(g.Key, g.Count()))
                .OrderByDescending(c => c.Count)
                .ThenBy(c => c.Value, Values.Order)
                .Take(first),
        ];

    public IReadOnlyList<TimeCount> TimeSeries(Field field, DatePrecision interval, Filter? filter) =>
        [
            .. Passing(field.Kind, filter)
                .Select(field.Read)
                .OfType<object>()
                .Select(v => StartOf(v, interval))
                .GroupBy(s => s)
                .Select(g => new TimeCount(g.Key, g.Count()))
                .OrderBy(c => c.Start),
        ];

    public IReadOnlyList<NodeCount> Rank(Field via, NodeKind named, Filter? filter, int first) =>
        [
            .. Passing(via.Kind, filter)
                .SelectMany(n => IdsOf(via, n))
                .Where(id => id.Kind == named && !_retracted.Contains(id))
                .GroupBy(id => id)
                .Select(g => new NodeCount(g.Key, g.Count()))
                .OrderByDescending(c => c.Count)
                .ThenBy(c => c.Id)
                .Take(first),
        ];

    private IEnumerable<Node> Naming(Field via, Filter? filter, NodeId node) =>
        Passing(via.Kind, filter).Where(n => IdsOf(via, n).Contains(node));

    private static NodeId[] IdsOf(Field via, Node node) =>
        via.Read(node) switch
        {
            NodeId id => [id],
            IReadOnlyList<NodeId> ids => [.. ids.Distinct()],
            _ => [],
        };

    private static IEnumerable<object?> ValuesOf(Field field, Node node) =>
        field.Read(node) switch
        {
            IReadOnlyList<string> texts => texts.Distinct(),
            IReadOnlyList<NodeId> ids => ids.Distinct().Cast<object?>(),
            Attention flags => Enum.GetValues<Attention>().Where(f => f != Attention.None && flags.HasFlag(f)).Cast<object?>(),
            var value => [value],
        };

    public IReadOnlyList<Group> Groups(GroupQuery query)
    {
        GroupKey[] keys = [.. query.By, .. query.Distinct is { } counted ? (GroupKey[])[counted] : []];
        var rows = Passing(query.Kind, query.Filter)
            .SelectMany(node => Rows(node, [.. keys.Select((key, i) => (i, key.Path, key.Field))], query.By.Count).Select(r => (node, r)));
        return
        [
            .. rows.GroupBy(row => row.r.Take(query.By.Count).ToArray(), Values.SameList)
                .Select(g => new Group(
                    g.Key,
                    g.Select(row => row.node.Id).Distinct().Count(),
                    g.Select(row => row.r.ElementAtOrDefault(query.By.Count)).Where(v => v is not null).Distinct(Values.Same).Count(),
                    g.DistinctBy(row => row.node.Id).Select(row => (double?)query.Average?.Read(row.node)).Average()
                ))
                .OrderByDescending(g => g.Count)
                .ThenBy(g => g.Values, Values.OrderList)
                .Take(query.First),
        ];
    }

    /// <summary>Each combination of values that keys have from a node. The key <paramref name="optional"/> is null where it has
    /// none.</summary>
    private IEnumerable<object?[]> Rows(Node node, (int Key, IReadOnlyList<Step> Path, Field Field)[] keys, int optional)
    {
        IEnumerable<(int Key, object? Value)[]> rows =
        [
            [],
        ];
        foreach (var (key, _, field) in keys.Where(k => k.Path.Count == 0))
            rows = Joined(rows, [.. ValuesOf(field, node).Select(v => new[] { (key, v) })], key == optional ? [key] : []);
        foreach (var way in keys.Where(k => k.Path.Count > 0).GroupBy(k => k.Path[0]))
        {
            var beyond = way.Select(k => (k.Key, (IReadOnlyList<Step>)[.. k.Path.Skip(1)], k.Field)).ToArray();
            var found = Linked(node, way.Key)
                .Where(n => n.IsActive)
                .SelectMany(n => Rows(n, beyond, optional))
                .Select(row => beyond.Select(k => (k.Key, row[k.Key])).ToArray());
            rows = Joined(rows, [.. found], beyond is [(var only, _, _)] && only == optional ? [only] : []);
        }
        return rows.Select(row =>
        {
            var values = new object?[optional + 1];
            foreach (var (key, value) in row)
                values[key] = value;
            return values;
        });
    }

    private static IEnumerable<(int, object?)[]> Joined(
        IEnumerable<(int, object?)[]> rows,
        IReadOnlyList<(int, object?)[]> found,
        int[] missing
    )
    {
        if (found.Count == 0 && missing is [var key])
            found =
            [
                [(key, null)],
            ];
        return rows.SelectMany(row => found.Select(f => ((int, object?)[])[.. row, .. f]));
    }

    private static PartialDate StartOf(object value, DatePrecision interval)
    {
        var (year, month, day) =
            value is DateTimeOffset time ? (time.UtcDateTime.Year, time.UtcDateTime.Month, time.UtcDateTime.Day)
            : value is PartialDate date ? (date.Year, date.Month ?? 1, date.Day ?? 1)
            : throw new NotSupportedException($"{value.GetType()} is no time.");
        return interval switch
        {
            DatePrecision.Year => new PartialDate(year),
            DatePrecision.Month => new PartialDate(year, month),
            _ => new PartialDate(year, month, day),
        };
    }

    private static Page PageOf(IEnumerable<Node> passing, OrderBy order, PageRequest request)
    {
        var range = passing
            .Order(Comparer<Node>.Create(order.Compare))
            .Where(n =>
                (request.After is not { } after || Position(n, after, order) > 0)
                && (request.Before is not { } before || Position(n, before, order) < 0)
            )
            .ToArray();
        var more = range.Length > request.Size;
        return request.Backward
            ? new Page([.. range.TakeLast(request.Size)], request.Before is not null, more)
            : new Page([.. range.Take(request.Size)], more, request.After is not null);
    }

    /// <summary>Where a node stands to a cursor in list order.</summary>
    private static int Position(Node node, Cursor cursor, OrderBy order)
    {
        var position = Values.Order.Compare(order.By.Read(node), cursor.Value);
        if (position == 0)
            position = node.Id.CompareTo(cursor.Id);
        return order.Descending ? -position : position;
    }

    private static class Values
    {
        public static readonly Comparer<object?> Order = Comparer<object?>.Create(Compare);
        public static readonly EqualityComparer<object?> Same = EqualityComparer<object?>.Create(
            (a, b) => Compare(a, b) == 0,
            v => v?.GetHashCode() ?? 0
        );

        public static readonly EqualityComparer<object?[]> SameList = EqualityComparer<object?[]>.Create(
            (a, b) => a!.SequenceEqual(b!, Same),
            v => v.Length
        );
        public static readonly Comparer<IReadOnlyList<object?>> OrderList = Comparer<IReadOnlyList<object?>>.Create(
            (a, b) => a.Zip(b, Compare).FirstOrDefault(order => order != 0)
        );

        // Nothing before anything; text by its UTF-8 bytes, which is the order of its code points.
        private static int Compare(object? left, object? right) =>
            (left, right) switch
            {
                (null, null) => 0,
                (null, _) => -1,
                (_, null) => 1,
                (string l, string r) => Utf8(l).CompareTo(Utf8(r)),
                _ => ((IComparable)Plain(left)).CompareTo(Plain(right)),
            };

        private static Utf8Text Utf8(string text) => new(Encoding.UTF8.GetBytes(text));

        private static object Plain(object value) =>
            value switch
            {
                PartialDate date => date.Packed,
                NodeId id => id.Value,
                _ => value,
            };

        private readonly record struct Utf8Text(byte[] Bytes)
        {
            public int CompareTo(Utf8Text other) => Bytes.AsSpan().SequenceCompareTo(other.Bytes);
        }
    }
}
