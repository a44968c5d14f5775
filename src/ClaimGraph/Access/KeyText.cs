using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ClaimGraph.Access;

/// <summary>
/// A key as its holder sends it: <c>cg_</c>, ten characters that form its id together with the prefix, <c>_</c>, and 256 random bits in
/// base64url. People and programs that look for leaked secrets recognise it by its prefix.
/// </summary>
internal static class KeyText
{
    private const string Prefix = "cg_";
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789"; // 32, without look-alikes
    private static readonly SearchValues<char> IsLetter = SearchValues.Create(Letters);
    private const int IdLength = 13;
    private const int SecretBytes = 32;
    private const int Length = IdLength + 1 + 43;

    public static (string Id, string Text) Make(RandomNumberGenerator random)
    {
        var bytes = new byte[IdLength - Prefix.Length + SecretBytes];
        random.GetBytes(bytes);
        var id = Prefix + string.Concat(bytes.Take(IdLength - Prefix.Length).Select(b => Letters[b % Letters.Length]));
        return (id, $"{id}_{Base64Url.EncodeToString(bytes.AsSpan(IdLength - Prefix.Length))}");
    }

    /// <summary>The id in a text that looks like a key.</summary>
    public static bool TryReadId(string text, [NotNullWhen(true)] out string? id)
    {
        id =
            text.Length == Length
            && text[IdLength] == '_'
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && IsId(text.AsSpan(Prefix.Length, IdLength - Prefix.Length))
                ? text[..IdLength]
                : null;
        return id is not null;
    }

    /// <summary>
    /// A fast hash is right here. Slow ones make guessing costly where people choose the secret; 256 random bits cannot be guessed, and
    /// the hash is computed for every request.
    /// </summary>
    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static bool IsId(ReadOnlySpan<char> letters) => !letters.ContainsAnyExcept(IsLetter);
}
