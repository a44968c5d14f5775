using System.Text;

namespace ClaimGraph.Sqlite.Tables;

/// <summary>Keeps one string for each language tag, as every row has one and there are few.</summary>
internal static class Tags
{
    private const int MaxLength = 8;
    private const int Size = 1024;
    private static readonly string?[] Known = new string?[Size];

    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxLength)
            return Encoding.UTF8.GetString(utf8);
        ulong packed = 0;
        foreach (var b in utf8)
            packed = packed << 8 | b;
        ref var slot = ref Known[packed * 0x9E3779B97F4A7C15 >> 54];
        var known = Volatile.Read(ref slot);
        if (known is not null && Equals(known, utf8))
            return known;
        return slot = Encoding.UTF8.GetString(utf8);
    }

    private static bool Equals(string known, ReadOnlySpan<byte> utf8)
    {
        if (known.Length != utf8.Length)
            return false;
        for (var i = 0; i < utf8.Length; i++)
            if (known[i] != utf8[i])
                return false;
        return true;
    }
}
