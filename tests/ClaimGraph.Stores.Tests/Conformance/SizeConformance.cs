namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>What the limits allow can be stored and found again, in characters of four bytes, too.</summary>
public abstract class SizeConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    private static readonly string LongUrl = "https://example.org/" + Wide(Limits.Url - 20);

    [Fact]
    public async Task Largest_values_are_stored_and_found_by_their_keys()
    {
        foreach (var content in await Largest())
        {
            var key = Wide(Limits.Key);
            var set = new ChangeSet
            {
                Principal = Wide(Limits.Principal),
                Reason = Wide(Limits.Reason),
                IdempotencyKey = Wide(Limits.Key - 20) + content.Kind,
                Operations = [new Create(Ids.Next(content.Kind), content) { Key = key }],
            };
            var node = (await Store.CommitAsync(set)).Results[0].Node;
            Deep.Difference(content.Canonical(), (await Get(node.Id)).Data).ShouldBeNull();
            (await Store.CommitAsync(set)).Results[0].Node.Id.ShouldBe(node.Id);
            NaturalKey[] keys = [NaturalKey.OfCaller(content.Kind, key), .. content.Canonical().NaturalKeys()];
            (await Store.FindAsync(keys)).ShouldAllBe(found => found == node.Id);
        }
    }

    [Fact]
    public async Task Long_addresses_that_differ_at_their_end_are_two()
    {
        var (one, other) = (LongUrl[..^4] + "aa", LongUrl[..^4] + "ab");
        var ids = new[] { one, other }.Select(url => Enter(new SourceContent { Url = url, Title = "T" }));
        (await Task.WhenAll(ids)).Select(n => n.Id).Distinct().Count().ShouldBe(2);
        var again = await Commit(New(new SourceContent { Url = other, Title = "T" }));
        again.Results[0].Outcome.ShouldBe(Outcome.Existing);
    }

    private async Task<Content[]> Largest()
    {
        var (actor, source) = ((await Enter(new ActorContent { Name = "A" })).Id, await Source());
        var statement = await Statement(Wide(Limits.StatementText - 1) + "s");
        return
        [
            new ActorContent
            {
                Name = Wide(Limits.Name),
                Aliases = [.. Enumerable.Range(0, Limits.Aliases).Select(i => Wide(Limits.Name - 3) + $"{i:000}")],
                Identifiers = [.. Enumerable.Range(0, 5).Select(i => LongUrl[..^6] + $"{i:000}")],
                Description = Wide(Limits.Note),
            },
            new SourceContent
            {
                Url = LongUrl,
                Title = Wide(Limits.Title),
                Note = Wide(Limits.Note),
            },
            new EventContent { Name = Wide(Limits.Name), Place = Wide(Limits.Name) },
            new StatementContent
            {
                Text = Wide(Limits.StatementText),
                Topics = [.. Enumerable.Range(0, Limits.Topics).Select(i => Wide(Limits.Topic - 3) + $"{i:000}")],
            },
            new AppearanceContent
            {
                Statement = statement,
                Source = source,
                Anchor = new QuoteAnchor { Exact = Wide(Limits.Quote), Prefix = Wide(Limits.QuoteContext) },
            },
            new EvidenceContent
            {
                Basis = source,
                Target = statement,
                Stance = Stance.Supports,
                Note = Wide(Limits.Note),
            },
            new ReviewContent
            {
                Statement = statement,
                Reviewer = actor,
                Verdict = Verdict.Mixed,
                Url = LongUrl,
                Explanation = Wide(Limits.Explanation),
            },
        ];
    }

    /// <summary>So many characters of four bytes each.</summary>
    private static string Wide(int characters) => string.Concat(Enumerable.Repeat("𠮷", characters));
}
