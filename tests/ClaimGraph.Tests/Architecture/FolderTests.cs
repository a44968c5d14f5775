namespace ClaimGraph.Tests.Architecture;

/// <summary>
/// The folders of a project build on each other without a cycle. What stands at the root of a project is left out: it is the vocabulary
/// that all folders share, and the entry that puts them together.
/// </summary>
public sealed class FolderTests
{
    /// <summary>The folders whose own folders are looked at as well.</summary>
    private static readonly (string Project, string Folder)[] Deeper =
    [
        ("ClaimGraph.GraphQL", "Engine/"),
        ("ClaimGraph.GraphQL", "Transport/"),
        ("ClaimGraph.GraphQL", "Api/"),
        ("ClaimGraph.Pages", "Reading/"),
    ];

    /// <summary>What the engine may know of the core: roles, and what is said of refusals, failures and settings.</summary>
    private static readonly string[] KnownToTheEngine =
    [
        "ClaimGraph.Access.Role",
        "ClaimGraph.ClaimGraphException",
        "ClaimGraph.CodePoints",
        "ClaimGraph.Problem",
        "ClaimGraph.RefusedException",
        "ClaimGraph.Settings.InvalidOptionsException",
        "ClaimGraph.StoreUnavailableException",
        "ClaimGraph.UpperSnake",
    ];

    public static TheoryData<string, string> Folders => [.. DependencyTests.Projects.Select(p => (p.Data, "")).Concat(Deeper)];

    [Theory, MemberData(nameof(Folders))]
    public void Folders_depend_on_each_other_without_a_cycle(string project, string folder)
    {
        using var built = Built(project);
        var edges = built
            .Uses()
            .Where(u => u.ToFile is not null)
            .Select(u => (From: Room(u.FromFile, folder)!, To: Room(u.ToFile!, folder)!, Use: u))
            .Where(e => e.From is not null && e.To is not null && e.From != e.To);
        Cycles([.. edges]).ShouldBeEmpty();
    }

    [Fact]
    public void Engine_names_nothing_of_the_api_of_the_transports_and_of_the_nouns()
    {
        using var built = Built("ClaimGraph.GraphQL");
        var uses = built.Uses().Where(u => Room(u.FromFile, "") == "Engine/").ToArray();
        uses.ShouldNotBeEmpty();
        uses.Where(u => u.ToFile is not null && Room(u.ToFile, "") is not (null or "Engine/")).ShouldBeEmpty();
        uses.Where(u => u.ToFile is null && u.To.StartsWith("ClaimGraph.", StringComparison.Ordinal))
            .Select(u => u.To)
            .Distinct()
            .ShouldBeSubsetOf(KnownToTheEngine);
    }

    private static BuiltProject Built(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var path = Path.Combine(DependencyTests.Source, project, "bin", configuration, "net10.0", project + ".dll");
        return File.Exists(path)
            ? new BuiltProject(path)
            : throw new FileNotFoundException($"Build the solution first: {path} is missing.");
    }

    /// <summary>The folder in <paramref name="folder"/> that a file is in; null when it stands beside these folders or elsewhere.</summary>
    private static string? Room(string file, string folder)
    {
        if (!file.StartsWith(folder, StringComparison.Ordinal))
            return null;
        var end = file.IndexOf('/', folder.Length);
        return end < 0 ? null : file[folder.Length..(end + 1)];
    }

    /// <summary>Each cycle, with some of the uses that make it one.</summary>
    private static IEnumerable<string> Cycles(IReadOnlyCollection<(string From, string To, Use Use)> edges)
    {
        var steps = edges.Select(e => (e.From, e.To)).Distinct().ToLookup(e => e.From, e => e.To);
        var reach = steps.ToDictionary(s => s.Key, s => Reach(s.Key, steps));
        return edges
            .Where(e => IsReached(e.To, e.From))
            .GroupBy(e => string.Join(' ', reach[e.From].Where(r => IsReached(r, e.From)).Order(StringComparer.Ordinal)))
            .Select(cycle =>
                $"{cycle.Key}\n" + string.Join('\n', cycle.GroupBy(e => (e.From, e.To)).OrderBy(g => g.Count()).Select(Describe))
            );

        bool IsReached(string from, string to) => reach.GetValueOrDefault(from)?.Contains(to) == true;
    }

    private static string Describe(IGrouping<(string From, string To), (string From, string To, Use Use)> edge) =>
        $"  {edge.Key.From} → {edge.Key.To}: {string.Join(", ", edge.Take(3).Select(e => $"{e.Use.FromFile} names {e.Use.To}"))}";

    private static HashSet<string> Reach(string from, ILookup<string, string> steps)
    {
        var (reached, open) = (new HashSet<string>(), new Queue<string>([from]));
        while (open.TryDequeue(out var room))
            foreach (var to in steps[room])
                if (reached.Add(to))
                    open.Enqueue(to);
        return reached;
    }
}
