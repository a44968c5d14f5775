using System.Runtime.CompilerServices;
using ClaimGraph.GraphQL;

namespace ClaimGraph.Server.Tests.GraphQL;

public class SchemaTests
{
    [Fact]
    public async Task The_printed_schema_is_the_approved_one()
    {
        var file = Path.Combine(Path.GetDirectoryName(Here())!, "../../../schema/claimgraph.graphql");
        var printed = ClaimGraphApi.PrintSchema();
        var approved = File.Exists(file) ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : "";
        if (approved == printed)
            return;
        if (Environment.GetEnvironmentVariable("CI") != "true")
            await File.WriteAllTextAsync(file, printed, TestContext.Current.CancellationToken);
        else
            printed.ShouldBe(
                approved,
                "The schema has changed. Run this test without CI=true to write schema/claimgraph.graphql anew, and commit it."
            );
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
