using ClaimGraph.GraphQL.Api.Filters;
using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Loading;
using ClaimGraph.GraphQL.Engine.Values;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Search;

/// <summary>Full-text search.</summary>
internal sealed class SearchPart : IApiPart
{
    private const int MaxLength = 1_000;
    private const int WordCost = 10;

    /// <summary>The nouns that can be searched.</summary>
    public static readonly Noun[] Searchable = [.. Noun.All.Where(n => n.Searched.Count > 0)];

    private static readonly NodeKind[] AllKinds = [.. Searchable.Select(n => n.Kind)];

    public void AddTo(ApiDefinition api)
    {
        api.Add(KindType(), new EnumType(typeof(SearchMatch)));
        api.Add(
            new KindFiltersType("SearchFilter", "Restricts the hits of each kind. Kinds without a filter are not restricted.", Searchable)
        );
        api.Add(new SearchConnectionType(), new SearchEdgeType(), new HighlightType(), new TextRangeType());
        api.Query.Resolve(
                "search",
                "SearchConnection",
                $"Searches the texts of active records, best match first: {string.Join("; ", Searchable.Select(TextsOf))}. "
                    + "A statement is also found by the quoted words of its appearances and by the names of the actors and events that "
                    + "it is about or that made it.",
                static (_, context) => Search(context.Request, context),
                Sdl.Argument(
                    "query",
                    "String!",
                    "The words. Case and accents do not matter. Words in quotation marks must stand together; with `BEST`, they may be "
                        + $"missing if no record has them. At most {MaxLength:N0} characters; unless `match` is `BEST`, at most "
                        + $"{SearchTerms.MostWords} different words."
                ),
                Sdl.Argument("kinds", "[SearchKind!]", "The nouns to search. The default is all."),
                Sdl.Argument("match", "SearchMatch", "How the words are matched.", SearchMatch.Best),
                Sdl.Argument("filter", "SearchFilter", $"The records to include, of the {SearchQuery.MostHits:N0} best."),
                Sdl.Argument("first", "Int", "The number of hits. The default is 20."),
                Sdl.Argument("after", "String", "Only hits after this cursor."),
                Moment.Argument()
            )
            .Costs(Moment.Cost(Weight.Pages(PageArguments.Entries("first", 20), Cost)));
    }

    private static Deferred Search(ApiScope scope, FieldContext context)
    {
        var query = ToQuery(context);
        return scope.Loaders.Call(
            query,
            static async (store, query, cancellation) => new SearchPage(query, await store.SearchAsync(query, cancellation))
        );
    }

    private static int Cost(FieldContext context) =>
        Weight.Statistics + WordCost * (context.Argument("query") is string { Length: <= MaxLength } text ? SearchTerms.Count(text) : 1);

    private static SearchQuery ToQuery(FieldContext context)
    {
        var kinds = context.Argument("kinds") is IEnumerable<object> given ? [.. given.Cast<NodeKind>().Distinct()] : AllKinds;
        var query = new SearchQuery(SearchedText(context, "query"), kinds, PageArguments.Size(context, "first", 20))
        {
            Offset = SearchPage.OffsetAfter(context.Argument("after") as string),
            Match = context.Argument("match") as SearchMatch? ?? SearchMatch.Best,
            Filters = (context.Argument("filter") as KindFilters)?.ToFilters(context.Request) ?? [],
            WithHighlights = context.Times("edges", "highlight") > 0,
        };
        if (query.Match != SearchMatch.Best)
            SearchTerms.Of(query); // refuses too many words, here with the place of the field
        return query;
    }

    /// <summary>A text to search with.</summary>
    public static string SearchedText(FieldContext context, string argument)
    {
        var text = (string)context.Argument(argument)!;
        if (text.Length > MaxLength)
            throw new RefusedException(ProblemCode.TooLong, $"This search is too long; use at most {MaxLength:N0} characters.", argument);
        if (!CodePoints.IsWellFormed(text))
            throw new RefusedException(ProblemCode.InvalidText, "This text contains a NUL or half of a surrogate pair.", argument);
        return text;
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
