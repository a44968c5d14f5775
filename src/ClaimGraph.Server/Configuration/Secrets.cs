using System.Text.RegularExpressions;

namespace ClaimGraph.Server.Configuration;

/// <summary>Hides secrets in texts that people see.</summary>
internal static partial class Secrets
{
    public const string Hidden = "********";

    /// <summary>
    /// The text without the user information of URIs (<c>https://user:password@host</c>, where a user alone may be a token) and without
    /// values whose name says that they are secret (<c>Password=…;</c>, <c>?access_token=…</c>).
    /// </summary>
    public static string Hide(string text) => Named().Replace(UserInformation().Replace(text, $"{Hidden}@"), $"$1{Hidden}");

    // Up to the last @ before white space or the next URI: a password that is not escaped may have any of / ? # @ in it.
    [GeneratedRegex(@"(?<=[a-z][a-z0-9+.\-]*://)(?:(?!://)\S)*@", RegexOptions.IgnoreCase)]
    private static partial Regex UserInformation();

    [GeneratedRegex(
        """((?:password|passwd|pwd|secret|token|credential|signature|api[ _-]?key|access[ _-]?key|account[ _-]?key)\w*\s*=\s*)("[^"]*"|'[^']*'|[^;&\s]+)""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Named();
}
