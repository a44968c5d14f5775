using ClaimGraph.Changes;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>The bytes of a response are bounded. Large ones are sent in parts, with the length that they have.</summary>
public class ResponseSizeTests
{
    private const int Length = 100_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(30)] // more than the buffer holds
    public async Task A_response_arrives_whole(int times)
    {
        await using var api = await StartAsync(1024 * 1024 * 16);
        var data = await api.DataAsync($"{{ source(key: \"long\") {{ title snapshot {{ {Aliases(times)} }} key }} }}");
        var texts = data["source"]!["snapshot"]!.AsObject().Select(t => t.Value!.GetValue<string>()).ToArray();
        texts.Length.ShouldBe(times);
        texts.ShouldAllBe(t => t == Text);
        data["source"]!["key"]!.GetValue<string>().ShouldBe("long");
    }

    [Fact]
    public async Task A_response_that_is_too_long_is_refused_before_any_of_it_is_sent()
    {
        await using var api = await StartAsync(1024 * 1024);
        await api.ShouldFailAsync(
            "RESPONSE_TOO_LARGE",
            "The response would have more than 1,048,576 bytes",
            $"{{ source(key: \"long\") {{ snapshot {{ {Aliases(30)} }} }} }}"
        );
        await api.DataAsync($"{{ source(key: \"long\") {{ snapshot {{ {Aliases(2)} }} }} }}");
    }

    [Fact]
    public async Task Texts_that_are_too_long_together_are_not_all_read()
    {
        WatchedStore store = null!;
        await using var api = await StartAsync(1024 * 1024, sources: 40, inner => store = new WatchedStore(inner));
        store.Calls.Clear();
        await api.ShouldFailAsync("RESPONSE_TOO_LARGE", "smaller pages", "{ sources(first: 100) { nodes { snapshot { text } } } }");
        store.Calls.Count(c => c.StartsWith("Snapshots", StringComparison.Ordinal)).ShouldBeLessThan(4);
    }

    [Fact]
    public async Task What_large_entries_of_the_ledger_hold_is_known_before_they_are_read()
    {
        WatchedStore store = null!;
        await using var api = await StartAsync(1024 * 1024, sources: 40, inner => store = new WatchedStore(inner));
        store.Calls.Clear();
        var entries = await api.DataAsync("{ ledger { entries(first: 35) { revision hash } } }");
        entries["ledger"]!["entries"]!.AsArray().Select(e => e!["revision"]!.GetValue<int>()).ShouldBe(Enumerable.Range(1, 35));
        store.Calls.ShouldNotContain("Changes");
        await api.ShouldFailAsync("RESPONSE_TOO_LARGE", "smaller pages", "{ ledger { entries(first: 100) { changes { after } } } }");
        store.Calls.ShouldNotContain("Changes");
        await api.DataAsync("{ ledger { entries(after: 3, first: 2) { changes { node { id } } } } }");
        store.Calls.ShouldContain("Changes");
    }

    // Characters of one, two and four bytes, and one that is escaped.
    private static string Text => string.Concat(Enumerable.Repeat("aé😀\"", Length / 5));

    private static string Aliases(int times) => string.Join(' ', Enumerable.Range(0, times).Select(i => $"a{i}: text"));

    private static async Task<Api> StartAsync(int most, int sources = 1, Func<IClaimStore, IClaimStore>? wrap = null)
    {
        var api = await Api.StartAsync(o => o.MaxResponseBytes = most, wrap);
        for (var i = 0; i < sources; i++)
            await api.Store.CommitAsync(
                new ChangeSet
                {
                    Principal = "tests",
                    Operations =
                    [
                        new Create(
                            api.Ids.Next(NodeKind.Source),
                            new SourceContent
                            {
                                Url = $"https://example.org/{i}",
                                Title = "Long",
                                Snapshot = new Snapshot { Text = Text },
                            }
                        )
                        {
                            Key = i == 0 ? "long" : null,
                        },
                    ],
                },
                TestContext.Current.CancellationToken
            );
        return api;
    }
}
