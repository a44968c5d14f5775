namespace ClaimGraph.Server.Tests.GraphQL;

public class ArgumentTests
{
    [Fact]
    public async Task Strength_explains_itself()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              statement(key: "unsigned") {
                strength { value base semantics converged contributions { evidence { key } share delta error } }
                evidence { nodes { key weight computedStrength { value base converged } } }
              }
            }
            """,
            """
            {
              "statement": {
                "strength": {
                  "value": 0.614026, "base": 0.5, "semantics": "QUADRATIC_ENERGY", "converged": true,
                  "contributions": [
                    { "evidence": { "key": "pro" }, "share": 0.128016, "delta": 0.095066, "error": 0 },
                    { "evidence": { "key": "con" }, "share": -0.041717, "delta": -0.05668, "error": 0 },
                    { "evidence": { "key": "pro-copy" }, "share": 0.026216, "delta": 0, "error": 0 },
                    { "evidence": { "key": "undercut" }, "share": 0.001511, "delta": 0.003569, "error": 0 }
                  ]
                },
                "evidence": { "nodes": [
                  { "key": "pro", "weight": 0.72, "computedStrength": { "value": 0.72, "base": 0.72, "converged": true } },
                  { "key": "pro-copy", "weight": 0.375, "computedStrength": { "value": 0.375, "base": 0.375, "converged": true } },
                  { "key": "con", "weight": 0.176471, "computedStrength": { "value": 0.176471, "base": 0.1875, "converged": true } }
                ] }
              }
            }
            """
        );
    }

    [Fact]
    public async Task Contributions_add_up_to_what_evidence_changes()
    {
        await using var api = await World.StartAsync();
        var strength = (await api.DataAsync("""{ statement(key: "unsigned") { strength { value base contributions { share } } } }"""))[
            "statement"
        ]!["strength"]!;
        var shares = strength["contributions"]!.AsArray().Sum(c => (double)c!["share"]!);
        shares.ShouldBe((double)strength["value"]! - (double)strength["base"]!, 1e-5);
    }

    [Fact]
    public async Task An_argument_tree_lists_all_levels_and_follows_a_cycle_once()
    {
        await using var api = await World.StartAsync();
        var ids = await api.DataAsync("""{ unsigned: statement(key: "unsigned") { id } signed: statement(key: "signed") { id } }""");
        var (id, signed) = ((string)ids["unsigned"]!["id"]!, (string)ids["signed"]!["id"]!);
        await api.DataAsync(
            $$"""
            mutation {
              createEvidence(input: { key: "back", basisId: "{{id}}", targetId: "{{signed}}", stance: REBUTS }) { userErrors { message } }
            }
            """
        );
        await api.ShouldAnswerAsync(
            $$"""
            {
              argumentTree(root: "{{id}}", depth: 6) {
                isWhole
                nodes { __typename key }
                edges { depth isBack evidence { key stance } }
              }
              one: argumentTree(root: "{{id}}", first: 1) { isWhole edges { depth } }
              top: argumentTree(root: "{{id}}", depth: 1, first: null) { isWhole edges { depth } }
            }
            """,
            """
            {
              "argumentTree": {
                "isWhole": true,
                "nodes": [
                  { "__typename": "Statement", "key": "unsigned" },
                  { "__typename": "Evidence", "key": "pro" }, { "__typename": "Source", "key": "report" },
                  { "__typename": "Evidence", "key": "pro-copy" }, { "__typename": "Source", "key": "copy" },
                  { "__typename": "Evidence", "key": "con" }, { "__typename": "Source", "key": "note" },
                  { "__typename": "Evidence", "key": "undercut" }, { "__typename": "Statement", "key": "signed" },
                  { "__typename": "Evidence", "key": "context" }, { "__typename": "Statement", "key": "weak" },
                  { "__typename": "Evidence", "key": "back" }
                ],
                "edges": [
                  { "depth": 1, "isBack": false, "evidence": { "key": "pro", "stance": "SUPPORTS" } },
                  { "depth": 1, "isBack": false, "evidence": { "key": "pro-copy", "stance": "SUPPORTS" } },
                  { "depth": 1, "isBack": false, "evidence": { "key": "con", "stance": "REBUTS" } },
                  { "depth": 2, "isBack": false, "evidence": { "key": "undercut", "stance": "REBUTS" } },
                  { "depth": 3, "isBack": false, "evidence": { "key": "context", "stance": "CONTEXT" } },
                  { "depth": 3, "isBack": true, "evidence": { "key": "back", "stance": "REBUTS" } }
                ]
              },
              "one": { "isWhole": false, "edges": [{ "depth": 1 }] },
              "top": { "isWhole": false, "edges": [{ "depth": 1 }, { "depth": 1 }, { "depth": 1 }] }
            }
            """
        );
    }

    [Theory]
    [InlineData("root: \"nothing\"", "not a valid id")]
    [InlineData("root: \"{actor}\"", "use that of a statement or of evidence")]
    [InlineData("root: \"{statement}\", depth: 0", "depth is 0; use 1 to 50.")]
    [InlineData("root: \"{statement}\", depth: 51", "depth is 51; use 1 to 50.")]
    [InlineData("root: \"{statement}\", first: 1001", "first is 1001; use 1 to 1000.")]
    [InlineData("root: \"{statement}\", first: -1", "first is -1; use 1 to 1000.")]
    public async Task An_argument_tree_that_cannot_be_is_refused(string arguments, string message)
    {
        await using var api = await World.StartAsync();
        var ids = await api.DataAsync("""{ statement(key: "unsigned") { id } actor(key: "usa") { id } }""");
        var filled = arguments
            .Replace("{actor}", (string)ids["actor"]!["id"]!, StringComparison.Ordinal)
            .Replace("{statement}", (string)ids["statement"]!["id"]!, StringComparison.Ordinal);
        await api.ShouldFailAsync("INVALID_ARGUMENT", message, $"{{ argumentTree({filled}) {{ isWhole }} }}");
    }
}
