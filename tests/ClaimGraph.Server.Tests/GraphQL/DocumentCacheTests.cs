using System.Text;
using ClaimGraph.GraphQL;
using ClaimGraph.GraphQL.Api;
using ClaimGraph.GraphQL.Engine.Documents;
using GraphQLParser;

namespace ClaimGraph.Server.Tests.GraphQL;

public class DocumentCacheTests
{
    private static readonly ClaimGraphSchema Schema = new();

    [Fact]
    public void A_full_cache_drops_what_was_not_used_since_the_last_round()
    {
        var cache = new DocumentCache<PreparedDocument>(3);
        foreach (var text in new[] { "{ a: __typename }", "{ b: __typename }", "{ c: __typename }" })
            Add(cache, text);
        Has(cache, "{ a: __typename }").ShouldBeTrue();
        Has(cache, "{ c: __typename }").ShouldBeTrue();
        Add(cache, "{ d: __typename }");
        cache.Count.ShouldBe(3);
        Has(cache, "{ b: __typename }").ShouldBeFalse();
        Has(cache, "{ a: __typename }").ShouldBeTrue();
        Has(cache, "{ c: __typename }").ShouldBeTrue();
        Has(cache, "{ d: __typename }").ShouldBeTrue();
    }

    [Fact]
    public void A_cache_never_grows_beyond_its_capacity()
    {
        var cache = new DocumentCache<PreparedDocument>(10);
        Parallel.For(
            0,
            1_000,
            i =>
            {
                Add(cache, $"{{ a{i % 100}: __typename }}");
                Has(cache, $"{{ a{(i + 1) % 100}: __typename }}");
            }
        );
        cache.Count.ShouldBe(10);
    }

    [Fact]
    public void A_cache_of_none_keeps_none()
    {
        var cache = new DocumentCache<PreparedDocument>(0);
        Add(cache, "{ __typename }");
        Has(cache, "{ __typename }").ShouldBeFalse();
    }

    private static void Add(DocumentCache<PreparedDocument> cache, string text) =>
        cache.Add(Encoding.UTF8.GetBytes(text), new PreparedDocument(Parser.Parse(text), Schema, new GraphQLOptions()));

    private static bool Has(DocumentCache<PreparedDocument> cache, string text) => cache.TryGet(Encoding.UTF8.GetBytes(text), out _);
}
