using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ClaimGraph.Import;

/// <summary>A record as it stands in the file.</summary>
/// <param name="Number">Its place in its list, from 0.</param>
/// <param name="Offset">Its first byte in the file.</param>
/// <param name="Json">Its bytes; valid until the next record is asked for.</param>
internal readonly record struct RawRecord(NodeKind Kind, int Number, long Offset, ReadOnlyMemory<byte> Json);

/// <summary>
/// Finds the records of an import file without holding more than one of them. Whatever is wrong with the JSON itself ends the scan
/// with a <see cref="JsonException"/>; what is wrong at the top level is told to <paramref name="report"/> (pointer, code, message).
/// </summary>
internal sealed class RecordScanner(Stream stream, Action<string, string, string> report)
{
    /// <summary>A snapshot of the largest size, every character escaped, fits.</summary>
    private const int LargestRecord = 64 * 1024 * 1024;

    private readonly HashSet<string> _seen = [];
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private long _offset; // of the first byte of the buffer in the file
    private bool _atEnd;
    private JsonReaderState _state;
    private NodeKind? _list; // the list that the scan is in
    private int _number;
    private string _property = "";

    private enum Step
    {
        Token,
        Record,
        NeedsBytes,
        End,
    }

    public async IAsyncEnumerable<RawRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await FillAsync(cancellation);
        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
            _start = 3;
        while (true)
        {
            var step = Next(out var record);
            if (step == Step.End)
                break;
            if (step == Step.Record)
                yield return record;
            if (step == Step.NeedsBytes)
                await FillAsync(cancellation);
        }
        if (!_seen.Contains("format"))
            report(
                "/format",
                ProblemCode.Required,
                $"The file does not say its format: \"format\": \"{ImportFormat.Version}\" is missing."
            );
    }

    private Step Next(out RawRecord record)
    {
        record = default;
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _atEnd, _state);
        if (!reader.Read())
            return _atEnd ? Step.End : Step.NeedsBytes;
        var step = _list is { } kind ? InList(ref reader, kind, out record) : AtTop(ref reader);
        if (step == Step.NeedsBytes)
            return step;
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        return step;
    }

    private Step InList(ref Utf8JsonReader reader, NodeKind kind, out RawRecord record)
    {
        record = default;
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            _list = null;
            return Step.Token;
        }
        var first = (int)reader.TokenStartIndex;
        if (!reader.TrySkip())
            return Step.NeedsBytes;
        record = new RawRecord(
            kind,
            _number++,
            _offset + _start + first,
            _buffer.AsMemory(_start + first, (int)reader.BytesConsumed - first)
        );
        return Step.Record;
    }

    private Step AtTop(ref Utf8JsonReader reader)
    {
        if (reader.CurrentDepth == 0)
            return reader.TokenType is JsonTokenType.StartObject or JsonTokenType.EndObject
                ? Step.Token
                : throw new JsonException("The file must be one JSON object.");
        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            _property = TextOf(ref reader);
            if (!_seen.Add(_property))
                throw new JsonException($"'{_property}' stands in the file twice.");
            return Step.Token;
        }
        if (ImportFormat.KindOf(_property) is { } kind && reader.TokenType == JsonTokenType.StartArray)
        {
            (_list, _number) = (kind, 0);
            return Step.Token;
        }
        var format = reader.TokenType == JsonTokenType.String ? TextOf(ref reader) : null;
        if (!reader.TrySkip())
            return Step.NeedsBytes;
        CheckTop(format);
        return Step.Token;
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("The text is not well-formed.", e);
        }
    }

    private void CheckTop(string? text)
    {
        var pointer = JsonPointer.Of([_property]);
        if (_property == "$schema")
            return;
        if (_property == "format")
        {
            if (text != ImportFormat.Version)
                report(pointer, ProblemCode.InvalidFormat, $"This program reads the format \"{ImportFormat.Version}\".");
        }
        else if (ImportFormat.KindOf(_property) is not null)
            report(pointer, ProblemCode.InvalidFormat, "A list of records is expected here.");
        else
            report(pointer, ProblemCode.UnknownField, $"There is no '{_property}' in an import file.");
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_offset, _end, _start) = (_offset + _start, _end - _start, 0);
        if (_end == _buffer.Length)
        {
            if (_end >= LargestRecord)
                throw new JsonException($"Record {_number} of '{_property}' is larger than {LargestRecord >> 20} MB.");
            Array.Resize(ref _buffer, _end * 2);
        }
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
        _end += read;
        _atEnd = read == 0;
    }
}
