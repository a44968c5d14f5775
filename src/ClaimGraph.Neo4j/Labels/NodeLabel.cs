using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Labels;

/// <summary>How the nodes of one kind stand in Neo4j: the label, the properties and their order in a row.</summary>
/// <param name="content">The properties of what was entered, in the order of <see cref="ReadContent"/>, then those that follow from other nodes.</param>
internal abstract class NodeLabel(NodeKind kind, string content)
{
    private const string Common = "id, key, version, createdAt, status, statusReason";

    private static readonly NodeLabel?[] ByKind =
    [
        null, new ActorLabel(), new SourceLabel(), new EventLabel(), new StatementLabel(), new AppearanceLabel(), new EvidenceLabel(), new ReviewLabel(),
    ];

    public static NodeLabel Of(NodeKind kind) => ByKind[(int)kind]!;

    public string Name { get; } = kind.ToString();

    private readonly string _columns = string.Join(", ", $"{Common}, {content}".Split(", ").Select(p => "p." + p));

    /// <summary>
    /// Ends a statement with the columns of <c>n</c> that <see cref="Read(IRow)"/> takes, after others. By way of the map of all properties, as Neo4j finds each single
    /// one by going through the chain of those before it.
    /// </summary>
    public string Rows(string others = "") => $" WITH {others}properties(n) AS p RETURN {others}{_columns}";

    /// <summary>The property of a field; what <see cref="DataType.Text"/> fields are called has its folded form beside it.</summary>
    public virtual string Property(Field field) => field.Name;

    public Node Read(IRow row) => Read(row, row.Id());

    /// <summary>The node of a row; from the cache where it is known.</summary>
    public Node Read(IRow row, NodeCache cache)
    {
        var id = row.Id();
        return cache.Find(id) ?? Read(row, id);
    }

    private Node Read(IRow row, NodeId id) =>
        ReadContent(row, new Header(id, row.TextOrNull(), row.Int(), row.Time(), Names<RecordStatus>.Read(row), row.TextOrNull()));

    /// <summary>The properties that every kind has.</summary>
    protected readonly record struct Header(NodeId Id, string? Key, int Version, DateTimeOffset CreatedAt, RecordStatus Status, string? StatusReason);

    protected abstract Node ReadContent(IRow row, Header common);

    /// <summary>All properties of a node.</summary>
    public Properties All(Node node)
    {
        var properties = new Properties { ["id"] = node.Id.Value };
        properties.AddText("key", node.Key);
        properties.Add("version", node.Version);
        properties.Add("createdAt", (DateTimeOffset?)node.CreatedAt);
        properties.Add("status", (RecordStatus?)node.Status);
        properties.Add("statusReason", (object?)node.StatusReason);
        properties.Add("ownKey", (object?)(node.Key is { } key ? KeyText(NaturalKey.OfCaller(node.Kind, key)) : null));
        properties.Add("naturalKey", (object?)(node.Data.NaturalKey() is { } natural ? KeyText(natural) : null));
        AddContent(properties, node);
        AddDerived(properties, node);
        return properties;
    }

    /// <summary>The properties that follow from other nodes, with the id.</summary>
    public Properties Derived(Node node)
    {
        var properties = new Properties { ["id"] = node.Id.Value };
        AddDerived(properties, node);
        return properties;
    }

    protected abstract void AddContent(Properties properties, Node node);
    protected virtual void AddDerived(Properties properties, Node node) { }

    /// <summary>A key as <c>ownKey</c> and <c>naturalKey</c> hold it.</summary>
    public static string KeyText(NaturalKey key) => $"{key.Kind} {key.Value}";

    protected const string Anchor = "quote, quotePrefix, quoteSuffix, quoteStart, quoteEnd, quoteLanguage";
    protected const string Argued = "supportCount, rebutCount, contextCount, statementSupportCount, statementRebutCount, statementContextCount, "
        + "retractedBasisCount, supportWeight, rebutWeight";
}
