using System.Globalization;

namespace ClaimGraph.Import;

/// <summary>
/// One record of an import file: the content of a node, with the keys of the nodes that it names beside it. What must be there is checked
/// where keys become ids (<see cref="References"/>), so that every problem is reported with its place.
/// </summary>
internal sealed class ImportRecord(Content content)
{
    public string? Key { get; set; }
    public string? Id { get; set; }
    public IReadOnlyList<string> OtherKeys { get; set; } = [];
    public DateTimeOffset? CreatedAt { get; set; }
    public RecordStatus? Status { get; set; }
    public string? StatusReason { get; set; }

    /// <summary>The key of the record that it was merged into; null for one that stands for itself.</summary>
    public string? MergedInto { get; set; }

    /// <summary>What was entered, but for the nodes that it names.</summary>
    public Content Content { get; } = content;

    /// <summary>The nodes that it names.</summary>
    public List<NamedNode> Named { get; } = [];

    /// <summary>The texts that stand in files of their own.</summary>
    public List<NamedFile> Files { get; } = [];

    /// <summary>What is missing.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>What is wrong with values that are left out.</summary>
    public List<Problem> Warnings { get; } = [];

    /// <summary>Notes that a value is left out.</summary>
    public void Warn(Problem problem) => Warnings.Add(problem with { Message = $"{problem.Message} It is left out." });

    /// <summary>Put the lists of nodes into the content, once the nodes are known.</summary>
    public Dictionary<Field, Action> Lists { get; } = [];

    /// <summary>Where the entries of lists in the content stand in the lists of the file, by the name of the field.</summary>
    public Dictionary<string, IReadOnlyList<int>> Places { get; } = [];

    /// <summary>A problem that a store found, with the place in the file.</summary>
    public Problem InFile(Problem problem) =>
        EntryOf(problem) is { } entry && Places.GetValueOrDefault(problem.Path[0]) is { } places && entry < places.Count
            ? problem with
            {
                Path = [problem.Path[0], places[entry].ToString(CultureInfo.InvariantCulture), .. problem.Path.Skip(2)],
            }
            : problem;

    /// <summary>The quoted words need not be in the snapshot of the source: they were when they were entered.</summary>
    public bool AcceptsLostQuote { get; private set; }

    private readonly HashSet<Field> _lost = [];

    /// <summary>The content without the fields that were lost.</summary>
    public Content Complete()
    {
        foreach (var list in Lists.Values)
            list();
        var blank = Noun.Of(Content.Kind).NewContent();
        foreach (var field in _lost)
            field.Copy(blank, Content);
        return Content;
    }

    /// <summary>Goes on without what a store refuses. False when the record is of no use then.</summary>
    public bool TryDoWithout(Problem problem)
    {
        if (problem.Code == ProblemCode.QuoteMismatch && problem.Path is ["anchor"] && !AcceptsLostQuote)
            return AcceptsLostQuote = true;
        if (!IsOfValue(problem.Code) || FieldOf(problem) is not { } field || ImportFormat.IsRequired(field))
            return false;
        // What is missing cannot be left out.
        if (problem is { Code: ProblemCode.Required, Path.Count: 1 } && field is not PartField || !_lost.Add(field))
            return false;
        Named.RemoveAll(n => n.Path[0] == field.Name);
        Files.RemoveAll(f => f.Path[0] == field.Name);
        return true;
    }

    /// <summary>Goes on without the entries of a list that a store refuses. False when the problems are not those of single
    /// entries.</summary>
    public bool TryDoWithoutEntries(IReadOnlyList<Problem> problems)
    {
        if (problems.Any(p => EntryOf(p) is null || !IsOfValue(p.Code)))
            return false;
        var wrong = problems.Select(EntryOf).OfType<int>().ToHashSet();
        IReadOnlyList<T> Others<T>(IReadOnlyList<T> list) => [.. list.Where((_, i) => !wrong.Contains(i))];
        var (field, name) = (FieldOf(problems[0]), problems[0].Path[0]);
        switch (field)
        {
            case null when name == RecordReader.OtherKeys:
                OtherKeys = Others(OtherKeys);
                break;
            case Field<IReadOnlyList<string>> texts:
                texts.Set(Content, Others(texts.Get(Content)));
                break;
            case Field<IReadOnlyList<NodeId>> nodes:
                nodes.Set(Content, Others(nodes.Get(Content)));
                break;
            case PartListField parts:
                parts.Set(Content, Others(parts.Get(Content)));
                break;
            default:
                return false;
        }
        Places[name] = Others(Places[name]);
        if (field is not null)
            Lists.Remove(field); // what it holds from now on is in the content
        return true;
    }

    /// <summary>The place in a list that a problem is about; null when it is about none.</summary>
    private static int? EntryOf(Problem problem) =>
        problem.Path.Count > 1 && int.TryParse(problem.Path[1], NumberStyles.None, CultureInfo.InvariantCulture, out var entry)
            ? entry
            : null;

    /// <summary>The field of the content that a problem is about; null when it is about none.</summary>
    public Field? FieldOf(Problem problem) =>
        problem.Path.Count == 0 ? null : Noun.Of(Content.Kind).Entered.FirstOrDefault(f => f.Name == problem.Path[0]);

    private static bool IsOfValue(string code) =>
        code
            is ProblemCode.Required
                or ProblemCode.TooLong
                or ProblemCode.OutOfRange
                or ProblemCode.InvalidFormat
                or ProblemCode.InvalidText
                or ProblemCode.WrongKind
                or ProblemCode.QuoteMismatch
                or ProblemCode.Inconsistent
                or ProblemCode.NotFound;

    /// <summary>The key of another record of the same list that has to be there first; null when there is none. A joint premise comes after
    /// what it names, and so after the target that both share.</summary>
    public string? After => Named.FindLast(n => n.Kind == Content.Kind && !n.IsOfList)?.Key;

    /// <summary>True once it was resolved without a record of its own list that was not there yet.</summary>
    public bool IsPartial { get; set; }

    /// <summary>True when the record asks for a status other than the one that nodes are created with.</summary>
    public bool Withdraws => Status is not (null or RecordStatus.Active);
}

/// <summary>A node that a record names by its key.</summary>
/// <param name="Set">Puts the id of the node into the content.</param>
internal sealed record NamedNode(NodeKind Kind, string Key, Action<NodeId> Set, string[] Path)
{
    /// <summary>True for an entry of a list. Records of one kind that name each other so may do it in a ring.</summary>
    public bool IsOfList => Path is [_, [>= '0' and <= '9', ..], ..];
}

/// <summary>A text that stands in a file beside the import file.</summary>
/// <param name="Name">The name that the record gives.</param>
/// <param name="Text">The field that takes the text.</param>
/// <param name="Owner">The part that has the field.</param>
internal sealed record NamedFile(string Name, Field<string?> Text, object Owner, string[] Path);
