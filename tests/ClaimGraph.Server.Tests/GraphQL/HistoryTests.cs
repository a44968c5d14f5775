namespace ClaimGraph.Server.Tests.GraphQL;

public class HistoryTests
{
    [Fact]
    public async Task A_change_tells_each_field_in_the_words_of_the_api()
    {
        await using var api = await World.StartAsync();
        var (id, usa) = (await ReadingTests.IdAsync(api, "event", "summit"), await ReadingTests.IdAsync(api, "actor", "usa"));
        await api.DataAsync(
            $$"""
            mutation {
              updateEvent(input: {
                id: "{{id}}", version: 1, name: "Summit", endsOn: null, startsOn: "2025-02", sourceIds: []
                participations: [{ actorId: "{{usa}}", role: "HOSTED" }]
              }) { outcome }
              retract(input: { id: "{{id}}", reason: "A test" }) { outcome }
            }
            """
        );
        var report = await ReadingTests.IdAsync(api, "source", "report");
        var data = await api.DataAsync(
            """{ event(key: "summit") { history(first: 2) { changes { action fields { name before after } } } } }"""
        );
        var history = data["event"]!["history"]!;
        history[0]!["changes"]![0]!["fields"]!
            .ToJsonString()
            .ShouldBe(
                """[{"name":"status","before":"ACTIVE","after":"RETRACTED"},{"name":"statusReason","before":null,"after":"A test"}]"""
            );
        var fields = history[1]!["changes"]![0]!["fields"]!.AsArray();
        fields
            .Where(f => f!["name"]!.GetValue<string>() != "participations")
            .Select(f => $"{f!["name"]}: {f["before"]} > {f["after"]}")
            .ShouldBe([
                "name: AI Action Summit > Summit",
                "startsOn: 2025-02-10 > 2025-02",
                "endsOn: 2025-02-11 > ",
                $"sources: [\"{report}\"] > ",
            ]);
        fields.Single(f => f!["name"]!.GetValue<string>() == "participations")!["after"]!
            .GetValue<string>()
            .ShouldBe($$"""[{"actor":"{{usa}}","role":"HOSTED"}]""");
    }

    [Fact]
    public async Task A_new_record_tells_every_field_that_is_set()
    {
        await using var api = await World.StartAsync();
        var data = await api.DataAsync("""{ statement(key: "weak") { history { changes { fields { name before after } } } } }""");
        data["statement"]!["history"]![0]!["changes"]![0]!["fields"]!
            .AsArray()
            .ShouldAllBe(f => f!["before"] == null && f["after"] != null);
        data["statement"]!["history"]![0]!["changes"]![0]!["fields"]!
            .AsArray()
            .Select(f => $"{f!["name"]}={f["after"]}")
            .ShouldBe(["key=weak", "status=ACTIVE", "text=The declaration is too weak", "language=en", "kind=OPINION", "checkable=false"]);
    }

    [Fact]
    public async Task Every_field_of_a_change_is_a_field_of_the_record_and_is_written_as_the_record_shows_it()
    {
        await using var api = await World.StartAsync();
        var data = await api.DataAsync(
            """
            {
              review(key: "review") { verdict reviewedOn url rating { text value best worst } basedOn { id }
                history { changes { fields { name after } } } }
              source(key: "report") { url canonicalUrl kind reliability publisher { id } snapshot { sha256 }
                history { changes { fields { name after } } } }
            }
            """
        );
        foreach (var (_, node) in data.AsObject())
        foreach (var field in node!["history"]![0]!["changes"]![0]!["fields"]!.AsArray())
            if (node[field!["name"]!.GetValue<string>()] is System.Text.Json.Nodes.JsonValue shown)
                field["after"]!.GetValue<string>().ShouldBe(shown.ToString(), field.ToJsonString());
        Text("review", "rating").ShouldBe("""{"text":"Half true","value":3,"best":5,"worst":1}""");
        Text("source", "publisher").ShouldBe(data["source"]!["publisher"]!["id"]!.GetValue<string>());
        Text("source", "snapshot").ShouldContain(data["source"]!["snapshot"]!["sha256"]!.GetValue<string>());
        Text("source", "snapshot").ShouldNotContain("Parigi");

        string Text(string noun, string name) =>
            data[noun]!["history"]![0]!["changes"]![0]!["fields"]!.AsArray().Single(f => f!["name"]!.GetValue<string>() == name)![
                "after"
            ]!.GetValue<string>();
    }

    [Fact]
    public async Task Linked_history_has_the_changes_of_what_names_the_record_retracted_or_not()
    {
        await using var api = await World.StartAsync();
        var id = await ReadingTests.IdAsync(api, "evidence", "con");
        await api.DataAsync($$"""mutation { retract(input: { id: "{{id}}", reason: "A test" }) { outcome } }""");
        const string asked = "changes { action node { key } }";
        var data = await api.DataAsync(
            $$"""
            { statement(key: "unsigned") {
              own: history { {{asked}} } all: history(linked: true) { revision {{asked}} }
              newest: history(linked: true, first: 2) { revision } earlier: history(linked: true, before: 14, first: 2) { {{asked}} } } }
            """
        );
        Told("own").ShouldBe(["CREATE unsigned"]);
        Told("all")
            .ShouldBe(["RETRACT con", "CREATE review", "CREATE con", "CREATE pro-copy", "CREATE pro", "CREATE said", "CREATE unsigned"]);
        data["statement"]!["newest"]!.AsArray().Count.ShouldBe(2);
        Told("earlier").ShouldBe(["CREATE pro", "CREATE said"]);

        IEnumerable<string> Told(string name) =>
            data["statement"]![name]!
                .AsArray()
                .SelectMany(e => e!["changes"]!.AsArray())
                .Select(c => $"{c!["action"]} {c["node"]!["key"]}");
    }
}
