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
    private static readonly NodeKind[] Searchable = [NodeKind.Statement, NodeKind.Source, NodeKind.Actor, NodeKind.Event];

    public void AddTo(ApiDefinition api)
    {
        api.Add(KindType(), new SearchHitType(), new HighlightType(), new TextRangeType(),
            new EnumType<WordMatch>("What a word of a search finds.",
                (WordMatch.Beginning, "Words that begin with it."), (WordMatch.Whole, "The word itself only.")));
        api.Query.Resolve("search", "[SearchHit!]!",
            "Full-text search over what is active, best first: statements (the proposition and its quoted words), sources (title, note), actors (name, aliases, description) "
            + "and events (name, place, description).",
            static (scope, context) => scope.Loaders.Call(ToQuery(context), static async (store, asked, cancellation) => await store.SearchAsync(asked, cancellation)),
            Sdl.Argument("query", "String!", "Words; all must occur, whatever case and accents. Quotation marks keep words together. At most 1,000 characters."),
            Sdl.Argument("kinds", "[SearchKind!]", "In which nouns; in all that can be searched when not given."),
            Sdl.Argument("match", "WordMatch", "What a word of the query finds.", WordMatch.Beginning),
            Sdl.Argument("first", "Int", "How many hits.", 20),
            Sdl.Argument("offset", "Int", "Hits to leave out, best first; at most 10,000.", 0))
            .Costs(Weight.List(PageArguments.Entries("first", 20), Weight.Statistics));
    }

    private static SearchQuery ToQuery(FieldContext context)
    {
        var text = (string)context.Argument("query")!;
        if (text.Length > MaxLength) throw new RefusedException(ProblemCode.TooLong, $"A search takes at most {MaxLength:N0} characters.", "query");
        if (!CodePoints.IsWellFormed(text)) throw new RefusedException(ProblemCode.InvalidText, "The text holds a NUL or half of a surrogate pair.", "query");
        var offset = context.Argument("offset") as int? ?? 0;
        if (offset is < 0 or > MaxOffset) throw new RefusedException(ProblemCode.OutOfRange, $"offset is a number of hits from 0 to {MaxOffset:N0}.", "offset");
        var kinds = context.Argument("kinds") is IEnumerable<object> given ? [.. given.Cast<NodeKind>().Distinct()] : Searchable;
        return new SearchQuery(text, kinds, PageArguments.Size(context, "first", 20))
        {
            Offset = offset, Match = context.Argument("match") as WordMatch? ?? WordMatch.Beginning, WithHighlights = context.Selects("highlight"),
        };
    }

    /// <summary>The nouns that can be searched, as an enum of their own.</summary>
    private static EnumerationGraphType KindType()
    {
        var type = new EnumerationGraphType { Name = "SearchKind", Description = "The nouns that can be searched." };
        foreach (var kind in Searchable) type.Add(EnumName<NodeKind>.Of(kind).Value, kind, $"Records of type {kind}.");
        return type;
    }
}

internal sealed class SearchHitType : ObjectGraphType<SearchHit>
{
    public SearchHitType()
    {
        Name = "SearchHit";
        Description = "One record found.";
        this.Resolve("node", "Node!", "The record.", static (hit, context) => context.Request.Loaders.Node(hit.Id));
        this.Leaf("score", "Float!", "How well it matches: greater is better. Comparable within one answer only.", static hit => hit.Score);
        this.Part("highlight", "Highlight!", "A passage that matched.", static hit => Highlight.Of(hit.Highlight ?? ""));
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
            if (rune.Value == SearchHit.Open) start = position;
            else if (rune.Value == SearchHit.Close) ranges.Add(new TextRange(start, position));
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
        Description = "A passage that matched a search.";
        this.Leaf("text", "String!", "The passage, without any markup.", static h => h.Text);
        this.Part("ranges", "[TextRange!]!", "Where the found words stand in it.", static h => h.Ranges);
    }
}

internal sealed class TextRangeType : ObjectGraphType<TextRange>
{
    public TextRangeType()
    {
        Name = "TextRange";
        Description = "A part of a text, in Unicode code points.";
        this.Leaf("start", "Int!", "Where it begins, from 0, inclusive.", static r => r.Start);
        this.Leaf("end", "Int!", "Where it ends, exclusive.", static r => r.End);
    }
}
