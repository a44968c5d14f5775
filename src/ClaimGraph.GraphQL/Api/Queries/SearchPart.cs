using System.Text;
using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Values;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Queries;

/// <summary>Full-text search.</summary>
internal sealed class SearchPart : IApiPart
{
    private const int MaxLength = 1_000;
    private const int MaxOffset = 10_000;
    private static readonly Noun[] Searchable = [.. Noun.All.Where(n => n.Searched.Count > 0)];
    private static readonly NodeKind[] AllKinds = [.. Searchable.Select(n => n.Kind)];

    public void AddTo(ApiDefinition api)
    {
        api.Add(KindType(), new SearchHitType(), new HighlightType(), new TextRangeType(), new EnumType(typeof(WordMatch)));
        api.Query.Resolve(
                "search",
                "[SearchHit!]!",
                $"Searches the texts of active records, best match first: {string.Join("; ", Searchable.Select(TextsOf))}. "
                    + "The quoted words of its appearances find a statement, too.",
                static (scope, context) =>
                    scope.Loaders.Call(
                        ToQuery(context),
                        static async (store, asked, cancellation) => await store.SearchAsync(asked, cancellation)
                    ),
                Sdl.Argument(
                    "query",
                    "String!",
                    "The words that must all occur. Case and accents do not matter. Quotation marks keep words together. "
                        + $"At most {MaxLength:N0} characters and {SearchTerms.MostWords} different words."
                ),
                Sdl.Argument("kinds", "[SearchKind!]", "The nouns to search. The default is all."),
                Sdl.Argument("match", "WordMatch", "How the words are matched.", WordMatch.Beginning),
                Sdl.Argument("first", "Int", "The number of hits.", 20),
                Sdl.Argument("offset", "Int", "The number of best hits to skip. At most 10,000.", 0)
            )
            .Costs(Weight.List(PageArguments.Entries("first", 20), Cost));
    }

    /// <summary>Each word is looked up by itself, and a frequent one costs a visit of many texts.</summary>
    private static int Cost(FieldContext context) =>
        Weight.Statistics * (context.Argument("query") is string { Length: <= MaxLength } text ? SearchTerms.Count(text) : 1);

    private static SearchQuery ToQuery(FieldContext context)
    {
        var text = (string)context.Argument("query")!;
        if (text.Length > MaxLength)
            throw new RefusedException(ProblemCode.TooLong, $"This search is too long; use at most {MaxLength:N0} characters.", "query");
        if (!CodePoints.IsWellFormed(text))
            throw new RefusedException(ProblemCode.InvalidText, "This text contains a NUL or half of a surrogate pair.", "query");
        var offset = context.Argument("offset") as int? ?? 0;
        if (offset is < 0 or > MaxOffset)
            throw new RefusedException(ProblemCode.OutOfRange, $"This offset is out of range; use 0 to {MaxOffset:N0}.", "offset");
        var kinds = context.Argument("kinds") is IEnumerable<object> given ? [.. given.Cast<NodeKind>().Distinct()] : AllKinds;
        var query = new SearchQuery(text, kinds, PageArguments.Size(context, "first", 20))
        {
            Offset = offset,
            Match = context.Argument("match") as WordMatch? ?? WordMatch.Beginning,
            WithHighlights = context.Selects("highlight"),
        };
        SearchTerms.Of(query); // refuses too many words, here with the place of the field
        return query;
    }

    /// <summary>The nouns that can be searched, as an enum of their own.</summary>
    private static EnumerationGraphType KindType()
    {
        var type = new EnumerationGraphType { Name = "SearchKind", Description = "The nouns that can be searched." };
        foreach (var noun in Searchable)
            type.Add(EnumName<NodeKind>.Of(noun.Kind).Value, noun.Kind, noun.Summary);
        return type;
    }

    private static string TextsOf(Noun noun) => $"{noun.Plural} ({string.Join(", ", noun.Searched.Select(f => f.Name))})";
}

internal sealed class SearchHitType : ObjectGraphType<SearchHit>
{
    public SearchHitType()
    {
        Name = "SearchHit";
        Description = "A record that a search found.";
        this.Resolve("node", "Node!", "The record.", static (hit, context) => context.Request.Loaders.Node(hit.Id));
        this.Leaf(
            "score",
            "Float!",
            "How well the record matches: the higher, the better. Scores can be compared only within one result.",
            static hit => hit.Score
        );
        this.Part("highlight", "Highlight!", "A passage that matches.", static hit => Highlight.Of(hit.Highlight ?? ""))
            .Costs(Weight.Passage);
    }
}

/// <summary>A passage and where the found words stand in it.</summary>
internal sealed record Highlight(string Text, IReadOnlyList<TextRange> Ranges)
{
    /// <summary>Takes the marks out of a marked passage.</summary>
    public static Highlight Of(string marked)
    {
        var text = new StringBuilder(marked.Length);
        var ranges = new List<TextRange>();
        var (position, start) = (0, 0);
        foreach (var rune in marked.EnumerateRunes())
        {
            if (rune.Value == SearchHit.Open)
                start = position;
            else if (rune.Value == SearchHit.Close)
                ranges.Add(new TextRange(start, position));
            else
            {
                text.Append(rune.ToString());
                position++;
            }
        }
        return new Highlight(text.ToString(), ranges);
    }
}

internal sealed record TextRange(int Start, int End);

internal sealed class HighlightType : ObjectGraphType<Highlight>
{
    public HighlightType()
    {
        Name = "Highlight";
        Description = "A passage that matches a search.";
        this.Leaf("text", "String!", "The passage, without markup.", static h => h.Text);
        this.Part("ranges", "[TextRange!]!", "The positions of the matching words.", static h => h.Ranges);
    }
}

internal sealed class TextRangeType : ObjectGraphType<TextRange>
{
    public TextRangeType()
    {
        Name = "TextRange";
        Description = "A range in a text, counted in Unicode code points.";
        this.Leaf("start", "Int!", "The start, from 0, inclusive.", static r => r.Start);
        this.Leaf("end", "Int!", "The end, exclusive.", static r => r.End);
    }
}
