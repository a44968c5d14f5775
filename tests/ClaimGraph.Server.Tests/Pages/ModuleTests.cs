using ClaimGraph.Server.Tests.Clients;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>The modules for browsers.</summary>
public sealed class ModuleTests
{
    [Fact]
    public async Task Modules_have_the_types_that_their_comments_say()
    {
        NodeProgram.Needed();
        var modules = Directory.GetFiles(Path.Combine(NodeProgram.Folder, "../../../src/ClaimGraph.Pages/wwwroot"), "*.js");
        modules.ShouldNotBeEmpty();
        await NodeProgram.RunAsync(
            "node",
            [
                "node_modules/typescript/bin/tsc",
                "--noEmit",
                "--checkJs",
                "--strict",
                "--skipLibCheck",
                "--target",
                "es2022",
                "--module",
                "es2022",
                "--moduleResolution",
                "bundler",
                "--lib",
                "es2022,dom,dom.iterable",
                .. modules,
            ]
        );
    }
}
