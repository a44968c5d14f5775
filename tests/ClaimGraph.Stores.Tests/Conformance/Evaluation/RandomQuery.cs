namespace ClaimGraph.Stores.Tests.Conformance.Evaluation;

/// <summary>Filters, orders and pages over the fields and the values of given nodes.</summary>
public sealed class RandomQuery(Dice dice, IReadOnlyList<Node> nodes)
{
    private static readonly Comparison[] Ordered =
    [
        Comparison.Equal,
        Comparison.In,
        Comparison.Less,
        Comparison.LessOrEqual,
        Comparison.Greater,
        Comparison.GreaterOrEqual,
        Comparison.Exists,
    ];
    private static readonly Comparison[] Unordered = [Comparison.Equal, Comparison.In, Comparison.Exists];

    private static readonly Field[] All = [.. Enum.GetValues<NodeKind>().SelectMany(Fields.Of)];
    private static readonly Field[] Naming = [.. All.Where(f => f.Type is DataType.Reference or DataType.ReferenceList)];
    private static readonly Field[] Grouping = [.. All.Where(f => f.Type is not (DataType.Integer or DataType.Number or DataType.Time))];
    private static readonly Field[] Timed = [.. All.Where(f => f.Type is DataType.Date or DataType.Time)];

    public NodeKind Kind() => dice.AnyOf<NodeKind>();

    public Field Via() => dice.Pick(Naming);

    public Field Group() => dice.Pick(Grouping);

    /// <summary>One key or two, of linked nodes or of the nodes themselves, some with the same links at the beginning.</summary>
    public GroupQuery Groups()
    {
        var kind = Kind();
        var first = GroupKey(kind, [], dice.Below(4));
        var second = dice.Chance(40) ? GroupKey(kind, [.. first.Path.Take(dice.Below(first.Path.Count + 1))], dice.Below(2)) : null;
        return new GroupQuery(kind, second is null ? [first] : [first, second], Filter(kind), dice.Pick([1, 3, 100]))
        {
            Distinct = dice.Chance(50) ? GroupKey(kind, [.. first.Path.Take(dice.Below(first.Path.Count + 1))], dice.Below(2)) : null,
            Average = kind == NodeKind.Statement ? Fields.Statement.Strength : null,
        };
    }

    private GroupKey GroupKey(NodeKind from, IReadOnlyList<Step> path, int more)
    {
        var end = path.Count == 0 ? from : path[^1].To;
        return more == 0
            ? new GroupKey(path, dice.Pick([.. Grouping.Where(f => f.Kind == end)]))
            : GroupKey(from, [.. path, Step(end)], more - 1);
    }

    public Field Time() => dice.Pick(Timed);

    public ListQuery List()
    {
        var kind = Kind();
        var order = Order(kind);
        return new ListQuery(kind, Filter(kind), order, Page(order));
    }

    public LinkQuery Link()
    {
        var via = Via();
        var order = Order(via.Kind);
        return new LinkQuery(via, Filter(via.Kind), order, Page(order));
    }

    /// <summary>Nodes that may be named in a field, and some that cannot; some twice, some that do not exist.</summary>
    public NodeId[] Nodes(Field via) =>
        [
            .. Enumerable
                .Range(0, dice.Below(6))
                .Select(_ =>
                    dice.Below(8) switch
                    {
                        0 => new NodeId(Kind(), dice.Between(1, 99)),
                        1 when nodes.Count > 0 => dice.Pick(nodes).Id,
                        _ => AnyValue(via) is NodeId id ? id : new NodeId(Kind(), dice.Between(1, 99)),
                    }
                ),
        ];

    public OrderBy Order(NodeKind kind) => new(dice.Pick([.. Fields.Of(kind).Where(f => f.IsOrdered)]), dice.Chance(50));

    public PageRequest Page(OrderBy order) =>
        new()
        {
            Size = dice.Chance(30) ? Limits.Page : dice.Below(7),
            After = Place(order),
            Before = Place(order),
            Backward = dice.Chance(50),
        };

    /// <summary>Nothing, a node's place, or a place where no node is.</summary>
    private Cursor? Place(OrderBy order)
    {
        var some = nodes.Where(n => n.Kind == order.Field.Kind).ToArray();
        if (dice.Chance(60) || some.Length == 0)
            return null;
        return dice.Chance(70)
            ? Cursor.Of(dice.Pick(some), order)
            : new Cursor(
                dice.Chance(20) ? null : AnyValue(order.Field),
                new NodeId(order.Field.Kind, dice.Pick(some).Id.Value >> 3 ^ dice.Below(3))
            );
    }

    /// <summary>None, one of those that dashboards ask with, or any.</summary>
    public Filter? Filter(NodeKind kind) =>
        dice.Below(7) switch
        {
            0 => null,
            1 or 2 => Since(kind),
            3 => Linked(kind),
            _ => Nested(kind, depth: dice.Below(4)),
        };

    /// <summary>What dashboards ask with: active nodes, since a moment or ever, until a moment or now, of one stance or all, on any basis
    /// or one that stands.</summary>
    public Filter Since(NodeKind kind)
    {
        var parts = new List<Filter>();
        if (dice.Chance(70))
            parts.Add(Queries.Filter.Where(Fields.CreatedAt(kind), Comparison.GreaterOrEqual, ValueFor(Fields.CreatedAt(kind))));
        if (dice.Chance(40))
            parts.Add(Queries.Filter.Where(Fields.CreatedAt(kind), Comparison.Less, ValueFor(Fields.CreatedAt(kind))));
        if (kind == NodeKind.Evidence && dice.Chance(50))
            parts.Add(Queries.Filter.Is(Fields.Evidence.Stance, dice.AnyOf<Stance>()));
        if (kind == NodeKind.Evidence && dice.Chance(70))
            parts.Add(Queries.Filter.Is(Fields.Evidence.BasisRetracted, false));
        return Queries.Filter.ForList(kind, parts.Count == 0 ? null : Queries.Filter.AllOf([.. parts]));
    }

    /// <summary>A way to the nodes that those of a kind are linked with.</summary>
    public Step Step(NodeKind kind) => dice.Pick([.. NounLink.Of(kind).SelectMany(l => l.Steps)]);

    /// <summary>A filter that looks at linked nodes, up to three links away.</summary>
    public Filter Linked(NodeKind kind, int links = 2)
    {
        var step = Step(kind);
        var filter = new Queries.Linked(
            step,
            dice.Below(4) switch
            {
                0 when links > 0 => Linked(step.To, links - 1),
                1 when links > 0 => new And([Linked(step.To, links - 1), Nested(step.To, depth: 1)]),
                _ => Nested(step.To, depth: dice.Below(3)),
            }
        );
        return dice.Below(5) switch
        {
            0 => new Not(filter),
            1 => new Not(filter with { Filter = new Not(filter.Filter) }),
            2 => new Or([filter, Nested(kind, depth: 1)]),
            _ => filter,
        };
    }

    private Filter Nested(NodeKind kind, int depth) =>
        depth == 0
            ? One(kind)
            : dice.Below(4) switch
            {
                0 => new Not(Nested(kind, depth - 1)),
                1 => new And([.. Enumerable.Range(0, dice.Below(4)).Select(_ => Nested(kind, depth - 1))]),
                2 => new Or([.. Enumerable.Range(0, dice.Below(4)).Select(_ => Nested(kind, depth - 1))]),
                _ => One(kind),
            };

    private Condition One(NodeKind kind)
    {
        var field = dice.Pick([.. Fields.Of(kind), Fields.Id(kind)]);
        var comparison = dice.Pick(
            field.Type switch
            {
                DataType.Text => [.. Ordered, Comparison.Contains, Comparison.StartsWith, Comparison.Contains, Comparison.StartsWith],
                DataType.Integer or DataType.Number or DataType.Date or DataType.Time => Ordered,
                _ => Unordered,
            }
        );
        object[] values = comparison switch
        {
            Comparison.Exists => [dice.Chance(50)],
            Comparison.In => [.. Enumerable.Range(0, dice.Below(4)).Select(_ => ValueFor(field))],
            Comparison.Contains or Comparison.StartsWith => [PartOf((string)ValueFor(field), comparison == Comparison.StartsWith)],
            _ => [ValueFor(field)],
        };
        return new Condition(field, comparison, values);
    }

    /// <summary>A part of a text in other letters.</summary>
    private string PartOf(string text, bool fromStart)
    {
        var runes = text.EnumerateRunes().ToArray();
        var start = fromStart ? 0 : dice.Below(runes.Length + 1);
        var part = string.Concat(runes[start..dice.Between(start, runes.Length)].Select(r => r.ToString()));
        return dice.Below(4) switch
        {
            0 => part.ToUpperInvariant(),
            1 => NormalisedText.Fold(part),
            2 => part + "\u0301",
            _ => part,
        };
    }

    /// <summary>A value that nodes have, or one near it.</summary>
    private object ValueFor(Field field) => dice.Chance(75) && AnyValue(field) is { } value ? Beside(value) : Invented(field);

    /// <summary>Stores keep whole milliseconds; a filter may ask for half of one.</summary>
    private object Beside(object value) =>
        value is DateTimeOffset time && dice.Chance(50) ? time.AddTicks(dice.Between(-1, 1) * 5_000L) : value;

    private object? AnyValue(Field field)
    {
        var values = nodes
            .Where(n => n.Kind == field.Kind)
            .Select(field.Read)
            .SelectMany(v =>
                v switch
                {
                    null => [],
                    IReadOnlyList<string> texts => texts.Cast<object>(),
                    IReadOnlyList<NodeId> ids => ids.Cast<object>(),
                    Attention flags => Enum.GetValues<Attention>().Where(f => f != Attention.None && flags.HasFlag(f)).Cast<object>(),
                    _ => [v],
                }
            )
            .ToArray();
        return values.Length == 0 ? null : dice.Pick(values);
    }

    private object Invented(Field field) =>
        field.Type switch
        {
            DataType.Text or DataType.TextList => Texts.Any(dice),
            DataType.Enum => dice.Pick([.. Enum.GetValues(field.EnumType!).Cast<object>()]),
            DataType.FlagSet => dice.Pick([.. Enum.GetValues<Attention>().Where(f => f != Attention.None)]),
            DataType.Integer => (long)dice.Between(-1, 5),
            DataType.Number => dice.Fraction(),
            DataType.Boolean => dice.Chance(50),
            DataType.Date => new PartialDate(dice.Between(2022, 2026), dice.Between(1, 12)),
            DataType.Time => new DateTimeOffset(2024, 12, 1, 0, 0, 0, TimeSpan.FromHours(dice.Between(-2, 2)))
                .AddDays(dice.Below(80))
                .AddTicks(dice.Below(3) * 5_000L),
            _ => new NodeId(dice.AnyOf<NodeKind>(), dice.Between(1, 99)),
        };
}
