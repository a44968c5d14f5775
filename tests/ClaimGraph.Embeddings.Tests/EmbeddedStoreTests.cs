using ClaimGraph.Changes;
using ClaimGraph.Search;
using ClaimGraph.Sqlite;
using ClaimGraph.Stores;

namespace ClaimGraph.Embeddings.Tests;

public sealed class EmbeddedStoreTests : IAsyncLifetime
{
    private const string NotSigned = "The US and the UK did not sign the Paris declaration on artificial intelligence.";
    private const string Paraphrase = "America and Britain refused to put their names to the AI statement from France";

    private static readonly string[] Claims =
    [
        NotSigned,
        "DeepSeek trained its model for less than six million dollars.",
        "Open-source models can be run by anyone on their own hardware.",
        "The article was published in Milan.",
    ];

    private readonly ManualClock _clock = new();
    private readonly List<string> _told = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claimgraph-embeddings-");
    private readonly IdSource _ids;
    private ModelServer _model = null!;

    public EmbeddedStoreTests() => _ids = new IdSource(_clock, new Random(1));

    public async ValueTask InitializeAsync() => _model = await ModelServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_paraphrase_without_a_common_word_finds_the_claim()
    {
        await using var store = await OpenAsync();
        var claims = await EnterAsync(store, Claims);
        await store.EmbeddedAsync(Stop);

        (await store.SearchAsync(Search(Paraphrase), Stop)).Hits[0].Id.ShouldBe(claims[0]);
        var alike = (await store.SimilarAsync(new SimilarQuery(Paraphrase, 5), Stop))[0];
        alike.Id.ShouldBe(claims[0]);
        alike.Score.ShouldBeInRange(0.5, 1);
    }

    [Fact]
    public async Task Words_still_find_what_the_model_does_not_take_for_alike()
    {
        await using var store = await OpenAsync();
        var claims = await EnterAsync(store, Claims);
        await store.EmbeddedAsync(Stop);

        (await store.SearchAsync(Search("milan"), Stop)).Hits.Select(h => h.Id).ShouldContain(claims[3]);
        (await store.SearchAsync(Search("\"published in Milan\""), Stop)).Hits.ShouldHaveSingleItem().Id.ShouldBe(claims[3]);
        var all = new SearchQuery(Paraphrase, [NodeKind.Statement], 5) { Match = SearchMatch.All };
        (await store.SearchAsync(all, Stop)).Hits.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_guard_demotes_the_opposite()
    {
        await using var store = await OpenAsync();
        var claims = await EnterAsync(store, Claims);
        await store.EmbeddedAsync(Stop);

        var text = "The US and the UK did sign the Paris declaration on artificial intelligence.";
        var alike = (await store.SimilarAsync(new SimilarQuery(text, 5), Stop)).First(s => s.Id == claims[0]);
        alike.Guard.ShouldBe(SimilarityGuard.Negation);
        alike.Score.ShouldBeLessThanOrEqualTo(0.5);
    }

    [Fact]
    public async Task Retracted_and_reworded_statements_are_followed()
    {
        await using var store = await OpenAsync();
        var claims = await EnterAsync(store, Claims);
        await store.EmbeddedAsync(Stop);
        await CommitAsync(store, new SetStatus(claims[0], RecordStatus.Retracted));
        var changed = new StatementContent { Text = "Whales are mammals.", Language = "en" };
        await CommitAsync(store, new Update(claims[1], 1, changed));
        await store.EmbeddedAsync(Stop);

        (await store.SimilarAsync(new SimilarQuery(Paraphrase, 5), Stop)).ShouldNotContain(s => s.Id == claims[0]);
        (await store.SimilarAsync(new SimilarQuery("Orcas belong to the mammals", 5), Stop))[0].Id.ShouldBe(claims[1]);
    }

    [Fact]
    public async Task Embeddings_survive_a_restart_and_are_made_anew_for_another_model()
    {
        await using (var store = await OpenAsync())
        {
            await EnterAsync(store, Claims);
            await store.EmbeddedAsync(Stop);
        }
        _model.Texts.ShouldBe(Claims.Length);

        await using (var store = await OpenAsync())
            await store.EmbeddedAsync(Stop);
        _model.Texts.ShouldBe(Claims.Length);

        await using (var store = await OpenAsync(model: "another"))
            await store.EmbeddedAsync(Stop);
        _model.Texts.ShouldBe(2 * Claims.Length);
    }

    [Fact]
    public async Task Searches_go_by_words_while_the_model_fails_and_by_meaning_when_it_is_back()
    {
        await using var store = await OpenAsync();
        var claims = await EnterAsync(store, Claims);
        await store.EmbeddedAsync(Stop);

        _model.Status = 500;
        (await store.SearchAsync(Search("declaration"), Stop)).Hits[0].Id.ShouldBe(claims[0]);
        (await store.SimilarAsync(new SimilarQuery(Paraphrase, 5), Stop)).Where(s => s.Score > 0.4).ShouldBeEmpty();
        _told.ShouldHaveSingleItem().ShouldContain("Searches go by words alone for 30 s.");

        _model.Status = 200;
        _clock.Advance(TimeSpan.FromSeconds(31));
        (await store.SimilarAsync(new SimilarQuery(Paraphrase, 5), Stop))[0].Id.ShouldBe(claims[0]);
    }

    [Fact]
    public async Task A_slow_model_is_not_waited_for()
    {
        await using var store = await OpenAsync();
        var claims = await EnterAsync(store, Claims);
        await store.EmbeddedAsync(Stop);

        _model.Delay = TimeSpan.FromSeconds(60);
        (await store.SearchAsync(Search("declaration"), Stop)).Hits[0].Id.ShouldBe(claims[0]);
        _told.ShouldHaveSingleItem().ShouldContain("did not answer within 2 s");
    }

    [Fact]
    public async Task A_file_that_is_something_else_is_refused()
    {
        await File.WriteAllTextAsync(VectorPath, new string('x', 5_000), Stop);
        (await Should.ThrowAsync<ClaimGraphException>(() => OpenAsync())).Message.ShouldContain("Embeddings:Path");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string VectorPath => Path.Combine(_folder.FullName, "vectors.db");

    private static SearchQuery Search(string text) => new(text, [NodeKind.Statement], 5);

    private async Task<EmbeddedStore> OpenAsync(string model = "all-MiniLM-L6-v2")
    {
        var file = new SqliteOptions { Path = Path.Combine(_folder.FullName, "claims.db") };
        var options = new EmbeddingOptions
        {
            Endpoint = _model.Endpoint,
            Model = model,
            Path = VectorPath,
        };
        var store = await SqliteStore.OpenAsync(file, _clock);
        try
        {
            return (EmbeddedStore)EmbeddedStore.Over(store, options, _clock, _told.Add);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private async Task<NodeId[]> EnterAsync(IClaimStore store, string[] claims)
    {
        Create[] creates =
        [
            .. claims.Select(c => new Create(_ids.Next(NodeKind.Statement), new StatementContent { Text = c, Language = "en" })),
        ];
        await CommitAsync(store, creates);
        return [.. creates.Select(c => c.Id)];
    }

    private static async Task CommitAsync(IClaimStore store, params Operation[] operations) =>
        await store.CommitAsync(
            new ChangeSet
            {
                Principal = "tests",
                Reason = "Test.",
                Operations = operations,
            },
            Stop
        );
}
