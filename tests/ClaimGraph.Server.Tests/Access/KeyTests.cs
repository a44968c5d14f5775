using System.Text;
using ClaimGraph.Access;
using ClaimGraph.Import;
using ClaimGraph.Server.Tests.GraphQL;

namespace ClaimGraph.Server.Tests.Access;

/// <summary>Keys as admins make, list and revoke them through the API.</summary>
public class KeyTests
{
    [Fact]
    public async Task An_admin_makes_a_key_that_works_until_it_is_revoked()
    {
        await using var api = await Api.StartAsync();
        var made = (
            await api.DataAsync(
                """
                mutation {
                  createKey(input: { name: "The desk", role: CONTRIBUTOR }) {
                    secret key { id name role principal createdBy expiresAt revokedAt lastUsedAt } userErrors { code }
                  }
                }
                """
            )
        )["createKey"]!;
        var (id, secret) = (made["key"]!["id"]!.GetValue<string>(), made["secret"]!.GetValue<string>());
        secret.ShouldStartWith(id + "_");
        made["key"]!
            .ToJsonString()
            .ShouldBe(
                $$"""{"id":"{{id}}","name":"The desk","role":"CONTRIBUTOR","principal":"key:The desk """
                    + $$"""({{id}})","createdBy":"{{api.Key.Principal}}","expiresAt":null,"revokedAt":null,"lastUsedAt":null}"""
            );
        using var desk = Holding(api, secret);
        (await Api.AskAsync(desk, """mutation { createActor(input: { name: "France" }) { outcome } }""")).Status.ShouldBe(200);
        await api.ShouldAnswerAsync(
            "{ ledger { entries { principal } } }",
            $$"""{ "ledger": { "entries": [{ "principal": "key:The desk ({{id}})" }] } }"""
        );

        var revoked = (
            await api.DataAsync($$"""mutation { revokeKey(input: { id: "{{id}}" }) { key { id revokedAt } userErrors { code } } }""")
        )["revokeKey"]!;
        revoked["key"]!["revokedAt"].ShouldNotBeNull();
        (await Api.AskAsync(desk, "{ __typename }")).ShouldSatisfyAllConditions(
            a => a.Status.ShouldBe(401),
            a => a.Codes.ShouldBe(["UNAUTHENTICATED"])
        );
    }

    [Fact]
    public async Task What_is_wrong_with_an_input_is_told_as_userErrors()
    {
        await using var api = await Api.StartAsync();
        await api.ShouldAnswerAsync(
            """
            mutation {
              a: createKey(input: { name: " ", role: ADMIN }) { secret key { id } userErrors { code path } }
              b: createKey(input: { name: "x", role: ADMIN, expiresAt: "2020-01-01T00:00:00Z" }) {
                secret key { id } userErrors { code path }
              }
              c: revokeKey(input: { id: "cg_none" }) { key { id } userErrors { code path } }
            }
            """,
            """
            {
              "a": { "secret": null, "key": null, "userErrors": [{ "code": "REQUIRED", "path": ["input", "name"] }] },
              "b": { "secret": null, "key": null, "userErrors": [{ "code": "OUT_OF_RANGE", "path": ["input", "expiresAt"] }] },
              "c": { "key": null, "userErrors": [{ "code": "NOT_FOUND", "path": ["input", "id"] }] }
            }
            """
        );
        (await api.Keys.ListAsync(null, 9)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Keys_are_listed_newest_first_page_by_page()
    {
        await using var api = await Api.StartAsync();
        var ids = new List<string> { api.Key.Id };
        for (var i = 0; i < 4; i++)
        {
            await Task.Delay(2, TestContext.Current.CancellationToken); // two keys of the same millisecond are ordered by their ids
            ids.Insert(0, (await api.Keys.CreateAsync($"{i}", Role.Reader, null, "tests")).Key.Id);
        }
        (await ListAsync("first: 2")).ShouldBe(ids[..2]);
        (await ListAsync($"first: 2, after: \"{ids[1]}\"")).ShouldBe(ids[2..4]);
        (await ListAsync($"after: \"{ids[3]}\"")).ShouldBe(ids[4..]);
        await api.ShouldFailAsync("INVALID_ARGUMENT", "at most 100", "{ keys(first: 101) { id } }");

        async Task<string[]> ListAsync(string arguments) =>
            [.. (await api.DataAsync($"{{ keys({arguments}) {{ id }} }}"))["keys"]!.AsArray().Select(k => k!["id"]!.GetValue<string>())];
    }

    [Fact]
    public async Task A_secret_stands_neither_in_the_ledger_nor_in_an_export_nor_in_an_error()
    {
        await using var api = await Api.StartAsync();
        await api.DataAsync("""mutation { createActor(input: { name: "France" }) { outcome } }""");
        var texts = new List<string>
        {
            (
                await api.DataAsync(
                    "{ ledger { entries { principal reason changes { before after } } } keys { id name role principal createdBy } }"
                )
            ).ToJsonString(),
        };
        using (var file = new MemoryStream())
        {
            await new Exporter(api.Store).RunAsync(file, null, TestContext.Current.CancellationToken);
            texts.Add(Encoding.UTF8.GetString(file.ToArray()));
        }
        using var wrong = Holding(api, api.Secret[..^1] + (api.Secret[^1] == 'A' ? 'B' : 'A'));
        texts.Add((await Api.AskAsync(wrong, "{ __typename }")).Body.ToJsonString());
        foreach (var text in texts)
        {
            text.ShouldNotContain(api.Secret[14..30]);
            text.ShouldNotContain(Convert.ToBase64String(api.Key.Hash)[..16]);
        }
        texts[1].ShouldNotContain(api.Key.Id);
    }

    [Theory]
    [InlineData("bearer {0}", 200)]
    [InlineData("Bearer  {0}", 200)]
    [InlineData("", 200)]
    [InlineData("{0}", 401)]
    [InlineData("Basic {0}", 401)]
    [InlineData("Bearer", 401)]
    [InlineData("Bearer {0}, Bearer {0}", 401)]
    [InlineData("Bearer cg_aaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 401)]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.", 401)]
    public async Task Credentials_are_a_key_with_the_scheme_Bearer(string authorization, int expected)
    {
        await using var api = await Api.StartAsync();
        using var client = await api.ClientAsync(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization",
            authorization.Replace("{0}", api.Secret, StringComparison.Ordinal)
        );
        (await Api.AskAsync(client, "{ __typename }")).Status.ShouldBe(expected);
    }

    private static HttpClient Holding(Api api, string secret)
    {
        var client = new HttpClient { BaseAddress = api.Http.BaseAddress };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {secret}");
        return client;
    }
}
