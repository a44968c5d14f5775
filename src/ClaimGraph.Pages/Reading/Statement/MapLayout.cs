using ClaimGraph.Pages.Nouns;

namespace ClaimGraph.Pages.Reading.Statement;

/// <summary>
/// The places of an argument map: the claim at the top of the first column, each argument in the column after what it argues about,
/// supporting ones above. What
/// stands on the map already is not drawn twice, but referred to; so cycles end.
/// </summary>
public sealed class MapLayout
{
    public const double BoxWidth = 216;
    public const double BoxHeight = 74;
    public const double ColumnGap = 58;
    public const double RowGap = 14;

    private static readonly Dictionary<string, int> Order = new()
    {
        ["SUPPORTS"] = 0,
        ["CONTEXT"] = 1,
        ["REBUTS"] = 2,
    };

    private readonly ILookup<string, ArgumentEdge> _about;
    private readonly Dictionary<string, AnyNode> _nodes;
    private readonly HashSet<string> _drawn = [];
    private readonly List<MapBox> _boxes = [];
    private double _next;

    private MapLayout(ArgumentTree tree)
    {
        _about = tree.Edges.OrderBy(e => Order.GetValueOrDefault(e.Evidence.Stance)).ToLookup(e => e.To, StringComparer.Ordinal);
        _nodes = tree.Nodes.DistinctBy(n => n.Id, StringComparer.Ordinal).ToDictionary(n => n.Id, StringComparer.Ordinal);
        IsWhole = tree.IsWhole;
    }

    /// <summary>The boxes, each after the one it argues about.</summary>
    public IReadOnlyList<MapBox> Boxes => _boxes;

    /// <summary>False when there are more arguments than the map shows.</summary>
    public bool IsWhole { get; }

    public double Width => _boxes.Count == 0 ? 0 : _boxes.Max(b => b.X) + BoxWidth;

    public double Height => Math.Max(_next - RowGap, BoxHeight);

    /// <summary>Lays out what argues about a claim.</summary>
    public static MapLayout Of(ArgumentTree tree, string root)
    {
        var layout = new MapLayout(tree);
        layout.Place(root, null, null, 0);
        return layout;
    }

    /// <summary>Places a node and everything that argues about it, and gives the middle of its box.</summary>
    private MapBox Place(string id, ArgumentEdge? edge, MapBox? parent, int column)
    {
        var node = _nodes.GetValueOrDefault(id) ?? new AnyNode("", id);
        var isSeen = !_drawn.Add(id) && node.Type == "Statement";
        var box = new MapBox(node, edge, parent, column, isSeen);
        _boxes.Add(box);
        IEnumerable<ArgumentEdge> about = isSeen || node.Type != "Statement" ? [] : _about[id];
        if (edge is not null && _drawn.Add(edge.Evidence.Id))
            about = about.Concat(_about[edge.Evidence.Id]);
        MapBox[] children = [.. about.ToArray().Select(e => Place(e.From, e, box, column + 1))];
        box.X = column * (BoxWidth + ColumnGap);
        box.Y = children.Length > 0 ? children[0].Y : _next;
        if (children.Length == 0)
            _next += BoxHeight + RowGap;
        return box;
    }
}

/// <summary>A box of a map: a claim or source, and how it argues about the box before it.</summary>
public sealed class MapBox(AnyNode node, ArgumentEdge? edge, MapBox? parent, int column, bool isReference)
{
    public AnyNode Node { get; } = node;

    /// <summary>The argument; null for the first box.</summary>
    public ArgumentEdge? Edge { get; } = edge;

    public MapBox? Parent { get; } = parent;

    public int Column { get; } = column;

    /// <summary>True when the claim has a box elsewhere, with what argues about it.</summary>
    public bool IsReference { get; } = isReference;

    public double X { get; set; }

    public double Y { get; set; }

    /// <summary>The label in lines that fit into the box; the last ends in an ellipsis if the label does not.</summary>
    public IReadOnlyList<string> Lines(int lines, int width)
    {
        var found = new List<string> { "" };
        foreach (var word in Node.Label.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (found[^1].Length > 0 && found[^1].Length + 1 + word.Length > width)
            {
                if (found.Count == lines)
                {
                    found[^1] += " …";
                    return found;
                }
                found.Add("");
            }
            found[^1] += (found[^1].Length > 0 ? " " : "") + (word.Length > width ? word[..(width - 1)] + "…" : word);
        }
        return found;
    }
}
