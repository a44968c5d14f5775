using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ClaimGraph.Server.Access;

/// <summary>The claims of a token, read as the options name them.</summary>
internal sealed class TokenClaims(JsonWebToken token)
{
    private const int LongestName = 100; // leaves room for the subject within Limits.Principal

    private readonly JsonElement _claims = JsonElement.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));

    /// <summary>The user as the ledger names them: by the claim with their name, if they have one, and by their subject. Null without a
    /// subject.</summary>
    public string? Principal(string nameClaim)
    {
        var subject = token.Subject;
        if (!IsName(subject))
            return null;
        var name = Find(nameClaim) is { ValueKind: JsonValueKind.String } claim ? claim.GetString() : null;
        return IsName(name) ? $"user:{CodePoints.Slice(name!, 0, LongestName) ?? name} ({subject})" : $"user:{subject}";
    }

    /// <summary>The words of a claim: a text of words between spaces, or a list of texts.</summary>
    public IReadOnlyCollection<string> Words(string name) =>
        Find(name) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString()!.Split(' '),
            { ValueKind: JsonValueKind.Array } list =>
            [
                .. list.EnumerateArray().Where(c => c.ValueKind == JsonValueKind.String).Select(c => c.GetString()!),
            ],
            _ => [],
        };

    /// <summary>The claim with this name or, if there is none, the one to which the dots in the name lead.</summary>
    private JsonElement? Find(string name)
    {
        if (_claims.TryGetProperty(name, out var claim))
            return claim;
        claim = _claims;
        foreach (var step in name.Split('.'))
            if (claim.ValueKind != JsonValueKind.Object || !claim.TryGetProperty(step, out claim))
                return null;
        return claim;
    }

    private static bool IsName(string? text) =>
        !string.IsNullOrWhiteSpace(text) && CodePoints.IsWellFormed(text) && !text.Any(char.IsControl);
}
