namespace ClaimGraph.Server.Tests.GraphQL;

public class AttentionTests
{
    private const string Enter = """
        mutation {
          s: createStatement(input: { key: "s", text: "It rained on Monday" }) { outcome }
          t: createStatement(input: { key: "t", text: "It rained on Tuesday" }) { outcome }
          a: createSource(input: { key: "a", title: "A", snapshot: { text: "It rained." } }) { outcome }
          b: createSource(input: { key: "b", title: "B" }) { outcome }
          gone: createSource(input: { key: "gone", title: "Gone" }) { outcome }
          x: createActor(input: { key: "x", name: "X", kind: ORGANISATION }) { outcome }
          y: createActor(input: { key: "y", name: "Y", kind: ORGANISATION }) { outcome }
          pro: createEvidence(input: {
            key: "pro", basisId: "key:a", targetId: "key:s", stance: SUPPORTS, anchor: { exact: "It rained." }
          }) { outcome }
          con: createEvidence(input: { key: "con", basisId: "key:b", targetId: "key:s", stance: REBUTS }) { outcome }
          withdrawn: createEvidence(input: { key: "withdrawn", basisId: "key:gone", targetId: "key:s", stance: REBUTS }) { outcome }
          said: createAppearance(input: {
            key: "said", statementId: "key:s", sourceId: "key:a", actorId: "key:x", anchor: { exact: "rained" }
          }) { outcome }
          for: createReview(input: { key: "for", statementId: "key:s", reviewerId: "key:x", verdict: SUPPORTED }) { outcome }
          against: createReview(input: { key: "against", statementId: "key:s", reviewerId: "key:y", verdict: UNSUPPORTED }) { outcome }
          late: createEvidence(input: { key: "late", basisId: "key:b", targetId: "key:s", stance: CONTEXT }) { outcome }
          newer: createRelation(input: { key: "newer", statementId: "key:t", kind: SUPERSEDES, otherId: "key:s" }) { outcome }
          retract(input: { id: "key:gone", reason: "Made up." }) { outcome }
          dry: upsertSource(input: { key: "a", snapshot: { text: "It was dry." } }) { outcome }
        }
        """;

    [Fact]
    public async Task A_reason_names_the_records_that_it_is_about()
    {
        await using var api = await Api.StartAsync();
        await api.DataAsync(Enter);
        var data = await api.DataAsync(
            """{ statements(filter: { key: { in: ["s", "t"] } }, first: 2) { nodes { attentionReasons { kind records { key } } } } }"""
        );
        var told = data["statements"]!["nodes"]!
            .AsArray()
            .SelectMany(n => n!["attentionReasons"]!.AsArray())
            .Select(r => $"{r!["kind"]}: {string.Join(' ', r["records"]!.AsArray().Select(n => $"{n!["key"]}").Order())}");
        told.ShouldBe(
            [
                "UNSUPPORTED: ",
                "UNREVIEWED: ",
                "CONTESTED: con pro",
                "SINGLE_SOURCE: pro",
                "RETRACTED_BASIS: withdrawn",
                "QUOTE_LOST: pro said",
                "VERDICTS_DISAGREE: against for",
                "SUPERSEDED: newer",
                "STALE: late",
            ],
            ignoreOrder: true
        );
    }
}
