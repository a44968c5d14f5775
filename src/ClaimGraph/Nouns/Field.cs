namespace ClaimGraph;

/// <summary>Where the value of a field comes from.</summary>
public enum FieldRole
{
    /// <summary>A property of every node: key, time, status.</summary>
    Common,

    /// <summary>Somebody enters it: it is part of the content, of inputs, of the import format and of the ledger.</summary>
    Entered,

    /// <summary>It follows from the content alone and is stored so that lists can be filtered by it.</summary>
    Implied,

    /// <summary>Other nodes make it; it is recomputed in the commit that touches them.</summary>
    Derived,
}

/// <summary>
/// One field of a noun, described once: beside the noun's record, in <see cref="Fields"/>. Columns, properties, rules, filters, the types
/// of the API, the import format and the search texts follow from this description by name. Immutable once the nouns are declared; safe
/// for many threads.
/// </summary>
public abstract class Field
{
    private string? _filterName;
    private Relationship? _relationship;

    private protected Field(string name, DataType type, string? description)
    {
        (Name, StoredName, PropertyName, Type, Description) = (name, name, name, type, description ?? "");
    }

    /// <summary>The noun that has the field; not set for the fields of a <see cref="ClaimGraph.Part"/>.</summary>
    public NodeKind Kind { get; internal set; }

    public FieldRole Role { get; internal set; }

    /// <summary>The value is what somebody entered, or follows from it alone.</summary>
    internal bool IsEntered => Role is FieldRole.Entered or FieldRole.Implied;

    /// <summary>The name as the API spells it, unique among the fields of a noun that are entered, and among those that lists are
    /// filtered by.</summary>
    public string Name { get; private set; }

    /// <summary>The name of the C# property in camel case, as the ledger writes it.</summary>
    public string PropertyName { get; }

    /// <summary>The name by which lists are filtered, ordered and counted, unique among those of a noun.</summary>
    public string FilterName => _filterName ?? Name;

    /// <summary>The name in stores, in camel case, unique within the noun; a store may write it in its own way (<c>said_on</c>).</summary>
    public string StoredName { get; private set; }

    public DataType Type { get; }

    /// <summary>What it means, for the people who read the API's documentation. Empty for a field that the API does not show.</summary>
    public string Description { get; }

    /// <summary>What else there is to know when the value is entered; empty when there is nothing.</summary>
    public string InputNote { get; private set; } = "";

    /// <summary>The enum of <see cref="DataType.Enum"/> and <see cref="DataType.FlagSet"/>.</summary>
    public virtual Type? EnumType => null;

    /// <summary>The API shows the value under <see cref="Name"/>. Always so for what is entered.</summary>
    public bool IsShown { get; private set; }

    /// <summary>Lists can be filtered, grouped and counted by the field.</summary>
    public bool IsFiltered { get; private set; }

    /// <summary>Lists can be ordered by the field.</summary>
    public bool IsOrdered { get; private set; }

    /// <summary>What lists are ordered by in place of the field, as for a text (<see cref="Collation"/>); null for the field
    /// itself.</summary>
    public Field? SortKey { get; private set; }

    /// <summary>The field is the <see cref="SortKey"/> of another.</summary>
    public virtual bool IsSortKey => false;

    /// <summary>Full-text search reads the field.</summary>
    public bool IsSearched { get; private set; }

    /// <summary>The value must be given when a node is entered.</summary>
    public bool IsRequired { get; internal set; }

    /// <summary>The value must be given in the import format, although the API has a default.</summary>
    public bool IsRequiredOnImport { get; private set; }

    /// <summary>The value can be missing.</summary>
    public bool IsNullable { get; internal set; }

    /// <summary>When no value is entered, it is computed: that of a stored node is never missing.</summary>
    public bool IsComputed { get; private set; }

    /// <summary>A text that identifies a node by itself: the noun makes its <see cref="Content.NaturalKeys"/> from nothing else.</summary>
    public bool IsNaturalKey { get; private set; }

    /// <summary>The value cannot be changed after the node was entered.</summary>
    public bool IsFixed { get; private set; }

    /// <summary>False for a field that is computed whenever it is asked for.</summary>
    public virtual bool CanSet => true;

    /// <summary>The value is kept beside the nodes and is read by a call of its own (<c>IClaimStore.SnapshotsAsync</c>).</summary>
    public bool IsKeptApart { get; private set; }

    /// <summary>How a text is written, and so what is checked.</summary>
    public TextFormat Format { get; private set; }

    /// <summary>A number from 0 to 1.</summary>
    public virtual bool IsFraction => false;

    /// <summary>The most code points that a text takes, or each text of a list; null where there is no limit.</summary>
    public int? MaxLength { get; private set; }

    /// <summary>The most entries that a list takes; null where there is no limit.</summary>
    public int? MaxEntries { get; private set; }

    /// <summary>The kinds that a reference can name.</summary>
    public IReadOnlyList<NodeKind> Targets { get; private set; } = [];

    /// <summary>The name of the API's type for the node that a reference names, where it can be of several kinds.</summary>
    public Union? Union { get; private set; }

    /// <summary>The edge that a reference makes in a graph. It is called like the field unless the declaration says otherwise.</summary>
    public virtual Relationship Relationship => _relationship ??= new Relationship(UpperSnake.Of(Name), isReversed: false);

    /// <summary>The lists under which the nodes that a reference names show those that name them.</summary>
    public IReadOnlyList<BackLink> BackLinks { get; private set; } = [];

    /// <summary>Names that the field had in the ledger before. Entries written then are still read.</summary>
    public IReadOnlyList<string> FormerNames { get; private set; } = [];

    /// <summary>The fields of <see cref="DataType.Part"/> and <see cref="DataType.PartList"/>.</summary>
    public virtual Part? Part => null;

    /// <summary>
    /// Where the value is stored: the field itself, or, for a field that looks into a part, that part and the field of it.
    /// </summary>
    public virtual IReadOnlyList<Field> Place => [this];

    /// <summary>The value for one node: null when it is not set; a list of string or NodeId for list types.</summary>
    public abstract object? Read(Node node);

    /// <summary>The value of a content or part that has the field.</summary>
    internal abstract object? ValueOf(object owner);

    /// <summary>Gives one owner the value of another of its kind.</summary>
    /// <param name="from">The owner that has the value.</param>
    /// <param name="to">As for <see cref="Field{T}.Set"/>.</param>
    internal abstract void Copy(object from, object to);

    public override string ToString() => $"{Kind}.{Name}";

    internal Field Named(string name, string? stored = null)
    {
        (Name, StoredName) = (name, stored ?? (StoredName == Name ? name : StoredName));
        return this;
    }

    internal Field Stored(string name)
    {
        StoredName = name;
        return this;
    }

    internal Field Formerly(params string[] names)
    {
        FormerNames = names;
        return this;
    }

    internal Field WithInputNote(string note)
    {
        InputNote = note;
        return this;
    }

    internal Field Shown()
    {
        IsShown = true;
        return this;
    }

    /// <param name="name">The name in filters, where it is not <see cref="Name"/>.</param>
    internal Field Filtered(string? name = null)
    {
        (IsFiltered, _filterName) = (true, name);
        IsOrdered |= Type is DataType.Integer or DataType.Number or DataType.Date or DataType.Time;
        return this;
    }

    internal Field Ordered()
    {
        IsOrdered = true;
        SortKey = this is Field<string?> text ? new SortKeyField(text) : null;
        return this;
    }

    internal Field Searched()
    {
        IsSearched = true;
        return this;
    }

    internal Field RequiredOnImport()
    {
        IsRequiredOnImport = true;
        return this;
    }

    internal Field AsNaturalKey()
    {
        IsNaturalKey = true;
        return this;
    }

    internal Field Computed()
    {
        IsComputed = true;
        return this;
    }

    internal Field Fixed()
    {
        IsFixed = true;
        return this;
    }

    internal Field KeptApart()
    {
        IsKeptApart = true;
        return this;
    }

    internal Field As(TextFormat format)
    {
        Format = format;
        return this;
    }

    /// <summary>At most so many code points of text.</summary>
    internal Field Length(int most)
    {
        MaxLength = most;
        return this;
    }

    /// <summary>At most so many entries of a list.</summary>
    internal Field Entries(int most)
    {
        MaxEntries = most;
        return this;
    }

    internal Field To(params NodeKind[] targets)
    {
        Targets = targets;
        return this;
    }

    internal Field To(Union union, params NodeKind[] targets)
    {
        (Union, Targets) = (union, targets);
        return this;
    }

    /// <param name="name">The name of the edge, in capitals.</param>
    /// <param name="reversed">The edge starts at the node named.</param>
    internal Field Related(string name, bool reversed = false)
    {
        _relationship = new Relationship(name, reversed);
        return this;
    }

    /// <summary>The name of the edge depends on another value of the content.</summary>
    internal Field Related<TContent, TValue>(Func<TContent, TValue> by, params (TValue Value, string Name)[] names)
        where TContent : Content
        where TValue : notnull
    {
        var known = names.ToDictionary(n => n.Value, n => n.Name);
        _relationship = new Relationship([.. known.Values], content => known[by((TContent)content)]);
        return this;
    }

    /// <summary>The same list on each kind that the field takes.</summary>
    internal Field OnEach(string name, string description)
    {
        BackLinks = [.. Targets.Select(on => new BackLink(this, on, name, description))];
        return this;
    }

    internal Field BackLink(NodeKind on, string name, string description)
    {
        BackLinks = [.. BackLinks, new BackLink(this, on, name, description)];
        return this;
    }
}

/// <summary>The API's type for nodes of several kinds.</summary>
/// <param name="Name">The name of the type.</param>
/// <param name="Description">What it is, for the API's documentation.</param>
public sealed record Union(string Name, string Description);

/// <summary>The list of the nodes that name a node in a field.</summary>
/// <param name="Via">The field that names.</param>
/// <param name="On">The kind that shows the list.</param>
/// <param name="Name">The name of the list in the API.</param>
/// <param name="Description">What it holds, for the API's documentation.</param>
public sealed record BackLink(Field Via, NodeKind On, string Name, string Description);
