using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace ClaimGraph.Import;

/// <summary>The values of an enum as the API spells them: <c>OFFICIAL_DOCUMENT</c>.</summary>
internal sealed class EnumWords
{
    private static readonly ConcurrentDictionary<Type, EnumWords> Known = new();

    private readonly (byte Number, string Word, byte[] Utf8)[] _words;

    private EnumWords(Type type)
    {
        _words =
        [
            .. Enum.GetValues(type)
                .Cast<Enum>()
                .Select(v => (Number: (byte)(object)v, Word: UpperSnake.Of(v.ToString())))
                .Select(v => (v.Number, v.Word, Encoding.UTF8.GetBytes(v.Word))),
        ];
        Allowed = string.Join(", ", _words[..^1].Select(w => w.Word)) + " or " + _words[^1].Word;
        What = UpperSnake.Of(type.Name).Replace('_', ' ').ToLowerInvariant();
    }

    /// <summary>Its words in a sentence: <c>A, B or C</c>.</summary>
    public string Allowed { get; }

    /// <summary>What it is called in a sentence: <c>actor kind</c>.</summary>
    public string What { get; }

    public IEnumerable<string> All => _words.Select(w => w.Word);

    public static EnumWords Of(Type type) => Known.GetOrAdd(type, static t => new EnumWords(t));

    public string Of(int number) => Array.Find(_words, w => w.Number == number).Word;

    public byte? Find(string? word) => Array.FindIndex(_words, w => w.Word == word) is >= 0 and var at ? _words[at].Number : null;

    public byte? Find(ref Utf8JsonReader json)
    {
        foreach (var (number, _, utf8) in _words)
            if (json.ValueTextEquals(utf8))
                return number;
        return null;
    }
}
