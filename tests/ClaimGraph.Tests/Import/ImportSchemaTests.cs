using System.Text.Json.Nodes;
using ClaimGraph.Import;
using NJsonSchema;

namespace ClaimGraph.Tests.Import;

/// <summary>The published schema and the reader say the same.</summary>
public sealed class ImportSchemaTests
{
    private const string SchemaPath = "schema/claimgraph.import.schema.json";
    private static readonly JsonObject Schema = JsonNode.Parse(RepositoryFile.Text(SchemaPath))!.AsObject();

    public static TheoryData<NodeKind> Kinds => [.. ImportFormat.Order];

    [Fact]
    public async Task The_sample_is_valid()
    {
        var schema = await JsonSchema.FromFileAsync(RepositoryFile.Path(SchemaPath), TestContext.Current.CancellationToken);
        schema.Validate(RepositoryFile.Text("src/ClaimGraph.Server/Sample/article.json")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"format":"claimgraph/2"}""")]
    [InlineData("""{"actors":[]}""")]
    [InlineData("""{"format":"claimgraph/1","actors":[{"key":"a","kind":"PERSON","name":"n","nmae":"x"}]}""")]
    [InlineData("""{"format":"claimgraph/1","sources":[{"key":"a"}]}""")]
    [InlineData(
        """
            {
              "format":"claimgraph/1",
              "evidence":[{"key":"a","basis":{"source":"s","statement":"t"},"target":{"statement":"t"},"stance":"REBUTS"}]
            }
            """
    )]
    [InlineData("""{"format":"claimgraph/1","appearances":[{"key":"a","statement":"s","source":"x","anchor":{"exact":"x","begin":0}}]}""")]
    public async Task What_the_reader_refuses_is_invalid(string json)
    {
        var schema = await JsonSchema.FromFileAsync(RepositoryFile.Path(SchemaPath), TestContext.Current.CancellationToken);
        schema.Validate(json).ShouldNotBeEmpty();
    }

    [Fact]
    public void The_lists_are_those_of_the_reader() =>
        Schema["properties"]!
            .AsObject()
            .Select(p => p.Key)
            .ShouldBe(["$schema", "format", .. ImportFormat.Order.Select(ImportFormat.ListOf)]);

    [Fact]
    public void The_published_schema_is_that_of_the_nouns()
    {
        var (printed, path) = (ImportSchema.Print(), RepositoryFile.Path(SchemaPath));
        if (printed == File.ReadAllText(path))
            return;
        if (Environment.GetEnvironmentVariable("CI") != "true")
            File.WriteAllText(path, printed);
        else
            printed.ShouldBe(
                File.ReadAllText(path),
                $"The format has changed. Run this test without CI=true to write {SchemaPath} anew, and commit it."
            );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_field_that_is_entered_stands_in_the_schema_and_no_other(NodeKind kind) =>
        Definition(kind)["properties"]!
            .AsObject()
            .Select(p => p.Key)
            .ShouldBe([
                "key",
                "id",
                "otherKeys",
                .. Noun.Of(kind).Entered.Select(f => f.Name),
                "createdAt",
                "status",
                "statusReason",
                "mergedInto",
            ]);

    [Fact]
    public void Everything_is_described() => Undescribed(Schema, "").ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_the_schema_requires_the_reader_requires(NodeKind kind)
    {
        foreach (var name in Definition(kind)["required"]!.AsArray().Select(n => n!.GetValue<string>()).Where(n => n != "key"))
        {
            var record = Complete(kind);
            record.Remove(name);
            Reading.ProblemsOf(kind, record.ToJsonString()).Select(p => (p.Path[0], p.Code)).ShouldContain((name, ProblemCode.Required));
        }
        Reading.ProblemsOf(kind, Complete(kind).ToJsonString()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_limits_are_those_of_the_reader(NodeKind kind)
    {
        foreach (var (name, field) in Definition(kind)["properties"]!.AsObject())
        {
            if (name is "key" or "id" or "statusReason" or "mergedInto" || IsReference(field!))
                continue;
            if (field!["maxLength"]?.GetValue<int>() is { } length)
                TooLong(kind, name, Text(name, length), Text(name, length + 1));
            if (field["maxItems"]?.GetValue<int>() is { } items)
                TooLong(kind, name, List(field["items"]!, items), List(field["items"]!, items + 1));
        }
    }

    private static void TooLong(NodeKind kind, string name, JsonNode fits, JsonNode exceeds)
    {
        Codes(fits).ShouldNotContain(ProblemCode.TooLong, $"{kind} {name}");
        Codes(exceeds).ShouldContain(c => c == ProblemCode.TooLong || name == "language", $"{kind} {name}");

        IEnumerable<string> Codes(JsonNode value)
        {
            var record = Complete(kind);
            record[name] = value;
            return Reading.ProblemsOf(kind, record.ToJsonString()).Select(p => p.Code);
        }
    }

    private static JsonValue Text(string name, int length) =>
        JsonValue.Create((name is "url" or "archivedAt" ? "https://example.org/" : "").PadRight(length, 'x'));

    private static JsonArray List(JsonNode items, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                    items["$ref"]?.GetValue<string>() switch
                    {
                        "#/definitions/participation" => new JsonObject { ["actor"] = "a", ["role"] = $"R{i}" },
                        _ when items["oneOf"] is not null => new JsonObject { ["actor"] = $"a{i}" },
                        _ => (JsonNode)JsonValue.Create($"urn:x:{i}"),
                    }
                ),
        ];

    private static bool IsReference(JsonNode field) =>
        field["description"]?.GetValue<string>().StartsWith("The key of", StringComparison.Ordinal) == true;

    /// <summary>A record of a kind with everything that the schema requires.</summary>
    private static JsonObject Complete(NodeKind kind) =>
        JsonNode
            .Parse(
                kind switch
                {
                    NodeKind.Actor => """{"key":"k","kind":"PERSON","name":"n"}""",
                    NodeKind.Source => """{"key":"k","title":"t"}""",
                    NodeKind.Event => """{"key":"k","name":"n"}""",
                    NodeKind.Statement => """{"key":"k","text":"t"}""",
                    NodeKind.Appearance => """{"key":"k","statement":"s"}""",
                    NodeKind.Evidence => """{"key":"k","basis":{"source":"s"},"target":{"evidence":"e"},"stance":"CONTEXT"}""",
                    NodeKind.Relation => """{"key":"k","statement":"s","kind":"CONTRADICTS","other":"o"}""",
                    NodeKind.Proposal => """{"key":"k","mutation":"m","input":"{}","state":"OPEN"}""",
                    NodeKind.ReviewRequest => """{"key":"k","statement":"s","by":"b"}""",
                    _ => """{"key":"k","statement":"s","reviewer":"r","verdict":"MIXED"}""",
                }
            )!
            .AsObject();

    private static JsonObject Definition(NodeKind kind)
    {
        var items = Schema["properties"]![ImportFormat.ListOf(kind)]!["items"]!;
        return Resolve(items).AsObject();
    }

    private static JsonNode Resolve(JsonNode node) =>
        (node["$ref"] ?? node["allOf"]?[0]?["$ref"])?.GetValue<string>() is { } reference
            ? Schema["definitions"]![reference.Split('/')[^1]]!
            : node;

    private static IEnumerable<string> Undescribed(JsonNode node, string at)
    {
        foreach (var (name, field) in (node["properties"] ?? new JsonObject()).AsObject())
            if (field!["description"] is null && Resolve(field)["description"] is null)
                yield return $"{at}/{name}";
        var inner =
            node["definitions"]?.AsObject().Select(d => (d.Key, d.Value!))
            ?? (
                node["oneOf"]?.AsArray().Select((a, i) => ($"{i}", a!))
                ?? node["properties"]?.AsObject().Select(p => (p.Key, p.Value!))
                ?? []
            );
        foreach (var (name, child) in inner)
            if (child is JsonObject)
                foreach (var missing in Undescribed(child, $"{at}/{name}"))
                    yield return missing;
    }
}
