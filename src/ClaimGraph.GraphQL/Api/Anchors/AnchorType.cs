using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Loading;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Anchors;

/// <summary>A quote and its place. Its source is the node that has it.</summary>
internal sealed class AnchorType : ObjectGraphType<Node>
{
    private const int MostContext = 1_000;
    private const int DefaultContext = 120;

    public AnchorType()
    {
        Name = ClaimGraph.Fields.QuoteAnchor.Part.TypeName;
        Description =
            ClaimGraph.Fields.QuoteAnchor.Part.Summary
            + " `start`, `end`, `prefix` and `suffix` tell where the words stand in the newest snapshot; `entered` is what was entered.";
        AddWords();
        AddPlace();
        AddPassage();
    }

    private void AddWords()
    {
        Add(ClaimGraph.Fields.QuoteAnchor.Exact);
        Add(ClaimGraph.Fields.QuoteAnchor.Language);
        this.Part("entered", "EnteredQuoteAnchor!", "The quote as it was entered.", static node => node);
    }

    private void AddPlace()
    {
        this.Leaf(
            "status",
            "AnchorStatus!",
            "Whether the words stand in the newest snapshot of the source.",
            static node => Place(node).Status
        );
        this.Leaf("score", "Float", ClaimGraph.Fields.Evidence.Placed.Score.Description, static node => Place(node).Score);
        this.Leaf("start", "Int", "The position of the first code point, counted from 0; null if the words were not found.", Start);
        this.Leaf("end", "Int", "The position after the last code point; null if the words were not found.", End);
        this.Leaf("prefix", "String", "The text just before the words where they were last found, or else as entered.", Prefix);
        this.Leaf("suffix", "String", "The text just after the words where they were last found, or else as entered.", Suffix);
    }

    private void AddPassage()
    {
        this.Resolve(
                "context",
                "String",
                "The words as they stand in the snapshot, with the text around them; null if they were not found.",
                Context,
                Sdl.Argument("chars", "Int", $"The code points on each side, at most {MostContext}.", DefaultContext)
            )
            .Costs(Weight.Passage);
        this.Resolve(
                "fragment",
                "String",
                "The text directive for an address: `:~:text=…` makes a browser scroll to the words and mark them (WICG, URL Fragment "
                    + "Text Directives). Null if the words were not found.",
                Fragment
            )
            .Costs(Weight.Passage);
        this.Resolve(
                "link",
                "String",
                "The address of the source with the `fragment`, for readers; null if the source has no address.",
                Link
            )
            .Costs(Weight.Passage);
    }

    private void Add(Field field) => this.Define(field.Name, TypeNames.Shown(field), field.Description, FieldResolvers.Of<OfNode>(field));

    private static QuoteAnchor Anchor(Node node) => (QuoteAnchor)OfNode.Of(node);

    private static Placement Place(Node node) => PlacementFields.Of((IPlaced)node.DerivedValues!) ?? Placement.Unchecked();

    private static int? Start(Node node) => Place(node) is { Status: not AnchorStatus.Unchecked } place ? place.Start : Anchor(node).Start;

    private static int? End(Node node) => Place(node) is { Status: not AnchorStatus.Unchecked } place ? place.End : Anchor(node).End;

    private static string? Prefix(Node node) => Place(node).Prefix ?? Anchor(node).Prefix;

    private static string? Suffix(Node node) => Place(node).Suffix ?? Anchor(node).Suffix;

    private static object? Context(Node node, FieldContext context) =>
        Passage(node, context, context.Number("chars", DefaultContext, 0, MostContext));

    private static Deferred? Passage(Node node, FieldContext context, int around) =>
        QuotedWords.Of(node.Data) is { } quoted && Place(node) is { Start: { } start, End: { } end }
            ? context.Request.Loaders.Passage(quoted.Source, start - around, end + around)
            : null;

    private static object? Fragment(Node node, FieldContext context) =>
        Place(node).Status switch
        {
            AnchorStatus.Lost or AnchorStatus.Ambiguous => null,
            AnchorStatus.Fuzzy => new Combined(Passage(node, context, 0), null, (words, _) => Directive(node, words as string)),
            _ => Directive(node, null),
        };

    private static string Directive(Node node, string? words) => TextFragment.Of(words ?? Anchor(node).Exact, Prefix(node), Suffix(node));

    private static object? Link(Node node, FieldContext context) =>
        QuotedWords.Of(node.Data) is { } quoted
            ? new Combined(context.Request.Loaders.Node(quoted.Source), Fragment(node, context), LinkOf)
            : null;

    private static string? LinkOf(object? source, object? fragment) =>
        source is not Source { Content.Url: { } url } ? null
        : fragment is string directive ? TextFragment.On(url, directive)
        : url;
}
