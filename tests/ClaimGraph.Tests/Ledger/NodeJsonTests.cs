using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClaimGraph.Ledger;
using ClaimGraph.Tests.Nouns.Cases;

namespace ClaimGraph.Tests.Ledger;

public sealed class NodeJsonTests
{
    [Fact]
    public void Json_gives_every_noun_back() =>
        Dice.OfSize(1, 1)
            .Sample(
                dice =>
                {
                    var node = RandomNode.Of(dice);
                    var read = NodeJson.Read(node.Kind, NodeJson.Write(node));
                    Deep.Difference(read, node).ShouldBeNull();
                    NodeJson.Write(read).ShouldBe(NodeJson.Write(node));
                },
                iter: 500
            );

    [Fact]
    public void Json_holds_what_was_entered_in_plain_words_and_nothing_derived()
    {
        var statement = new Statement
        {
            Id = Given.SomeStatement,
            Version = 2,
            CreatedAt = new DateTimeOffset(2025, 2, 11, 9, 0, 0, TimeSpan.Zero),
            Status = RecordStatus.Retracted,
            StatusReason = "È falso: \"no\"",
            Content = new StatementContent
            {
                Text = "L'Italia è <qui> & là",
                Language = "it",
                Topics = ["città"],
                About = [Given.SomeActor],
            },
            Derived = new StatementDerived { SupportCount = 7, Attention = Attention.Contested },
        };
        NodeJson
            .Write(statement)
            .ShouldBe(
                $$"""{"content":{"text":"L'Italia è <qui> & là","language":"it","statementKind":"Fact","checkable":true"""
                    + $$""","topics":["città"],"about":["{{Given.SomeActor}}"]}"""
                    + $$""","id":"{{Given.SomeStatement}}","version":2"""
                    + ""","createdAt":"2025-02-11T09:00:00+00:00","status":"Retracted","statusReason":"È falso: \"no\""}"""
            );
    }

    [Fact]
    public void An_entry_written_under_a_former_name_is_read()
    {
        var options = new JsonSerializerOptions(RecordJson.Options)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Renamed } },
        };
        var read = JsonSerializer.Deserialize<StatementContent>("""{"wording":"It rains.","decidable":false}""", options)!;
        (read.Text, read.Checkable).ShouldBe(("It rains.", false));
        JsonSerializer.Serialize(read, options).ShouldContain("\"text\":\"It rains.\",");

        static void Renamed(JsonTypeInfo type)
        {
            if (type.Type != typeof(StatementContent))
                return;
            RecordJson.Alias(type, "text", "wording");
            RecordJson.Alias(type, "checkable", "decidable");
        }
    }

    [Fact]
    public void Dates_stay_as_imprecise_as_they_are()
    {
        var appearance = new Appearance
        {
            Id = Given.SomeAppearance,
            Version = 1,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Content = new AppearanceContent { Statement = Given.SomeStatement, SaidOn = new PartialDate(2025, 2) },
        };
        NodeJson.Write(appearance).ShouldContain("\"saidOn\":\"2025-02\"");
        ((Appearance)NodeJson.Read(NodeKind.Appearance, NodeJson.Write(appearance))).Content.SaidOn.ShouldBe(new PartialDate(2025, 2));
    }
}
