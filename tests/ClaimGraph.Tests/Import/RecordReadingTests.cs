using ClaimGraph.Import;

namespace ClaimGraph.Tests.Import;

public sealed class RecordReadingTests
{
    [Theory]
    [InlineData(
        NodeKind.Actor,
        """{"key":"a","kind":"PERSON","name":"N","nmae":"x"}""",
        "/nmae",
        "UNKNOWN_FIELD",
        "There is no field 'nmae' here."
    )]
    [InlineData(
        NodeKind.Actor,
        """{"key":"a","kind":"PERSON","name":"N","odd.na/me":"x"}""",
        "/odd.na~1me",
        "UNKNOWN_FIELD",
        "There is no field 'odd.na/me' here."
    )]
    [InlineData(
        NodeKind.Appearance,
        """{"key":"a","statement":"s","anchor":{"exact":"x","begin":1}}""",
        "/anchor/begin",
        "UNKNOWN_FIELD",
        "There is no field 'begin' here."
    )]
    [InlineData(
        NodeKind.Event,
        """{"key":"a","name":"e","participations":[{"actor":"x","role":"A"},{"actor":"y","part":"B"}]}""",
        "/participations/1/part",
        "UNKNOWN_FIELD",
        "There is no field 'part' here."
    )]
    [InlineData(NodeKind.Actor, """{"key":"a","name":5}""", "/name", "INVALID_FORMAT", "This must be a well-formed text.")]
    [InlineData(NodeKind.Actor, """{"key":"a","name":"\ud800"}""", "/name", "INVALID_FORMAT", "This must be a well-formed text.")]
    [InlineData(
        NodeKind.Actor,
        """{"key":"a","name":"x","name":"y"}""",
        "/name",
        "INVALID_FORMAT",
        "The field 'name' is given twice; the first counts."
    )]
    [InlineData(
        NodeKind.Actor,
        """{"key":"a","kind":"Person"}""",
        "/kind",
        "INVALID_FORMAT",
        "'Person' is not a valid actor kind; use PERSON, ORGANISATION, COUNTRY or GROUP."
    )]
    [InlineData(
        NodeKind.Actor,
        """{"key":"a","kind":0}""",
        "/kind",
        "INVALID_FORMAT",
        "The number 0 is not a valid actor kind; use PERSON, ORGANISATION, COUNTRY or GROUP."
    )]
    [InlineData(NodeKind.Actor, """{"key":"a","aliases":"x"}""", "/aliases", "INVALID_FORMAT", "This must be a list.")]
    [InlineData(NodeKind.Statement, """{"key":"a","checkable":"yes"}""", "/checkable", "INVALID_FORMAT", "This must be true or false.")]
    [InlineData(
        NodeKind.Statement,
        """{"key":"a","prior":"0.5"}""",
        "/prior",
        "INVALID_FORMAT",
        "'0.5' is not a valid number; use a number like 0.5."
    )]
    [InlineData(
        NodeKind.Appearance,
        """{"key":"a","anchor":{"start":1.5}}""",
        "/anchor/start",
        "INVALID_FORMAT",
        "This must be a whole number."
    )]
    [InlineData(NodeKind.Appearance, """{"key":"a","anchor":"x"}""", "/anchor", "INVALID_FORMAT", "This must be an object.")]
    [InlineData(
        NodeKind.Source,
        """{"key":"a","publishedOn":"11.2.2025"}""",
        "/publishedOn",
        "INVALID_FORMAT",
        "'11.2.2025' is not a valid date; use a text like 2025, 2025-02 or 2025-02-11."
    )]
    [InlineData(
        NodeKind.Source,
        """{"key":"a","publishedOn":2025}""",
        "/publishedOn",
        "INVALID_FORMAT",
        "The number 2025 is not a valid date; use a text like 2025, 2025-02 or 2025-02-11."
    )]
    [InlineData(
        NodeKind.Source,
        """{"key":"a","createdAt":"2025-02-11T09:30:00"}""",
        "/createdAt",
        "INVALID_FORMAT",
        "'2025-02-11T09:30:00' is not a valid time; use a text with an offset, like 2025-02-11T09:30:00Z."
    )]
    [InlineData(
        NodeKind.Source,
        """{"key":"a","createdAt":"2025-02-11"}""",
        "/createdAt",
        "INVALID_FORMAT",
        "'2025-02-11' is not a valid time; use a text with an offset, like 2025-02-11T09:30:00Z."
    )]
    [InlineData(NodeKind.Source, """[]""", "", "INVALID_FORMAT", "This must be an object.")]
    [InlineData(NodeKind.Source, """null""", "", "REQUIRED", "This must be a record, not null.")]
    [InlineData(
        NodeKind.Source,
        """{"key":"a","title":"t","status":"RETRACTED"}""",
        "/statusReason",
        "REQUIRED",
        "A record that is no longer active needs the reason."
    )]
    [InlineData(
        NodeKind.Source,
        """{"key":"a","title":"t","statusReason":"x"}""",
        "/statusReason",
        "INVALID_FORMAT",
        "A reason needs the status CORRECTED or RETRACTED."
    )]
    [InlineData(
        NodeKind.Actor,
        """{"key":"a","name":"n","status":"CORRECTED","statusReason":"x"}""",
        "/status",
        "INVALID_FORMAT",
        "Only a source can be CORRECTED."
    )]
    [InlineData(NodeKind.Actor, """{"key":"a","name":"n"}""", "/kind", "REQUIRED", "This field is required.")]
    [InlineData(NodeKind.Actor, """{"key":"a","kind":"GROUP"}""", "/name", "REQUIRED", "This text is required.")]
    [InlineData(
        NodeKind.Event,
        """{"key":"a","name":"n","participations":[{}]}""",
        "/participations/0/actor",
        "REQUIRED",
        "The key of an actor is required."
    )]
    [InlineData(
        NodeKind.Statement,
        """{"key":"a","text":"n","about":[{"actor":"x","event":"y"}]}""",
        "/about/0",
        "REQUIRED",
        "Give the key of either an actor or an event."
    )]
    [InlineData(
        NodeKind.Evidence,
        """{"key":"a","target":{"statement":"s"},"stance":"REBUTS"}""",
        "/basis",
        "REQUIRED",
        "Give the key of either a source or a statement."
    )]
    [InlineData(
        NodeKind.Source,
        """{"key":"a","snapshot":{"text":"x","file":"y"}}""",
        "/snapshot/file",
        "INVALID_FORMAT",
        "Give the text or its file, not both."
    )]
    [InlineData(
        NodeKind.Source,
        """{"key":"a","snapshot":{"file":"y.txt"}}""",
        "/snapshot/file",
        "NOT_FOUND",
        "There is no file 'y.txt' beside the import file."
    )]
    public void A_wrong_record_is_told_where_and_why(NodeKind kind, string json, string path, string code, string message)
    {
        var problem = Reading.ProblemsOf(kind, json)[0];
        (JsonPointer.Of(problem.Path), problem.Code).ShouldBe((path, code));
        problem.Message.ShouldBeOneOf(message, $"{message} It is left out.");
    }

    [Theory]
    [InlineData("$", "")]
    [InlineData("$.a.b[12].c", "/a/b/12/c")]
    [InlineData("$['odd name']", "/odd name")]
    [InlineData("$.a['b.c']", "/a/b.c")]
    [InlineData("$.a[0][1]", "/a/0/1")]
    public void A_path_of_the_reader_becomes_a_pointer(string path, string pointer) =>
        JsonPointer.Of(JsonPointer.SegmentsOf(path)).ShouldBe(pointer);
}
