using System.Xml.Linq;

namespace ClaimGraph.Tests.Architecture;

/// <summary>
/// Dependencies run one way: Server → pages → GraphQL, stores → core. Each project is there for its third-party packages.
/// </summary>
public sealed class DependencyTests
{
    /// <summary>The projects and packages that each project may name. A new project of src/ has to be entered here.</summary>
    private static readonly Dictionary<string, (string[] Projects, string[] Packages)> Allowed = new()
    {
        ["ClaimGraph"] = ([], ["FluentValidation"]),
        ["ClaimGraph.Sqlite"] = (["ClaimGraph"], ["Microsoft.Extensions.Options", "SQLitePCLRaw.bundle_e_sqlite3"]),
        ["ClaimGraph.Neo4j"] = (["ClaimGraph"], ["Microsoft.Extensions.Options"]),
        ["ClaimGraph.Embeddings"] = (
            ["ClaimGraph"],
            ["Microsoft.Data.Sqlite", "Microsoft.Extensions.AI.OpenAI", "Microsoft.Extensions.Options", "SQLitePCLRaw.bundle_e_sqlite3"]
        ),
        ["ClaimGraph.Interchange"] = (["ClaimGraph"], ["AngleSharp", "CsvHelper"]),
        ["ClaimGraph.GraphQL"] = (["ClaimGraph"], ["GraphQL", "GraphQL.MicrosoftDI", "GraphQL.SystemTextJson", "Microsoft.AspNetCore.App"]),
        ["ClaimGraph.Pages"] = (["ClaimGraph.GraphQL"], ["Humanizer.Core", "Humanizer.Core.it", "Microsoft.AspNetCore.App", "SmartReader"]),
        ["ClaimGraph.Server"] = (
            [
                "ClaimGraph",
                "ClaimGraph.Sqlite",
                "ClaimGraph.Neo4j",
                "ClaimGraph.GraphQL",
                "ClaimGraph.Embeddings",
                "ClaimGraph.Interchange",
                "ClaimGraph.Pages",
            ],
            [
                "Microsoft.AspNetCore.Authentication.JwtBearer",
                "Microsoft.AspNetCore.Authentication.OpenIdConnect",
                "ModelContextProtocol.AspNetCore",
                "OpenTelemetry.Exporter.OpenTelemetryProtocol",
                "OpenTelemetry.Exporter.Prometheus.AspNetCore",
                "OpenTelemetry.Extensions.Hosting",
                "Spectre.Console",
                "System.CommandLine",
            ]
        ),
    };

    internal static readonly string Source = Path.Combine(Root(), "src");

    public static TheoryData<string> Projects =>
        [.. Directory.GetFiles(Source, "*.csproj", SearchOption.AllDirectories).Select(p => Path.GetFileNameWithoutExtension(p)!)];

    [Theory, MemberData(nameof(Projects))]
    public void Project_names_only_what_it_may(string project)
    {
        Allowed.ShouldContainKey(project);
        var xml = XDocument.Load(Path.Combine(Source, project, project + ".csproj"));
        Named(xml, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r)!).ShouldBeSubsetOf(Allowed[project].Projects);
        Named(xml, "PackageReference").Concat(Named(xml, "FrameworkReference")).ShouldBeSubsetOf(Allowed[project].Packages);
    }

    [Fact]
    public void Core_knows_no_sql_no_graphql_and_no_http()
    {
        var named = typeof(Node).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToArray();
        named.ShouldContain("FluentValidation");
        named
            .Where(n =>
                n.Contains("Sql", StringComparison.OrdinalIgnoreCase)
                || n.Contains("GraphQL", StringComparison.OrdinalIgnoreCase)
                || n.Contains("Http", StringComparison.OrdinalIgnoreCase)
                || n.Contains("AspNetCore", StringComparison.Ordinal)
                || n.StartsWith("System.Data", StringComparison.Ordinal)
                || n.StartsWith("ClaimGraph", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();
    }

    private static IEnumerable<string> Named(XDocument project, string element) =>
        project.Descendants(element).Select(e => (string)e.Attribute("Include")!);

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ClaimGraph.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("ClaimGraph.sln is nowhere above the tests.");
    }
}
