using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ClaimGraph.GraphQL.Api.Mutations;

/// <summary>
/// Tells apart two inputs with the same clientMutationId. Some clients count these ids from 0 anew, so the id alone cannot say that a
/// mutation is a repetition: a different input must never be dropped.
/// </summary>
internal static class InputHash
{
    /// <param name="principal">Whose input it is: the id of one says nothing of another's.</param>
    public static string Of(string principal, IDictionary<string, object?> input)
    {
        var text = new StringBuilder();
        Append(text, principal);
        Append(text, input);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    // Lengths stand before texts, so that no two inputs give the same sequence.
    private static void Append(StringBuilder to, object? value)
    {
        switch (value)
        {
            case null:
                to.Append('~');
                break;
            case string text:
                to.Append('"').Append(text.Length).Append(':').Append(text);
                break;
            case IDictionary<string, object?> fields:
                to.Append('{');
                foreach (var (name, inner) in fields.OrderBy(f => f.Key, StringComparer.Ordinal))
                    Append(to.Append(name).Append('='), inner);
                to.Append('}');
                break;
            case IEnumerable items:
                to.Append('[');
                foreach (var item in items)
                    Append(to, item);
                to.Append(']');
                break;
            case DateTimeOffset time:
                to.Append('#').Append(time.ToUnixTimeMilliseconds()).Append(';');
                break;
            default:
                to.Append('#').Append(CultureInfo.InvariantCulture, $"{value}").Append(';');
                break;
        }
    }
}
