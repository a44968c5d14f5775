using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ClaimGraph.Ledger;
using ClaimGraph.Tests.Nouns.Cases;

namespace ClaimGraph.Tests.Ledger;

public sealed class LedgerEntryTests
{
    private static readonly DateTimeOffset Time = new(2025, 2, 11, 9, 0, 0, 123, TimeSpan.Zero);
    private static readonly Change Created = new(ChangeAction.Create, Given.SomeActor, null, """{"name":"Italia"}""");
    private static readonly Change Changed = new(ChangeAction.Update, Given.SomeSource, """{"a":1}""", """{"a":2}""");

    private static readonly LedgerEntry Entry = LedgerEntry.After(
        new LedgerHead(6, Enumerable.Repeat((byte)7, 32).ToArray()),
        Time,
        "desk",
        "why",
        "key",
        [Created, Changed]
    );

    [Fact]
    public void Entry_follows_the_head()
    {
        Entry.Revision.ShouldBe(7);
        Entry.PreviousHash.ShouldBe(Enumerable.Repeat((byte)7, 32));
        Entry.Hash.ShouldBe(Entry.ComputeHash());
        LedgerEntry.After(LedgerHead.Empty, Time, "desk", null, null, [Created]).PreviousHash.ShouldBe(new byte[32]);
    }

    [Fact]
    public void Hash_changes_with_every_field()
    {
        LedgerEntry[] others =
        [
            Entry,
            Entry with
            {
                Revision = 8,
            },
            Entry with
            {
                RecordedAt = Time.AddMilliseconds(1),
            },
            Entry with
            {
                Principal = "Desk",
            },
            Entry with
            {
                Principal = "deskw",
                Reason = "hy",
            },
            Entry with
            {
                Reason = null,
            },
            Entry with
            {
                Reason = "",
            },
            Entry with
            {
                Reason = "why?",
            },
            Entry with
            {
                IdempotencyKey = null,
            },
            Entry with
            {
                IdempotencyKey = "",
            },
            Entry with
            {
                IdempotencyKey = "other",
            },
            Entry with
            {
                Reason = "key",
                IdempotencyKey = "why",
            },
            Entry with
            {
                PreviousHash = LedgerEntry.NoHash,
            },
            Entry with
            {
                Changes = [],
            },
            Entry with
            {
                Changes = [Created],
            },
            Entry with
            {
                Changes = [Changed, Created],
            },
            Entry with
            {
                Changes = [Created, Changed, Changed],
            },
            Entry with
            {
                Changes = [Created with { Action = ChangeAction.Restore }, Changed],
            },
            Entry with
            {
                Changes = [Created with { Node = Given.SomeReview }, Changed],
            },
            Entry with
            {
                Changes = [Created with { Before = "" }, Changed],
            },
            Entry with
            {
                Changes = [Created with { After = """{"name":"Italia "}""" }, Changed],
            },
            Entry with
            {
                Changes = [Created, Changed with { Before = null }],
            },
            Entry with
            {
                Changes = [Created, Changed with { Before = Changed.After, After = Changed.Before! }],
            },
        ];
        others.Select(e => Convert.ToHexString(e.ComputeHash())).ShouldBeUnique();
    }

    [Fact]
    public void Hash_does_not_change_with_what_is_not_stored()
    {
        (Entry with { Hash = [] }).ComputeHash().ShouldBe(Entry.Hash);
        (Entry with { RecordedAt = Time.AddTicks(1).ToOffset(TimeSpan.FromHours(1)) }).ComputeHash().ShouldBe(Entry.Hash);
    }

    [Fact]
    public void Hash_is_what_its_description_says() =>
        Gen.Select(Texts.WellFormed, Texts.WellFormed.Null(), Texts.WellFormed.Null(), Dice.OfSize(0, 4))
            .Sample(
                (principal, reason, key, dice) =>
                {
                    var changes = Enumerable
                        .Range(0, dice.Size)
                        .Select(_ => new Change(
                            dice.AnyOf<ChangeAction>(),
                            Given.Any(dice.AnyOf<NodeKind>()),
                            dice.Chance(50) ? Texts.Any(dice) : null,
                            Texts.Any(dice)
                        ))
                        .ToArray();
                    var entry = Entry with { Principal = principal, Reason = reason, IdempotencyKey = key, Changes = changes };

                    var bytes = new MemoryStream();
                    bytes.Write(entry.PreviousHash);
                    bytes.Write(BigEndian(entry.Revision, 8));
                    bytes.Write(BigEndian(entry.RecordedAt.ToUnixTimeMilliseconds(), 8));
                    foreach (
                        var text in new[] { principal, reason, key }.Concat(
                            changes.SelectMany(c => new[] { c.Action.ToString(), c.Node.ToString(), c.Before, c.After })
                        )
                    )
                    {
                        var utf8 = Encoding.UTF8.GetBytes(text ?? "");
                        bytes.Write(BigEndian(text is null ? -1 : utf8.Length, 4));
                        bytes.Write(utf8);
                    }
                    return entry.ComputeHash().SequenceEqual(SHA256.HashData(bytes.ToArray()));
                }
            );

    private static byte[] BigEndian(long value, int size)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes[(8 - size)..];
    }
}
