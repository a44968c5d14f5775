using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Server.Tests.Cli;

namespace ClaimGraph.Server.Tests.Sample;

/// <summary>The question that the knowledge base was built for, asked of the program as it is installed.</summary>
public sealed class StockQuestionTests
{
    private const string Query = """
        {
          search(query: "US and UK did not sign", kinds: [STATEMENT], first: 1) {
            nodes {
              ... on Statement {
                key
                appearances { nodes { source { key } anchor { exact start end language } } }
                supporting: evidence(stance: SUPPORTS) { nodes { basis { ...Cited } } }
                rebutting: evidence(stance: REBUTS) { nodes { note basis { ...Cited } } }
                basisOf { nodes { stance target { ... on Statement { key
                  rebuttals: evidence(stance: REBUTS) { nodes { basis { ... on Statement { key
                    answers: evidence(stance: REBUTS) { nodes { note basis { ... on Statement { key } } } }
                  } } } }
                } } } }
              }
            }
          }
        }
        fragment Cited on Source { key }
        """;

    [Fact]
    public async Task Who_did_not_sign_what_supports_it_what_rebuts_it_and_what_answers_that()
    {
        using var folder = new Folder();
        await using var server = await folder.ServeAsync();
        using var response = await server.Http.PostAsJsonAsync("/graphql", new { query = Query }, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        answer!["errors"].ShouldBeNull();
        var statement = answer["data"]!["search"]!["nodes"]![0]!;

        statement["key"]!.GetValue<string>().ShouldBe("only-us-uk-did-not-sign");
        var said = Nodes(statement, "appearances").ShouldHaveSingleItem();
        said.ToJsonString()
            .ShouldBe(
                """{"source":{"key":"src-article"},"anchor":"""
                    + """{"exact":"solo i rappresentanti degli Stati Uniti e del Regno Unito non hanno firmato","start":4746,"end":4821"""
                    + ""","language":"it"}}"""
            );
        Bases(statement, "supporting").ShouldBe(["src-computerweekly", "src-aa"]);
        Nodes(statement, "rebutting")
            .Select(e => $"{e["basis"]!["key"]}: {e["note"]}")
            .ShouldBe([
                "src-gnews: About 40 of the countries represented are not among the signatories.",
                "src-digwatch: The statement itself gives the larger number; not all were government delegations.",
            ]);

        var conclusion = Nodes(statement, "basisOf").ShouldHaveSingleItem();
        conclusion["stance"]!.GetValue<string>().ShouldBe("SUPPORTS");
        conclusion["target"]!["key"]!.GetValue<string>().ShouldBe("hegemonic-logic-little-appeal");
        Bases(conclusion["target"]!, "rebuttals").ShouldBe(["x-uk-reasons-not-signing", "x-us-uk-endorse-new-delhi"]);
        var rebuttal = Nodes(conclusion["target"]!, "rebuttals")
            .Select(e => e["basis"]!)
            .Single(b => b["key"]?.GetValue<string>() == "x-uk-reasons-not-signing");
        var reply = Nodes(rebuttal, "answers").ShouldHaveSingleItem();
        reply["basis"]!["key"]!.GetValue<string>().ShouldBe("x-full-fact-criticises-uk");
        reply["note"]!.GetValue<string>().ShouldBe("Answers the rebuttal: not signing harms the UK's credibility on safe AI.");
    }

    private static JsonNode[] Nodes(JsonNode node, string list) => [.. node[list]!["nodes"]!.AsArray().OfType<JsonNode>()];

    /// <summary>The keys of what the evidence rests on, where the query asked for them.</summary>
    private static string[] Bases(JsonNode node, string list) =>
        [.. Nodes(node, list).Select(e => e["basis"]!["key"]?.GetValue<string>()).OfType<string>()];
}
