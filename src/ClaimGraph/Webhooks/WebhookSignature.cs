using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ClaimGraph.Webhooks;

/// <summary>Signatures of the Standard Webhooks specification, version 1: HMAC-SHA256 over id, time and body.</summary>
public static class WebhookSignature
{
    /// <summary>What secrets begin with; base64 follows.</summary>
    public const string SecretPrefix = "whsec_";

    /// <summary>The value of <c>webhook-signature</c>: a signature for each secret, with spaces between.</summary>
    public static string Of(IEnumerable<string> secrets, string id, DateTimeOffset timestamp, ReadOnlySpan<byte> body)
    {
        var seconds = timestamp.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{seconds}."), .. body];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret), signed))));
    }

    private static byte[] KeyOf(string secret) => Convert.FromBase64String(secret[SecretPrefix.Length..]);
}
