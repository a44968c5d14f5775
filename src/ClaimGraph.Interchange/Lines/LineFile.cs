using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using ClaimGraph.Import;

namespace ClaimGraph.Interchange.Lines;

/// <summary>
/// Reads lines of JSON with one record each, <c>{"statement":{…}}</c>, as an import file: the records keep their bytes, so that the
/// reader of import files says what is wrong with them, and where by their line. Memory holds one line.
/// </summary>
internal sealed class LineFile(string name, ImportResult read, RecordLists lists)
{
    /// <summary>As large as a record of an import file.</summary>
    private const int LongestLine = 64 * 1024 * 1024;

    private int _line;
    private bool _isEndKnown;
    private byte _end = (byte)'\n';

    /// <param name="read">Gets what is wrong with lines as such.</param>
    public static async Task<ImportInput> OpenAsync(string name, Stream input, ImportResult read, CancellationToken cancellation = default)
    {
        var lists = new RecordLists(ImportFormat.Word);
        try
        {
            await new LineFile(name, read, lists).ReadAsync(input, cancellation);
            return new ImportInput(name, lists.ToFile(), _ => null) { Locate = lists.Locate, Made = lists };
        }
        catch
        {
            lists.Dispose();
            throw;
        }
    }

    /// <summary>Whether a text begins with a whole line of the format.</summary>
    public static bool IsIn(string start)
    {
        var line = start.AsSpan().TrimStart().TrimStart('\uFEFF');
        line = line.IndexOf('\n') is >= 0 and var end ? line[..end] : line;
        try
        {
            using var json = JsonDocument.Parse(line.ToString());
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.EnumerateObject().ToArray() is [var only]
                && (
                    only is { Name: "format", Value.ValueKind: JsonValueKind.String }
                        ? only.Value.ValueEquals(ImportFormat.Version) && start.AsSpan().Trim().Contains('\n')
                        : only.Value.ValueKind == JsonValueKind.Object && Noun.All.Any(n => n.Word == only.Name)
                );
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async Task ReadAsync(Stream input, CancellationToken cancellation)
    {
        var pipe = PipeReader.Create(input, new StreamPipeReaderOptions(leaveOpen: true, bufferSize: 1 << 16));
        while (true)
        {
            var piece = await pipe.ReadAsync(cancellation);
            var rest = piece.Buffer;
            if (!_isEndKnown)
                FindEnd(rest, piece.IsCompleted);
            while (rest.PositionOf(_end) is { } end)
            {
                Take(rest.Slice(0, end));
                rest = rest.Slice(rest.GetPosition(1, end));
            }
            if (rest.Length > LongestLine)
                throw new ClaimGraphException($"'{name}', line {_line + 1:N0} is longer than {LongestLine >> 20} MB.");
            if (piece.IsCompleted)
            {
                Take(rest);
                break;
            }
            pipe.AdvanceTo(rest.Start, rest.End);
        }
        await pipe.CompleteAsync();
    }

    /// <summary>Lines end with a carriage return where there is no line feed: JSON has neither within texts.</summary>
    private void FindEnd(ReadOnlySequence<byte> start, bool isWhole)
    {
        var hasFeed = start.PositionOf((byte)'\n') is not null;
        var hasReturn = start.PositionOf((byte)'\r') is { } at && (isWhole || start.Slice(at).Length > 1);
        _isEndKnown = hasFeed || hasReturn;
        _end = hasReturn && !hasFeed ? (byte)'\r' : (byte)'\n';
    }

    private void Take(ReadOnlySequence<byte> line)
    {
        _line++;
        var bytes = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
        if (_line == 1 && bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        bytes = bytes.Trim(" \t\r"u8);
        if (bytes.IsEmpty)
            return;
        try
        {
            Take(bytes);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            Refuse("", ProblemCode.InvalidFormat, $"The line is not valid JSON: {e.Message.Split(" LineNumber")[0]}");
        }
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject || !json.Read() || json.TokenType != JsonTokenType.PropertyName)
        {
            Refuse("", ProblemCode.InvalidFormat, "A line is an object with one record, such as {\"statement\":{…}}.");
            return;
        }
        var word = json.GetString()!;
        json.Read();
        if (word == "format")
        {
            CheckFormat(json.TokenType == JsonTokenType.String ? json.GetString() : null);
            return;
        }
        var start = (int)json.TokenStartIndex;
        json.Skip();
        var record = line[start..(int)json.BytesConsumed];
        json.Read();
        var isWhole = json.TokenType == JsonTokenType.EndObject && !json.Read();
        if (Noun.All.FirstOrDefault(n => n.Word == word) is not { } noun)
            Refuse($"/{word}", ProblemCode.UnknownField, $"There is no '{word}'; use {string.Join(", ", Noun.All.Select(n => n.Word))}.");
        else if (!isWhole)
            Refuse("", ProblemCode.InvalidFormat, "The line has more than one record; write one a line.");
        else
            lists.Add(noun.Kind, record, Place);
    }

    private void CheckFormat(string? format)
    {
        if (format != ImportFormat.Version)
            throw new ClaimGraphException(
                $"'{name}', line {_line:N0} names another format than \"{ImportFormat.Version}\", which this program reads."
            );
    }

    private void Refuse(string path, string code, string message) => read.AddError(new ImportProblem(name, Place + path, code, message));

    private string Place => string.Create(CultureInfo.InvariantCulture, $"line {_line}");
}
