using System.Security.Cryptography;
using ClaimGraph.Access;
using ClaimGraph.Copying;
using ClaimGraph.Sqlite;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Sqlite;

/// <summary>Verifying finds whatever another program changed in a file, and changes nothing itself.</summary>
public sealed class VerificationTests : IAsyncLifetime
{
    private readonly SqlitePlace _place = new();
    private readonly ManualClock _clock = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _place.DisposeAsync();

    [Theory]
    [InlineData(1, 200)]
    [InlineData(2, 200)]
    [InlineData(3, 400)]
    [InlineData(4, 0)]
    public async Task Store_with_any_history_is_whole(uint seed, int size)
    {
        await FillAsync(seed, size);
        (await VerifyAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Store_is_verified_while_it_is_open_and_written_to()
    {
        await using var store = await SqliteStore.OpenAsync(_place.Options, _clock);
        await RandomGraph.BuildAsync(store, new Dice(5, 100), _clock);
        var verification = await VerifyAsync();
        verification.Problems.ShouldBeEmpty();
        verification.Head.IsSame(await store.HeadAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_is_written()
    {
        await FillAsync(1, 100);
        var before = Snapshot();
        await VerifyAsync();
        Snapshot().ShouldBe(before);

        string Snapshot() =>
            string.Join(
                '\n',
                Directory
                    .GetFiles(_place.Folder)
                    .Order()
                    .Select(f => $"{f} {File.GetLastWriteTimeUtc(f).Ticks} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))}")
            );
    }

    [Theory]
    [InlineData("UPDATE statement SET text = text || 'x' WHERE id = (SELECT min(id) FROM statement)", "statement")]
    [InlineData("UPDATE statement SET strength = 0.123 WHERE id = (SELECT max(id) FROM statement)", "strength")]
    [InlineData("UPDATE statement SET support_count = support_count + 1 WHERE id = (SELECT max(id) FROM statement)", "support_count")]
    [InlineData("UPDATE statement SET attention = 31 - attention WHERE id = (SELECT max(id) FROM statement)", "attention")]
    [InlineData("UPDATE actor SET created_at = created_at + 1 WHERE id = (SELECT max(id) FROM actor)", "created_at")]
    [InlineData("UPDATE actor SET version = version + 1 WHERE id = (SELECT max(id) FROM actor)", "version")]
    [InlineData("UPDATE actor SET key = 'other' WHERE id = (SELECT max(id) FROM actor)", "key")]
    [InlineData("UPDATE actor SET description = '' WHERE description IS NULL", "description")]
    [InlineData("UPDATE source SET origin = id + 32 WHERE id = (SELECT max(id) FROM source)", "origin")]
    [InlineData("UPDATE snapshot SET text = text || ' ' WHERE source = (SELECT min(source) FROM snapshot)", "snapshot")]
    [InlineData("DELETE FROM snapshot WHERE source = (SELECT min(source) FROM snapshot)", "is missing")]
    [InlineData("DELETE FROM evidence WHERE id = (SELECT max(id) FROM evidence)", "is missing")]
    [InlineData("UPDATE evidence SET weight = weight + 1 WHERE id = (SELECT max(id) FROM evidence)", "weight")]
    [InlineData("UPDATE actor SET name_sort_key = 'a' WHERE id = (SELECT max(id) FROM actor)", "name_sort_key")]
    [InlineData(
        "CREATE TEMP TABLE one AS SELECT * FROM actor LIMIT 1; UPDATE one SET id = 33, key = 'own'; INSERT INTO actor SELECT * FROM one",
        "does not follow"
    )]
    [InlineData("DELETE FROM natural_key WHERE value = (SELECT min(value) FROM natural_key)", "natural_key")]
    [InlineData("UPDATE natural_key SET node = node + 32 WHERE value = (SELECT max(value) FROM natural_key)", "natural_key")]
    [InlineData("INSERT INTO natural_key VALUES (1, 'mine', 33)", "natural_key")]
    [InlineData(
        "UPDATE tally SET n = n + 1 WHERE (metric, subject, period) = (SELECT metric, subject, period FROM tally LIMIT 1)",
        "tally"
    )]
    [InlineData("DELETE FROM statement_topics WHERE entry = (SELECT min(entry) FROM statement_topics)", "statement_topics")]
    [InlineData("UPDATE ledger SET affected = zeroblob(8) WHERE revision = 1", "affected")]
    [InlineData("UPDATE ledger SET results = zeroblob(8) WHERE revision = 1", "results")]
    [InlineData("UPDATE ledger SET bytes_after = 0 WHERE revision = 1", "bytes_after")]
    [InlineData("UPDATE change SET revision = 2 WHERE ordinal = 1", "change")]
    [InlineData("UPDATE change SET \"after\" = replace(\"after\", 'a', 'b') WHERE ordinal = 3", "broken at revision")]
    [InlineData("UPDATE ledger SET principal = 'other' WHERE revision = 3", "broken at revision 3")]
    [InlineData("UPDATE ledger SET recorded_at = 9223372036854775807 WHERE revision = 3", "cannot be read after revision")]
    [InlineData("DELETE FROM ledger WHERE revision > (SELECT max(revision) - 10 FROM ledger)", "does not follow")]
    [InlineData("DROP INDEX actor_created", "actor_created")]
    [InlineData("CREATE TRIGGER mine AFTER INSERT ON actor BEGIN DELETE FROM evidence; END", "mine")]
    [InlineData("CREATE TABLE mine (name TEXT)", "mine")]
    [InlineData("UPDATE api_key SET role = 4 WHERE role = 1", "key cg_")]
    [InlineData("DELETE FROM api_key WHERE role = 1", "another program removed it")]
    [InlineData(
        """
            INSERT INTO api_key SELECT 'cg_other', name, role, hash, created_by, created_at, expires_at, revoked_at, last_used_at, seal
              FROM api_key LIMIT 1
            """,
        "key cg_other ('"
    )]
    [InlineData("DELETE FROM api_key_register", "another program added it")]
    [InlineData("UPDATE api_key SET revoked_at = NULL WHERE revoked_at IS NOT NULL", "key cg_")]
    [InlineData("UPDATE api_key SET expires_at = NULL WHERE expires_at IS NOT NULL", "key cg_")]
    public async Task Edit_by_another_program_is_found(string edit, string told)
    {
        await FillAsync(7, 300);
        using (var file = new RawFile(_place.File))
        {
            file.Run("PRAGMA journal_mode = DELETE"); // so that the file itself changes
            var before = await File.ReadAllBytesAsync(_place.File);
            file.Run(edit);
            (await File.ReadAllBytesAsync(_place.File)).ShouldNotBe(before);
        }
        (await ProblemsAsync()).ShouldContain(told);
    }

    [Fact]
    public async Task Key_whose_role_another_program_raised_opens_nothing()
    {
        using var random = RandomNumberGenerator.Create();
        await using var store = await SqliteStore.OpenAsync(_place.Options, _clock);
        var keys = new KeyRing(store.Keys, _clock, random);
        var (raised, other) = (
            await keys.CreateAsync("raised", Role.Reader, null, "tests"),
            await keys.CreateAsync("other", Role.Reader, null, "tests")
        );
        (await keys.VerifyAsync(raised.Secret)).ShouldNotBeNull();
        using (var file = new RawFile(_place.File))
            file.Run($"UPDATE api_key SET role = 4 WHERE id = '{raised.Key.Id}'");
        _clock.Advance(TimeSpan.FromSeconds(2)); // until then it is known without asking the store
        (await keys.VerifyAsync(raised.Secret)).ShouldBeNull();
        (await keys.VerifyAsync(other.Secret)).ShouldNotBeNull();
        await keys.RevokeAsync(raised.Key.Id);
        (await VerifyAsync()).Problems.ShouldHaveSingleItem().ShouldContain(raised.Key.Id); // revoking does not make it intact
    }

    [Fact]
    public async Task Sort_keys_of_another_collation_are_no_problem()
    {
        await FillAsync(1, 50);
        using (var file = new RawFile(_place.File))
            file.Run("UPDATE collation SET version = 'of another ICU'; UPDATE actor SET name_sort_key = name");
        (await VerifyAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cut_ledger_is_told_by_a_head_that_was_noted_down()
    {
        await FillAsync(3, 60);
        var head = (await VerifyAsync()).Head;
        (await VerifyAsync(head)).IsWhole.ShouldBeTrue();
        var other = new LedgerHead(head.Revision, SHA256.HashData([1]));
        (await VerifyAsync(other)).Problems.ShouldHaveSingleItem().ShouldContain("not the expected one");
        var later = new LedgerHead(head.Revision + 10, head.Hash);
        (await VerifyAsync(later)).Problems.ShouldHaveSingleItem().ShouldContain("entries were removed");
        await FillAsync(3, 60); // more entries
        (await VerifyAsync(head)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Empty_file_is_not_whole()
    {
        await File.WriteAllBytesAsync(_place.File, []);
        (await ProblemsAsync()).ShouldContain("not a ClaimGraph database");
        new FileInfo(_place.File).Length.ShouldBe(0);
    }

    [Fact]
    public async Task Database_of_another_program_is_not_whole()
    {
        using (var file = new RawFile(_place.File))
            file.Run("CREATE TABLE recipe (name TEXT)");
        (await ProblemsAsync()).ShouldContain("not a ClaimGraph database");
    }

    [Fact]
    public async Task Text_is_not_whole()
    {
        await File.WriteAllTextAsync(_place.File, string.Concat(Enumerable.Repeat("To be, or not to be.\n", 500)));
        (await ProblemsAsync()).ShouldContain("damaged or no ClaimGraph database");
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public async Task Damaged_page_is_found(double place)
    {
        await FillAsync(1, 300);
        var bytes = await File.ReadAllBytesAsync(_place.File);
        var page = (int)(bytes.Length * place) / 4096;
        new Random(1).NextBytes(bytes.AsSpan(page * 4096, 4096));
        await File.WriteAllBytesAsync(_place.File, bytes);
        (await ProblemsAsync()).ShouldContain("damaged");
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.8)]
    public async Task Cut_file_is_found(double length)
    {
        await FillAsync(1, 300);
        using (var file = File.OpenWrite(_place.File))
            file.SetLength((long)(file.Length * length) / 4096 * 4096);
        (await ProblemsAsync()).ShouldContain("damaged");
    }

    private async Task FillAsync(uint seed, int size)
    {
        await using var store = await SqliteStore.OpenAsync(_place.Options, _clock);
        await RandomGraph.BuildAsync(store, new Dice(seed, size), _clock);
        using var random = RandomNumberGenerator.Create();
        var keys = new KeyRing(store.Keys, _clock, random);
        await keys.CreateAsync("reader", Role.Reader, null, "tests");
        await keys.CreateAsync("short", Role.Reviewer, _clock.GetUtcNow().AddDays(1), "tests");
        await keys.RevokeAsync((await keys.CreateAsync("revoked", Role.Contributor, null, "tests")).Key.Id);
    }

    private Task<Verification> VerifyAsync(LedgerHead? expected = null) => SqliteStore.VerifyAsync(_place.Options, _clock, expected);

    private async Task<string> ProblemsAsync()
    {
        try
        {
            return string.Join('\n', (await VerifyAsync()).Problems);
        }
        catch (StoreUnavailableException e)
        {
            return e.Message;
        }
    }
}
