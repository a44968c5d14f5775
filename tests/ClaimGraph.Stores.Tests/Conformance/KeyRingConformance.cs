using System.Security.Cryptography;
using System.Text;
using ClaimGraph.Access;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>A key opens what it is for until it expires or is revoked, here at once and in other processes within a second.</summary>
public abstract class KeyRingConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    private KeyRing Ring => field ??= NewRing();

    [Fact]
    public async Task Key_that_was_made_is_known_again()
    {
        var (key, secret) = await MakeAsync();
        secret.ShouldMatch("^cg_[a-z2-9]{10}_[A-Za-z0-9_-]{43}$");
        secret.ShouldStartWith(key.Id + "_");
        var verified = (await Ring.VerifyAsync(secret)).ShouldNotBeNull();
        (verified.Id, verified.Name, verified.Role, verified.Principal).ShouldBe(
            (key.Id, "The desk", Role.Contributor, $"key:The desk ({key.Id})")
        );
        (await NewRing().VerifyAsync(secret)).ShouldNotBeNull().Id.ShouldBe(key.Id);
    }

    [Fact]
    public async Task No_two_keys_are_the_same()
    {
        var made = new List<NewKey>();
        for (var i = 0; i < 20; i++)
            made.Add(await Ring.CreateAsync("The desk", Role.Reader, null, "test"));
        made.Select(m => m.Key.Id).Distinct().Count().ShouldBe(20);
        made.Select(m => m.Secret[14..]).Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public async Task Secret_is_kept_nowhere()
    {
        var (key, secret) = await MakeAsync();
        var kept = (await Store.Keys.FindAsync(key.Id)).ShouldNotBeNull();
        kept.Hash.ShouldBe(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        foreach (var text in new[] { kept.ToString(), new NewKey(key, secret).ToString() })
            text.ShouldNotContain(secret[14..]);
    }

    [Fact]
    public async Task What_is_not_the_whole_key_opens_nothing()
    {
        var (key, secret) = await MakeAsync();
        var other = (await Ring.CreateAsync("Another", Role.Admin, null, "test")).Secret;
        var last = secret[^1] == 'A' ? 'B' : 'A';
        foreach (
            var wrong in new[]
            {
                "",
                "cg_",
                key.Id,
                secret[..^1],
                secret[..^1] + last,
                secret + "A",
                " " + secret,
                secret.ToUpperInvariant(),
                secret[..14] + other[14..],
                "cg_aaaaaaaaaa" + secret[13..],
            }
        )
            (await Ring.VerifyAsync(wrong)).ShouldBeNull(wrong);
        (await Ring.VerifyAsync(secret)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Key_expires_to_the_moment()
    {
        var secret = (await Ring.CreateAsync("The desk", Role.Reader, Clock.GetUtcNow().AddMinutes(5), "test")).Secret;
        Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        (await Ring.VerifyAsync(secret)).ShouldNotBeNull();
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await Ring.VerifyAsync(secret)).ShouldBeNull();
        (await NewRing().VerifyAsync(secret)).ShouldBeNull();
    }

    [Fact]
    public async Task Revocation_counts_at_once_here_and_within_a_second_elsewhere()
    {
        var (key, secret) = await MakeAsync();
        var elsewhere = NewRing();
        foreach (var ring in new[] { Ring, elsewhere })
            (await ring.VerifyAsync(secret)).ShouldNotBeNull();
        (await Ring.RevokeAsync(key.Id)).ShouldNotBeNull().RevokedAt.ShouldBe(Clock.GetUtcNow());
        (await Ring.VerifyAsync(secret)).ShouldBeNull();
        Clock.Advance(TimeSpan.FromSeconds(1));
        (await elsewhere.VerifyAsync(secret)).ShouldBeNull();
        (await Ring.VerifyAsync(secret)).ShouldBeNull();
        (await Ring.RevokeAsync("cg_none")).ShouldBeNull();
    }

    [Fact]
    public async Task Last_use_is_noted_once_a_minute()
    {
        var (key, secret) = await MakeAsync();
        var first = Clock.GetUtcNow();
        (await Ring.VerifyAsync(secret)).ShouldNotBeNull();
        await NotedAsync(key.Id, first);
        Clock.Advance(TimeSpan.FromSeconds(59));
        (await Ring.VerifyAsync(secret)).ShouldNotBeNull();
        Clock.Advance(TimeSpan.FromSeconds(1));
        (await Ring.VerifyAsync(secret)).ShouldNotBeNull();
        await NotedAsync(key.Id, first.AddMinutes(1)); // had the use at 0:59 been noted, this one would not have been
    }

    [Theory]
    [InlineData("", ProblemCode.Required)]
    [InlineData("  ", ProblemCode.Required)]
    [InlineData("a\nb", ProblemCode.InvalidText)]
    [InlineData("a\0", ProblemCode.InvalidText)]
    public async Task Name_is_one_line_of_text(string name, string code)
    {
        var refused = await Should.ThrowAsync<RefusedException>(async () => await Ring.CreateAsync(name, Role.Reader, null, "test"));
        var problem = refused.Problems.ShouldHaveSingleItem();
        (problem.Code, string.Join('.', problem.Path)).ShouldBe((code, "name"));
    }

    [Fact]
    public async Task Principal_of_the_longest_name_fits_into_the_ledger()
    {
        var name = string.Concat(Enumerable.Repeat("😀", KeyRing.MaxName));
        await Should.ThrowAsync<RefusedException>(async () => await Ring.CreateAsync(name + "x", Role.Reader, null, "test"));
        var key = (await Ring.CreateAsync(name, Role.Reader, null, "test")).Key;
        await Store.CommitAsync(Set(New(new ActorContent { Name = "Italia" })) with { Principal = key.Principal });
        (await Store.ChangesAsync(0, 1))[0].Principal.ShouldBe(key.Principal);
    }

    [Fact]
    public async Task Key_cannot_be_made_to_expire_in_the_past() =>
        (await Should.ThrowAsync<RefusedException>(async () => await Ring.CreateAsync("The desk", Role.Reader, Clock.GetUtcNow(), "test")))
            .Problems[0]
            .Path.ShouldBe(["expiresAt"]);

    private KeyRing NewRing() => new(Store.Keys, Clock, RandomNumberGenerator.Create());

    private async Task<NewKey> MakeAsync() => await Ring.CreateAsync("The desk", Role.Contributor, null, "test");

    private async Task NotedAsync(string id, DateTimeOffset at)
    {
        while ((await Store.Keys.FindAsync(id))!.LastUsedAt != at)
            await Task.Delay(5, TestContext.Current.CancellationToken);
    }
}
