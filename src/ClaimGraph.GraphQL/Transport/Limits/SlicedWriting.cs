using System.IO.Pipelines;

namespace ClaimGraph.GraphQL.Transport.Limits;

/// <summary>
/// Writes responses in slices. The web server allows each write the time that its bytes take at the slowest rate, so a client that reads
/// nothing of a large response written at once could hold it for hours.
/// </summary>
internal static class SlicedWriting
{
    private const int Slice = 16 * 1024;

    public static async ValueTask WriteSlicesAsync(this PipeWriter writer, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        for (; bytes.Length > Slice; bytes = bytes[Slice..])
            await writer.WriteAsync(bytes[..Slice], cancellation);
        await writer.WriteAsync(bytes, cancellation);
    }
}
