using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.Server.Access;
using ClaimGraph.Server.Tests.GraphQL;
using GraphQL.Types;

namespace ClaimGraph.Server.Tests.Access;

/// <summary>Who may do what: every field of Mutation and of Query, for every role, over HTTP.</summary>
public class RightsTests
{
    private const string Input = "name kind ofType { name kind ofType { name kind ofType { name kind } } }";

    /// <summary>The role that each mutation needs. A new mutation has to be entered here.</summary>
    private static readonly Dictionary<string, Role> Mutations = new()
    {
        ["createActor"] = Role.Contributor,
        ["createSource"] = Role.Contributor,
        ["createEvent"] = Role.Contributor,
        ["createStatement"] = Role.Contributor,
        ["createAppearance"] = Role.Contributor,
        ["createEvidence"] = Role.Contributor,
        ["createReview"] = Role.Reviewer,
        ["createRelation"] = Role.Contributor,
        ["updateActor"] = Role.Contributor,
        ["updateSource"] = Role.Contributor,
        ["updateEvent"] = Role.Contributor,
        ["updateStatement"] = Role.Contributor,
        ["updateAppearance"] = Role.Contributor,
        ["updateEvidence"] = Role.Contributor,
        ["updateReview"] = Role.Reviewer,
        ["updateRelation"] = Role.Contributor,
        ["upsertActor"] = Role.Contributor,
        ["upsertSource"] = Role.Contributor,
        ["upsertEvent"] = Role.Contributor,
        ["upsertStatement"] = Role.Contributor,
        ["upsertAppearance"] = Role.Contributor,
        ["upsertEvidence"] = Role.Contributor,
        ["upsertReview"] = Role.Reviewer,
        ["upsertRelation"] = Role.Contributor,
        ["commit"] = Role.Contributor,
        ["addEvidence"] = Role.Contributor,
        ["addAppearance"] = Role.Contributor,
        ["addParticipation"] = Role.Contributor,
        ["removeParticipation"] = Role.Contributor,
        ["retract"] = Role.Contributor,
        ["restore"] = Role.Contributor,
        ["correctSource"] = Role.Contributor,
        ["markRetracted"] = Role.Reviewer,
        ["revert"] = Role.Contributor,
        ["propose"] = Role.Reader,
        ["acceptProposal"] = Role.Contributor,
        ["refuseProposal"] = Role.Contributor,
        ["withdrawProposal"] = Role.Reader,
        ["requestReview"] = Role.Reader,
        ["withdrawReviewRequest"] = Role.Reader,
        ["merge"] = Role.Reviewer,
        ["unmerge"] = Role.Reviewer,
        ["createKey"] = Role.Admin,
        ["revokeKey"] = Role.Admin,
        ["cancelImport"] = Role.Contributor,
        ["createWebhook"] = Role.Admin,
        ["updateWebhook"] = Role.Admin,
        ["deleteWebhook"] = Role.Admin,
        ["rotateWebhookSecret"] = Role.Admin,
        ["pingWebhook"] = Role.Admin,
        ["replayWebhook"] = Role.Admin,
        ["retryArchiving"] = Role.Reviewer,
    };

    /// <summary>Root fields of Query that are not for every reader.</summary>
    private static readonly Dictionary<string, Role> Queries = new()
    {
        ["keys"] = Role.Admin,
        ["webhooks"] = Role.Admin,
        ["webhook"] = Role.Admin,
        ["archiveRequests"] = Role.Contributor,
        ["impact"] = Role.Contributor,
        ["mergePreview"] = Role.Contributor,
        ["importJob"] = Role.Contributor,
        ["importJobs"] = Role.Contributor,
        ["unmergePreview"] = Role.Contributor,
    };

    private static readonly Role?[] Holders = [null, Role.Reader, Role.Contributor, Role.Reviewer, Role.Admin];

    [Fact]
    public async Task Every_mutation_is_open_to_its_role_and_those_above_only()
    {
        await using var api = await Api.StartAsync();
        var fields = await FieldsAsync(api, "mutationType");
        fields.Keys.ShouldBe(Mutations.Keys, ignoreOrder: true);
        foreach (var (name, field) in fields)
        foreach (var holder in Holders)
            await ShouldBeOpenAsync(api, holder, $"mutation {{ {field} }}", holder >= Mutations[name]);
    }

    [Fact]
    public async Task A_refused_mutation_changes_nothing()
    {
        await using var api = await Api.StartAsync();
        var keys = await api.Keys.ListAsync(null, 99);
        using var reader = await api.ClientAsync(Role.Reader);
        foreach (var field in (await FieldsAsync(api, "mutationType")).Values)
            await Api.AskAsync(reader, $"mutation {{ {field} }}");
        (await api.Store.HeadAsync()).Revision.ShouldBe(0);
        (await api.Keys.ListAsync(null, 99)).Count.ShouldBe(keys.Count + 1);
    }

    [Theory]
    [InlineData(Gate.Open)]
    [InlineData(Gate.Closed)]
    public async Task Every_root_field_is_open_to_who_may_read_but_those_of_admins(Gate reading)
    {
        await using var api = await Api.StartAsync(access: new AccessOptions { Reading = reading });
        foreach (var (name, field) in await FieldsAsync(api, "queryType"))
        {
            var needed = Queries.GetValueOrDefault(name, Role.Reader);
            foreach (var holder in Holders)
                await ShouldBeOpenAsync(api, holder, $"{{ {field} }}", (holder ?? (reading == Gate.Open ? Role.Reader : null)) >= needed);
        }
    }

    [Theory]
    [InlineData(Gate.Open, 406, "NOT_ACCEPTABLE")]
    [InlineData(Gate.Closed, 401, "UNAUTHENTICATED")]
    public async Task Every_subscription_is_open_to_who_may_read(Gate reading, int status, string code)
    {
        await using var api = await Api.StartAsync(access: new AccessOptions { Reading = reading });
        using var nobody = await api.ClientAsync(null);
        using var reader = await api.ClientAsync(Role.Reader);
        foreach (var (name, field) in await FieldsAsync(api, "subscriptionType"))
        {
            if (name == "importProgress")
            {
                (await CodeAsync(nobody, field)).ShouldBe((401, "UNAUTHENTICATED"), field);
                (await CodeAsync(reader, field)).ShouldBe((403, "FORBIDDEN"), field);
                continue;
            }
            (await CodeAsync(nobody, field)).ShouldBe((status, code), field);
            (await CodeAsync(reader, field)).ShouldBe((406, "NOT_ACCEPTABLE"), field); // events need another transport; the right was there
        }

        static async Task<(int, string)> CodeAsync(HttpClient client, string field)
        {
            var (answer, _, body) = await Api.AskAsync(client, $"subscription {{ {field} }}");
            return (answer, body["errors"]![0]!["extensions"]!["code"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Where_writing_is_open_everybody_may_do_what_a_contributor_may_and_no_more()
    {
        await using var api = await Api.StartAsync(access: new AccessOptions { Writing = Gate.Open });
        foreach (var (name, field) in await FieldsAsync(api, "mutationType"))
            if (name != "createActor")
                await ShouldBeOpenAsync(api, null, $"mutation {{ {field} }}", Mutations[name] <= Role.Contributor);
        using var nobody = await api.ClientAsync(null);
        await Api.AskAsync(nobody, """mutation { createActor(input: { name: "France" }) { outcome } }""");
        (await api.DataAsync("{ ledger { entries { principal } } }"))["ledger"]!["entries"]!.AsArray()[^1]!["principal"]!
            .GetValue<string>()
            .ShouldBe("anonymous");
    }

    [Theory]
    [InlineData("{ __typename }")]
    [InlineData("{ __schema { queryType { name } } }")]
    [InlineData("{ secrets }")]
    [InlineData("{ statement(")]
    [InlineData("mutation { createActor(input: { name: 1 }) { outcome } }")]
    public async Task Where_reading_is_closed_a_stranger_learns_nothing_from_any_document(string query)
    {
        await using var api = await Api.StartAsync(access: new AccessOptions { Reading = Gate.Closed });
        using var stranger = await api.ClientAsync(null);
        var (status, codes, body) = await Api.AskAsync(stranger, query);
        (status, codes.ShouldHaveSingleItem()).ShouldBe((401, "UNAUTHENTICATED"));
        body["errors"]![0]!["message"]!
            .GetValue<string>()
            .ShouldBe("Reading needs a key with the role READER; it is sent as 'Authorization: Bearer cg_…'.");
    }

    [Fact]
    public async Task A_refusal_does_not_tell_whether_what_it_is_about_exists()
    {
        await using var api = await Api.StartAsync();
        var there = (await api.DataAsync("""mutation { createActor(input: { name: "France" }) { actor { id } } }"""))["createActor"]![
            "actor"
        ]!["id"]!.GetValue<string>();
        using var contributor = await api.ClientAsync(Role.Contributor);
        var answers = new List<string>();
        foreach (var id in new[] { there, $"{api.Ids.Next(NodeKind.Actor)}", "nonsense" })
            answers.Add(
                (
                    await Api.AskAsync(contributor, $$"""mutation { updateReview(input: { id: "{{id}}", version: 1 }) { outcome } }""")
                ).Body.ToJsonString()
            );
        answers.Distinct().Count().ShouldBe(1);
        foreach (var id in new[] { api.Key.Id, "cg_none" })
            answers.Add(
                (
                    await Api.AskAsync(contributor, $$"""mutation { revokeKey(input: { id: "{{id}}" }) { key { id } } }""")
                ).Body.ToJsonString()
            );
        answers.Distinct().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("mutation { x: updateReview(input: { id: \"x\", version: 1 }) { outcome } }", 403)]
    [InlineData("mutation { ...All } fragment All on Mutation { ... { updateReview(input: { id: \"x\", version: 1 }) { outcome } } }", 403)]
    [InlineData(
        "mutation { createActor(input: { name: \"A\" }) { outcome } updateReview(input: { id: \"x\", version: 1 }) { outcome } }",
        403
    )]
    [InlineData(
        """
            mutation {
              createActor(input: { name: "A" }) { outcome } updateReview(input: { id: "x", version: 1 }) @skip(if: true) { outcome }
            }
            """,
        200
    )]
    [InlineData("{ overview { counts { actors } } mine: keys { name } }", 403)]
    [InlineData("{ keys { name } __schema { queryType { name } } }", 403)]
    public async Task The_whole_request_is_refused_for_one_field_however_it_is_selected(string query, int expected)
    {
        await using var api = await Api.StartAsync();
        using var contributor = await api.ClientAsync(Role.Contributor);
        var (status, codes, body) = await Api.AskAsync(contributor, query);
        status.ShouldBe(expected, body.ToJsonString());
        codes.ShouldBe(expected == 403 ? ["FORBIDDEN"] : []);
        (await api.Store.HeadAsync()).Revision.ShouldBe(expected == 403 ? 0 : 1);
    }

    [Fact]
    public async Task Contributors_withdraw_and_restore_what_is_theirs_and_leave_alone_what_others_did()
    {
        await using var api = await Api.StartAsync();
        using var contributor = await api.ClientAsync(Role.Contributor);
        using var reviewer = await api.ClientAsync(Role.Reviewer);
        var mine = await EnterAsync(contributor, "Mine");
        var other = await EnterAsync(reviewer, "Another's");

        (await StatusAsync(contributor, "retract", other)).ShouldBe(("FORBIDDEN", null));
        (await StatusAsync(contributor, "retract", mine)).ShouldBe((null, "RETRACTED"));
        (await StatusAsync(contributor, "restore", mine)).ShouldBe((null, "ACTIVE"));
        (await StatusAsync(reviewer, "retract", mine)).ShouldBe((null, "RETRACTED"));
        (await StatusAsync(contributor, "restore", mine)).ShouldBe(("FORBIDDEN", null));
        (await StatusAsync(contributor, "retract", mine)).ShouldBe(("FORBIDDEN", null));
        (await StatusAsync(reviewer, "restore", mine)).ShouldBe((null, "ACTIVE"));

        static async Task<string> EnterAsync(HttpClient client, string name) =>
            (
                await Api.AskAsync(
                    client,
                    $$"""mutation { createActor(input: { name: "{{name}}" }) { actor { id createdBy updatedAt } } }"""
                )
            ).Body["data"]!["createActor"]!["actor"]!["id"]!.GetValue<string>();

        static async Task<(string? Code, string? Status)> StatusAsync(HttpClient client, string name, string id)
        {
            var query = $$"""mutation { {{name}}(input: { id: "{{id}}", reason: "x" }) { node { status } userErrors { code } } }""";
            var payload = (await Api.AskAsync(client, query)).Body["data"]![name]!;
            return (
                payload["userErrors"]!.AsArray().SingleOrDefault()?["code"]!.GetValue<string>(),
                payload["node"]?["status"]!.GetValue<string>()
            );
        }
    }

    [Fact]
    public void A_mutation_without_a_rule_is_refused_when_the_schema_is_built()
    {
        var mutation = new ObjectGraphType { Name = "Mutation" };
        mutation.AddField(new FieldType { Name = "drop", ResolvedType = new StringGraphType() });
        Should
            .Throw<InvalidOperationException>(() => Rights.MustBeDeclared(mutation))
            .Message.ShouldContain("Mutation.drop does not declare the role that it needs");
        mutation.Fields.Single().Needs(Role.Admin);
        Rights.MustBeDeclared(mutation);
    }

    [Fact]
    public async Task Descriptions_say_which_role_a_mutation_needs()
    {
        await using var api = await Api.StartAsync();
        var fields = (await api.DataAsync("{ __schema { mutationType { fields { name description } } } }"))["__schema"]!["mutationType"]![
            "fields"
        ]!.AsArray();
        foreach (var field in fields)
            field!["description"]!
                .GetValue<string>()
                .ShouldEndWith($" Needs the role {Mutations[field["name"]!.GetValue<string>()].ToString().ToUpperInvariant()}.");
    }

    [Theory]
    [InlineData(null, "anonymous", "READER")]
    [InlineData(Role.Reviewer, "key:Reviewer (cg_", "REVIEWER")]
    public async Task Viewer_says_who_you_are(Role? role, string name, string expected)
    {
        await using var api = await Api.StartAsync();
        using var client = await api.ClientAsync(role);
        var viewer = (await Api.AskAsync(client, "{ viewer { name role } }")).Body["data"]!["viewer"]!;
        viewer["name"]!.GetValue<string>().ShouldStartWith(name);
        viewer["role"]!.GetValue<string>().ShouldBe(expected);
    }

    private static async Task ShouldBeOpenAsync(Api api, Role? holder, string query, bool expected)
    {
        using var client = await api.ClientAsync(holder);
        var (status, codes, body) = await Api.AskAsync(client, query);
        var told = $"{holder?.ToString() ?? "nobody"}, {query}: {body.ToJsonString()}";
        if (expected)
        {
            status.ShouldBeOneOf([200, 294], told);
            codes.ShouldNotContain(code => code == "FORBIDDEN" || code == "UNAUTHENTICATED", told);
            return;
        }
        (status, codes.ShouldHaveSingleItem(told)).ShouldBe(holder is null ? (401, "UNAUTHENTICATED") : (403, "FORBIDDEN"), told);
        body["data"].ShouldBeNull();
    }

    /// <summary>The fields of a root type by name, each as it is selected, with the arguments that must be given.</summary>
    private static async Task<Dictionary<string, string>> FieldsAsync(Api api, string root)
    {
        var schema = (
            await api.DataAsync(
                $$"""
                { __schema { {{root}} { fields { name args { name defaultValue type { {{Input}} } } type { {{Input}} } } }
                  types { name kind enumValues { name } inputFields { name defaultValue type { {{Input}} } } } } }
                """
            )
        )["__schema"]!;
        var types = schema["types"]!.AsArray().ToDictionary(t => t!["name"]!.GetValue<string>(), t => t!);
        return schema[root]!["fields"]!.AsArray().ToDictionary(f => f!["name"]!.GetValue<string>(), f => Selected(f!, types));
    }

    private static string Selected(JsonNode field, Dictionary<string, JsonNode> types)
    {
        var arguments = Needed(field["args"]!, types);
        var type = field["type"]!;
        while (type["ofType"] is { } inner)
            type = inner;
        return field["name"]
            + (arguments.Length > 0 ? $"({arguments})" : "")
            + (type["kind"]!.GetValue<string>() is "SCALAR" or "ENUM" ? "" : " { __typename }");
    }

    private static string Needed(JsonNode inputs, Dictionary<string, JsonNode> types) =>
        string.Join(
            ", ",
            inputs
                .AsArray()
                .Where(i => i!["type"]!["kind"]!.GetValue<string>() == "NON_NULL" && i["defaultValue"] is null)
                .Select(i => $"{i!["name"]}: {Value(i["type"]!["ofType"]!, types)}")
        );

    private static string Value(JsonNode type, Dictionary<string, JsonNode> types) =>
        (type["kind"]!.GetValue<string>(), type["name"]?.GetValue<string>()) switch
        {
            ("NON_NULL", _) => Value(type["ofType"]!, types),
            ("LIST", _) => "[]",
            ("ENUM", { } name) => types[name]["enumValues"]![0]!["name"]!.GetValue<string>(),
            ("INPUT_OBJECT", { } name) => $"{{ {Needed(types[name]["inputFields"]!, types)} }}",
            (_, "Int" or "Float") => "1",
            (_, "Boolean") => "true",
            (_, "DateTime") => "\"2025-01-01T00:00:00Z\"",
            _ => "\"x\"",
        };
}
