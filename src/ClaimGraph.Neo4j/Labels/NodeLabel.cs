using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Labels;

/// <summary>How Neo4j stores the nodes of one noun: the label and the properties. All of it follows from the noun's description.</summary>
internal sealed class NodeLabel
{
    private static readonly NodeLabel?[] ByKind =
    [
        .. Enumerable
            .Range(0, (int)NodeKinds.All.Max() + 1)
            .Select(kind => Noun.Find((NodeKind)kind) is { } noun ? new NodeLabel(noun) : null),
    ];

    private readonly Noun _noun;
    private readonly Property[] _common,
        _content,
        _derived,
        _readContent;
    private readonly FrozenDictionary<Field, string> _names;
    private readonly string _columns;

    private NodeLabel(Noun noun)
    {
        _noun = noun;
        _names = noun.AllFields.ToFrozenDictionary(f => f, FieldProperties.NameOf);
        _common = PropertiesOf(noun.AllFields.Where(f => f.Role == FieldRole.Common));
        _content = PropertiesOf(noun.StoredContent);
        _derived = PropertiesOf(noun.Derived);
        // What is computed from other fields is stored for filters and never read.
        _readContent = PropertiesOf(noun.StoredContent.Where(f => f.CanSet));
        _columns = string.Join(", ", _common.Concat(_readContent).Concat(_derived).SelectMany(p => p.Names).Select(name => "p." + name));
    }

    public static NodeLabel Of(NodeKind kind) => ByKind[(int)kind]!;

    public string Name => _noun.TypeName;

    /// <summary>
    /// Ends a query with the columns of <c>n</c> that <see cref="Read(IRow)"/> takes, after others. They come from the map of all
    /// properties, because Neo4j finds a single property by going through all that are stored before it. The map is <c>n {.*}</c>:
    /// Neo4j 5.26 fills <c>properties(n)</c> from its cache, in which <c>n.x IS NOT NULL</c> can leave true in place of the value.
    /// </summary>
    public string Rows(string others = "") => $" WITH {others}n {{.*}} AS p RETURN {others}{_columns}";

    /// <summary>The property of a field; a text that is filtered or ordered has its folded form beside it.</summary>
    public string Property(Field field) => _names[field];

    /// <exception cref="InvalidCastException">This is no node of ours.</exception>
    public Node Read(IRow row) => Read(row, ReadId(row));

    /// <summary>The node of a row; from the cache where it is known.</summary>
    public Node Read(IRow row, NodeCache.View known)
    {
        var id = ReadId(row);
        return known.Find(id) ?? Read(row, id);
    }

    private NodeId ReadId(IRow row)
    {
        try
        {
            return row.Id();
        }
        catch (InvalidCastException wrong)
        {
            throw new InvalidCastException($"{_noun.Kind}: its id is not one of ClaimGraph's.", wrong);
        }
    }

    private Node Read(IRow row, NodeId id)
    {
        try
        {
            return id.Kind == _noun.Kind ? ReadProperties(row, id) : throw new InvalidCastException("its id is not of its kind.");
        }
        catch (Exception wrong) when (wrong is InvalidCastException or ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidCastException($"{_noun.Kind} {id.Value}: {wrong.Message}", wrong);
        }
    }

    private Node ReadProperties(IRow row, NodeId id)
    {
        // The columns of the common fields come in the order of the header.
        var header = new NodeHeader(id, row.TextOrNull(), row.Int(), row.Time(), Names<RecordStatus>.Read(row), row.TextOrNull())
        {
            OtherKeys = row.Texts(),
            CreatedBy = row.Text(),
            UpdatedAt = row.Time(),
            MergedInto = row.IdOrNull(),
        };
        var content = _noun.NewContent();
        foreach (var property in _readContent)
            property.Read(row, content);
        var derived = _noun.NewDerived();
        foreach (var property in _derived)
            property.Read(row, derived!);
        return _noun.NewNode(header, content, derived);
    }

    /// <summary>All properties of a node.</summary>
    public Properties All(Node node)
    {
        var properties = new Properties();
        foreach (var property in _common)
            property.Add(properties, node);
        properties.Add(Properties.ShownId, node.Id.ToString());
        properties.Add("_ownKey", node.Key is { } key ? KeyText(NaturalKey.OfCaller(node.Kind, key)) : null);
        properties.Add("_naturalKey", node.NaturalKeys().Select(KeyText).FirstOrDefault());
        foreach (var property in _content)
            property.Add(properties, node.Data);
        AddDerived(properties, node);
        return properties;
    }

    /// <summary>The properties that follow from other nodes, with the id.</summary>
    public Properties Derived(Node node)
    {
        var properties = new Properties { [Properties.Id] = node.Id.Value };
        AddDerived(properties, node);
        return properties;
    }

    private void AddDerived(Properties properties, Node node)
    {
        foreach (var property in _derived)
            property.Add(properties, node.DerivedValues);
    }

    /// <summary>The keys of a node that its properties do not hold: (:FurtherKey) has them.</summary>
    public static IEnumerable<string> FurtherKeys(Node? node) =>
        node is null
            ? []
            : node.OtherKeys.Select(k => NaturalKey.OfCaller(node.Kind, k)).Concat(node.NaturalKeys().Distinct().Skip(1)).Select(KeyText);

    // Neo4j indexes values up to some 8,000 bytes. In UTF-8, a UTF-16 unit takes three bytes at most.
    private const int LongestKey = 2_000;

    /// <summary>A key as <c>_ownKey</c> and <c>_naturalKey</c> hold it: a long one by its hash, as both are indexed.</summary>
    public static string KeyText(NaturalKey key) =>
        key.Value.Length <= LongestKey
            ? $"{key.Kind} {key.Value}"
            : $"{key.Kind} sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Value)))}";

    private Property[] PropertiesOf(IEnumerable<Field> fields) => [.. fields.Select(f => FieldProperties.Of(_noun, f))];
}
