namespace ClaimGraph.Import;

/// <summary>Reads records of a file in large pieces, as they are mostly wanted in the order in which they stand there. For one
/// thread.</summary>
internal sealed class RecordBytes(Stream file)
{
    private const int Piece = 256 * 1024;

    private byte[] _buffer = [];
    private long _start;
    private int _length;

    /// <summary>The bytes at a place of the file; valid until the next call.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync((long Offset, int Length) place, CancellationToken cancellation)
    {
        if (place.Offset < _start || place.Offset + place.Length > _start + _length)
            await FillAsync(place, cancellation);
        return _buffer.AsMemory((int)(place.Offset - _start), place.Length);
    }

    /// <summary>Reads on behind the record, too, unless it stands far from the one before.</summary>
    private async ValueTask FillAsync((long Offset, int Length) place, CancellationToken cancellation)
    {
        var follows = place.Offset >= _start && place.Offset <= _start + _length + Piece;
        var size = follows ? Math.Max(Piece, place.Length) : place.Length;
        if (_buffer.Length < size)
            _buffer = new byte[size];
        file.Position = place.Offset;
        (_start, _length) = (place.Offset, 0);
        _length = await file.ReadAtLeastAsync(_buffer.AsMemory(0, size), place.Length, throwOnEndOfStream: true, cancellation);
    }
}
