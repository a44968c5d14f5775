using System.Text.Json;
using ClaimGraph.GraphQL;
using ClaimGraph.GraphQL.Api;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.Server.Tests.Clients;
using ClaimGraph.Server.Tests.GraphQL.Fuzzing;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClaimGraph.Server.Tests.GraphQL.Reference;

/// <summary>
/// Documents made at random get the verdict of graphql-js, the reference implementation, and where no store is asked, the same data.
/// <c>CLAIMGRAPH_FUZZ_REQUESTS</c> says how many, <c>CLAIMGRAPH_FUZZ_SEED</c> with which seed to begin.
/// </summary>
public class ReferenceTests
{
    private const int Mostly = 10; // valid

    [Fact]
    public async Task Documents_of_the_API_are_valid_where_they_are_for_graphql_js()
    {
        await using var api = await World.StartAsync(Allow);
        await CompareAsync(api, new ClaimGraphSchema(), Ask.Anything, hasData: false);
    }

    [Fact]
    public async Task Introspection_gives_the_data_of_graphql_js()
    {
        await using var api = await Api.StartAsync(Allow);
        await CompareAsync(api, new ClaimGraphSchema(), Ask.Introspection, hasData: true);
    }

    [Fact]
    public async Task Values_directives_and_fragments_give_the_data_of_graphql_js()
    {
        var schema = new EchoSchema();
        await using var api = await Api.StartAsync(
            Allow,
            services: services =>
                services.AddSingleton(provider => new Executor(
                    schema,
                    provider.GetRequiredService<GraphQLOptions>(),
                    NullLogger<Executor>.Instance
                ))
        );
        await CompareAsync(api, schema, Ask.Anything, hasData: true);
    }

    private static async Task CompareAsync(Api api, ISchema schema, Ask ask, bool hasData)
    {
        NodeProgram.Needed();
        var documents = FuzzSettings.Seeds.Select(seed =>
        {
            var document = new RandomDocument(schema, ["1"], new Random(seed), ask, oddity: seed % 2 == 0 ? 1 : Mostly);
            return new
            {
                seed,
                query = document.Text,
                variables = document.Variables(),
                data = hasData,
            };
        });
        var file = Path.Combine(Directory.CreateTempSubdirectory("claimgraph-").FullName, "documents.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(documents));
        var printed = await NodeProgram.RunAsync(
            "node",
            "reference.mjs",
            new Uri(api.Http.BaseAddress!, "/graphql").ToString(),
            $"Bearer {api.Secret}",
            file
        );
        TestContext.Current.TestOutputHelper?.WriteLine(printed);
    }

    // What the server refuses for its own sake is no difference.
    private static void Allow(GraphQLOptions options) =>
        (
            options.MaxInputValues,
            options.CostPerSecond,
            options.MaxCost,
            options.MaxFields,
            options.MaxDepth,
            options.MaxAliases,
            options.MaxTokens
        ) = (int.MaxValue, 0, int.MaxValue, 100_000, 100, 10_000, 1_000_000);
}
