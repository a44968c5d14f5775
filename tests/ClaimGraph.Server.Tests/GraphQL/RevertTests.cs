using ClaimGraph.Access;

namespace ClaimGraph.Server.Tests.GraphQL;

public class RevertTests
{
    private const string Revert =
        "mutation ($input: RevertInput!) { revert(input: $input) { outcome revision entry { revision reason changes { action } } "
        + "userErrors { code message path } } }";

    [Fact]
    public async Task A_revision_is_taken_back_by_a_new_one_and_a_repeat_gets_the_first_answer()
    {
        await using var api = await Api.StartAsync();
        await EnterAsync(api, "France");
        const string answer = """
            { "revert": { "outcome": "UPDATED", "revision": 2,
              "entry": { "revision": 2, "reason": "A slip.", "changes": [{ "action": "RETRACT" }] }, "userErrors": [] } }
            """;
        var input = new
        {
            revision = 1,
            reason = "A slip.",
            clientMutationId = "r",
        };
        await api.ShouldAnswerAsync(Revert, answer, new { input });
        await api.ShouldAnswerAsync(Revert, answer.Replace("UPDATED", "EXISTING", StringComparison.Ordinal), new { input });
        await api.ShouldAnswerAsync(
            Revert,
            """{ "revert": { "outcome": "UNCHANGED", "revision": 2, "entry": null, "userErrors": [] } }""",
            new { input = new { revision = 1, reason = "A slip." } }
        );
    }

    [Fact]
    public async Task A_revision_that_was_changed_again_is_refused_with_every_record()
    {
        await using var api = await Api.StartAsync();
        var id = await EnterAsync(api, "France");
        await api.DataAsync($$"""mutation { updateActor(input: { id: "{{id}}", version: 1, name: "Gaul" }) { outcome } }""");
        await api.ShouldAnswerAsync(
            Revert,
            $$"""
            { "revert": { "outcome": null, "revision": null, "entry": null, "userErrors": [{ "code": "CONFLICT",
              "message": "Actor {{id}} was changed again by revision 2: name. Revert the later changes first, or update the record.",
              "path": ["input", "revision"] }] } }
            """,
            new { input = new { revision = 1, reason = "A slip." } }
        );
        await api.ShouldAnswerAsync(
            Revert,
            """
            { "revert": { "outcome": null, "revision": null, "entry": null, "userErrors": [{ "code": "NOT_FOUND",
              "message": "Revision 7 does not exist; use one from 1 to 2.", "path": ["input", "revision"] }] } }
            """,
            new { input = new { revision = 7, reason = "A slip." } }
        );
    }

    [Fact]
    public async Task Contributors_take_back_what_concerns_only_records_of_their_own()
    {
        await using var api = await Api.StartAsync();
        using var contributor = await api.ClientAsync(Role.Contributor);
        await EnterAsync(api, "Not mine");
        await Api.AskAsync(contributor, """mutation { createActor(input: { name: "Mine" }) { outcome } }""");
        (await CodeAsync(contributor, 1)).ShouldBe("FORBIDDEN");
        (await CodeAsync(contributor, 2)).ShouldBeNull();

        static async Task<string?> CodeAsync(HttpClient client, int revision)
        {
            var query = $$"""mutation { revert(input: { revision: {{revision}}, reason: "x" }) { userErrors { code } } }""";
            var (_, _, body) = await Api.AskAsync(client, query);
            return body["data"]!["revert"]!["userErrors"]!.AsArray().SingleOrDefault()?["code"]!.GetValue<string>();
        }
    }

    private static async Task<string> EnterAsync(Api api, string name) =>
        (await api.DataAsync($$"""mutation { createActor(input: { name: "{{name}}" }) { actor { id } } }"""))["createActor"]!["actor"]![
            "id"
        ]!.GetValue<string>();
}
