using System.Buffers;
using System.IO.Pipelines;
using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Bolt.PackStream;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

public sealed class PackStreamTests
{
    private static readonly Gen<object?> Leaf = Gen.OneOf(
        Gen.Const((object?)null),
        Gen.Bool.Select(x => (object?)x),
        Gen.Long.Select(x => (object?)x),
        Gen.SByte.Select(x => (object?)(long)x),
        Gen.Double.Select(x => (object?)x),
        Gen.String.Select(x => (object?)x.Replace('\ufffd', ' ')),
        Gen.Byte.Array.Select(x => (object?)x),
        Gen.Long.Select(x => (object?)new CypherDate(x)),
        Gen.Select(Gen.Long, Gen.Long, Gen.Long, (a, b, c) => (object?)new CypherDateTime(a, b, c)),
        Gen.Select(Gen.Long, Gen.Double, Gen.Double, (a, b, c) => (object?)new CypherPoint(a, b, c))
    );

    private static readonly Gen<object?> Value = Gen.Recursive<object?>(
        (depth, deeper) =>
            depth > 3
                ? Leaf
                : Gen.Frequency(
                    (3, Leaf),
                    (1, deeper.List[0, 6].Select(x => (object?)x)),
                    (1, Gen.Dictionary(Gen.String.AlphaNumeric, deeper)[0, 6].Select(x => (object?)x))
                )
    );

    [Fact]
    public void What_is_written_is_read_back() =>
        Value.Sample(
            value =>
            {
                var bytes = Write(value);
                var reader = new PackReader(bytes);
                Samples.ShouldBeSame(reader.ReadValue(), value);
                reader.AtEnd.ShouldBeTrue();
                var skipper = new PackReader(bytes);
                skipper.Skip();
                skipper.AtEnd.ShouldBeTrue();
            },
            iter: 5_000
        );

    [Fact]
    public void Each_boundary_of_size_is_written_and_read_back()
    {
        foreach (var value in Samples.Values())
            Samples.ShouldBeSame(new PackReader(Write(value)).ReadValue(), value);
    }

    [Fact]
    public void A_million_mutated_messages_end_in_a_protocol_error_or_a_value()
    {
        var seeds = Samples.Values().Select(Write).Where(bytes => bytes.Length < 300).ToArray();
        var (random, allocated, refused) = (new Random(1), GC.GetAllocatedBytesForCurrentThread(), 0);
        for (var i = 0; i < 1_000_000; i++)
        {
            var bytes = Mutate(seeds[random.Next(seeds.Length)], random);
            if (!IsValue(bytes, i % 2 == 0))
                refused++;
        }
        refused.ShouldBeInRange(100_000, 999_999);
        // Some hundred bytes for each value and exception: no mutated size led to an allocation.
        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBeLessThan(10_000L * 1_000_000);
    }

    [Fact]
    public async Task A_hundred_thousand_mutated_streams_of_chunks_end_in_messages_or_a_closed_connection()
    {
        byte[] seed = [.. Peer.Record("one"), .. Peer.Noop, .. Peer.Record(new string('x', 100)), .. Peer.Success()];
        var (random, messages) = (new Random(2), 0);
        for (var i = 0; i < 100_000; i++)
        {
            var reader = new MessageReader(PipeReader.Create(new ReadOnlySequence<byte>(Mutate(seed, random))));
            try
            {
                while (true)
                {
                    for (; reader.TryRead(out var message); messages++)
                        message.Length.ShouldBeInRange(1, seed.Length);
                    await reader.FillAsync(CancellationToken.None);
                }
            }
            catch (ConnectionException)
            {
                // The stream has ended.
            }
        }
        messages.ShouldBeGreaterThan(10_000);
    }

    [Theory]
    [InlineData(new byte[] { 0xD6, 0x7F, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0xD6, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0xDA, 0x7F, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0xD2, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0xCE, 0xFF, 0xFF, 0xFF, 0xFF })]
    public void A_size_beyond_the_received_bytes_is_refused_without_an_allocation(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<ProtocolException>(() => new PackReader(bytes).ReadValue());
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000);
    }

    [Fact]
    public void Endless_nesting_is_refused_and_can_be_skipped()
    {
        var bytes = Enumerable.Repeat((byte)0x91, 1_000_000).Append((byte)0xC0).ToArray();
        Should.Throw<ProtocolException>(() => new PackReader(bytes).ReadValue()).Message.ShouldContain("nested more than");
        var reader = new PackReader(bytes);
        reader.Skip();
        reader.AtEnd.ShouldBeTrue();
    }

    [Fact]
    public void Reading_a_wrong_type_or_too_many_columns_throws()
    {
        var row = Row(
            new List<object?>
            {
                1L,
                "text",
                null,
                2L,
                2.5,
                new List<object?> { 1L, 2L },
                null,
            }
        );
        Should.Throw<InvalidCastException>(() => row.Text());
        row.Long().ShouldBe(1);
        Should.Throw<InvalidCastException>(() => row.Longs());
        row.TextOrNull().ShouldBe("text");
        row.IsNull.ShouldBeTrue();
        Should.Throw<InvalidCastException>(() => row.Long());
        row.LongOrNull().ShouldBeNull();
        row.Double().ShouldBe(2);
        row.DoubleOrNull().ShouldBe(2.5);
        row.Longs().ShouldBe([1, 2]);
        row.Texts().ShouldBeEmpty();
        Should.Throw<InvalidOperationException>(() => row.Skip());
    }

    [Fact]
    public void An_unpaired_surrogate_and_unknown_types_cannot_be_parameters()
    {
        Should.Throw<ArgumentException>(() => Write("\ud83d"));
        Should.Throw<ArgumentException>(() => Write(new Version(1, 0)));
        var nested = Enumerable.Range(0, 300).Aggregate((object?)null, (inner, _) => new List<object?> { inner });
        Should.Throw<ArgumentException>(() => Write(nested));
    }

    private static bool IsValue(byte[] bytes, bool whole)
    {
        try
        {
            var reader = new PackReader(bytes);
            if (whole)
                reader.ReadValue();
            else
                reader.Skip();
            return true;
        }
        catch (ProtocolException)
        {
            return false;
        }
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = random.Next(4) == 0 && seed.Length > 1 ? seed[..random.Next(1, seed.Length)] : (byte[])seed.Clone();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
            bytes[random.Next(Math.Min(bytes.Length, 16))] = (byte)random.Next(256);
        return bytes;
    }

    private static byte[] Write(object? value)
    {
        var writer = new PackWriter();
        writer.WriteValue(value);
        return writer.Written.ToArray();
    }

    private static Row Row(object? columns)
    {
        var row = new Row();
        row.Begin(Write(columns), 0);
        return row;
    }
}
