using System.Globalization;
using System.Text;

namespace ClaimGraph;

/// <summary>
/// The order in which people expect texts: that of the Unicode Collation Algorithm with the root collation of CLDR (UTS #10), in which
/// <c>Álvaro</c> and <c>alice</c> stand beside <c>Adam</c> and not behind <c>Zoe</c>. ICU computes the keys.
/// </summary>
public static class Collation
{
    // Longer texts that begin alike are ordered by id. A key has some two bytes for each of these.
    private const int MostCharacters = 64;

    private static readonly CompareInfo Root = CultureInfo.InvariantCulture.CompareInfo;

    /// <summary>The version of the collation. Stores write all sort keys anew when it is not the one that they were written with.</summary>
    public static string Version { get; } =
        string.Create(CultureInfo.InvariantCulture, $"{Root.Version.FullVersion:x}-{Root.Version.SortId:n}-{MostCharacters}");

    /// <summary>
    /// The sort key of a text: its bytes as characters from U+0001 to U+00FF, so that every store and language orders keys alike.
    /// </summary>
    public static string KeyOf(string text)
    {
        var start = Start(text);
        Span<byte> key = stackalloc byte[1024];
        if (!Ascii.IsValid(start) && Root.GetSortKeyLength(start) is var needed && needed > key.Length)
            key = new byte[needed];
        var length = Root.GetSortKey(start, key);
        return Encoding.Latin1.GetString(key[..length].TrimEnd((byte)0));
    }

    private static ReadOnlySpan<char> Start(string text)
    {
        if (text.Length <= MostCharacters)
            return text;
        return text.AsSpan(0, char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters);
    }
}
