using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>The inputs of what is part of a noun. Such a part is always given whole.</summary>
internal static class PartInputs
{
    public static IEnumerable<IGraphType> Types =>
    [
        new InputType("SnapshotInput", "The text of a source as it stood at one time.",
            new("text", "String!", "The captured text; at most 2,000,000 characters."),
            new("sha256", "String", "SHA-256 of the text in UTF-8, in lower-case hexadecimal; it must agree."),
            new("capturedAt", "DateTime", "When it was captured.")),
        new InputType("QuoteAnchorInput", "The exact words of a passage and where they stand.",
            new("exact", "String!", "The words; at most 10,000 characters."),
            new("prefix", "String", "What stands before them; at most 500 characters."),
            new("suffix", "String", "What follows them; at most 500 characters."),
            new("start", "Int", "The code point at which they begin, from 0. Give both start and end, or neither."),
            new("end", "Int", "The code point before which they end."),
            new("language", "String", "Their language as a BCP 47 tag; `und` when not given.")),
        new InputType("ParticipationInput", "One actor's part in an event.",
            new("actorId", "ID!", "Who."), new("role", "String!", "As what, in capitals: for example `SIGNED`; at most 64 characters.")),
        new InputType("RatingInput", "A rating as its publisher wrote it.",
            new("text", "String", "The wording; at most 1,000 characters."), new("value", "Float", "The number given."),
            new("best", "Float", "The best number of the scale."), new("worst", "Float", "The worst number of the scale.")),
    ];

    public static Snapshot Snapshot(Input input) => new()
    {
        Text = input.Text("text") ?? "", Sha256 = input.Text("sha256"), CapturedAt = input.Value<DateTimeOffset>("capturedAt"),
    };

    public static QuoteAnchor Anchor(Input input) => new()
    {
        Exact = input.Text("exact") ?? "", Prefix = input.Text("prefix"), Suffix = input.Text("suffix"), Start = input.Value<int>("start"),
        End = input.Value<int>("end"), Language = input.Text("language") ?? LanguageTag.Undetermined,
    };

    public static Participation Participation(Input input) => new(input.NeededId("actorId"), input.Text("role") ?? "");

    public static Rating Rating(Input input) => new()
    {
        Text = input.Text("text"), Value = input.Value<double>("value"), Best = input.Value<double>("best"), Worst = input.Value<double>("worst"),
    };
}
